from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from mapapp.web.build import build_site
from mapapp.web.health import Readiness, ready_route
from mapapp.web.site import Site


def asked(site: Site, readiness: Readiness) -> tuple[int, str]:
    answer = TestClient(Starlette(routes=[ready_route(site, readiness)])).get("/readyz")
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, answer.json()["status"]


def test_a_server_with_a_map_is_ready(tiny_site: Site) -> None:
    assert asked(tiny_site, Readiness()) == (200, "ready")


def test_a_server_that_is_to_stop_is_not_ready(tiny_site: Site) -> None:
    assert asked(tiny_site, Readiness(stopping=True)) == (503, "stopping")


def test_a_server_without_a_map_is_not_ready(tmp_path: Path) -> None:
    assert asked(build_site(tmp_path / "nowhere"), Readiness()) == (503, "unavailable")
