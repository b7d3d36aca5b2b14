from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from mapapp.web.site import Site
from tests.web.conftest import client_of


@pytest.fixture(scope="session")
def client(tiny_site: Site) -> TestClient:
    """A client of our routes and headers alone."""
    return client_of(tiny_site)
