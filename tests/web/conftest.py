from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from mapapp.render.tiles import tile_hosts
from mapapp.web.build import build_site
from mapapp.web.embed import ANYONE
from mapapp.web.headers import SecurityHeaders, content_security_policy, embed_policy
from mapapp.web.index import index_page
from mapapp.web.making import Maker
from mapapp.web.routes import make_routes
from mapapp.web.site import Site


def application(site: Site, maker: Maker | None = None) -> Starlette:
    """Our routes and headers alone, without Streamlit's; with a maker, files are made on demand."""
    index = index_page(site)
    policy = content_security_policy(index, tile_hosts())
    headers = Middleware(SecurityHeaders, policy=policy, embedded=embed_policy(tile_hosts(), [ANYONE]))
    made = Starlette(routes=make_routes(site, index, maker=maker), middleware=[headers])
    made.router.redirect_slashes = False  # there, an address that no route of ours has is Streamlit's
    return made


def client_of(site: Site, maker: Maker | None = None) -> TestClient:
    """A client of our routes and headers alone."""
    return TestClient(application(site, maker))


@pytest.fixture(scope="session")
def client(tiny_site: Site) -> TestClient:
    return client_of(tiny_site)


@pytest.fixture(scope="session")
def takes(tiny_folder: Path, tiny_site: Site, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A client of the tiny atlas that can have files made; they are kept for the session."""
    return client_of(tiny_site, Maker(tiny_folder, tiny_site, kept_in=tmp_path_factory.mktemp("made")))


@pytest.fixture
def broken(tmp_path: Path) -> TestClient:
    """A client of an atlas that cannot be served."""
    return client_of(build_site(tmp_path / "nowhere"))
