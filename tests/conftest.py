"""What every test has: no network, a repeatable Hypothesis, and a tiny atlas of its own."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import disable_socket
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from mapapp.web.build import build_site
from mapapp.web.keep import current_site, site_of
from mapapp.web.site import Site
from tests.atlases import write_atlas, write_guarded

settings.register_profile(
    "repeatable",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright leaves a running loop behind, and no other can run in that thread."""
    items.sort(key=lambda item: BROWSER in item.path.parents)


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest) -> None:
    """Only browser tests, and tests that ask by the mark `enable_socket`, may open a socket.

    Unix sockets stay, because asyncio wakes its loop through a pair of them.
    """
    if BROWSER not in request.path.parents and request.node.get_closest_marker("enable_socket") is None:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def _keep_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the tests build is kept in a folder of their own, and built once for all servers that they start."""
    here = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPAPP_CACHE", str((here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "kept"))
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound tiny atlas that the test may damage."""
    return write_atlas(tmp_path / "atlas")


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """A sound atlas with neighbours, bands, a crossing, a profile and countries, that the test may damage."""
    return write_guarded(tmp_path / "guarded")


@pytest.fixture(scope="session")
def guarded_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the sound guarded atlas, made once."""
    return build_site(write_guarded(tmp_path_factory.mktemp("guarded") / "atlas"))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A large layer of sixty trees in the tiny landscape, as it is prepared; made once."""
    from tests.large import helpers, job_of, make, points

    folder = tmp_path_factory.mktemp("prepared")
    points().to_parquet(folder / "trees.parquet")
    with warnings.catch_warnings(), helpers(1) as client:
        warnings.simplefilter("ignore")  # see tests/prepare/test_preparing.py
        return make(job_of(folder / "trees.parquet", folder / "trees.mbtiles"), client)


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sound tiny atlas; no test changes it."""
    return write_atlas(tmp_path_factory.mktemp("tiny") / "atlas")


@pytest.fixture(scope="session")
def tiny_site(tiny_folder: Path) -> Site:
    """The site of the sound tiny atlas, made once."""
    return site_of(tiny_folder)


class Whole(NamedTuple):
    """The application as it is served, Streamlit's routes and ours: a client of it, and its routes."""

    client: TestClient
    routes: Sequence[BaseRoute]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """The whole application for the tiny atlas. Once: Streamlit can run only once in a process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPAPP_ATLAS", str(write_atlas(tmp_path_factory.mktemp("whole") / "atlas")))
        patch.setenv("MAPAPP_METRICS", "1")
        current_site.cache_clear()
        from mapapp.app import app
    current_site.cache_clear()
    with TestClient(app, follow_redirects=False) as client:
        assert app._starlette_app is not None
        yield Whole(client, app._starlette_app.routes)
