from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mapapp.web.making import Maker
from mapapp.web.site import Site
from tests.web.conftest import client_of


@pytest.fixture(scope="session")
def client(tiny_folder: Path, tiny_site: Site, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A client of our routes and headers alone, that can have files made."""
    return client_of(tiny_site, Maker(tiny_folder, tiny_site, kept_in=tmp_path_factory.mktemp("made")))
