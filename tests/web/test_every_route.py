"""What every answer of the whole application has: its routes are asked of the application itself, Streamlit's too."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import httpx2
import pytest
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from mapapp.web.closed_doors import USED
from mapapp.web.headers import ALWAYS
from mapapp.web.metrics import route_of
from mapapp.web.server_errors import WORDS
from mapapp.web.site import Site
from tests.conftest import Whole

EXPECTED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": ALWAYS["Permissions-Policy"],
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
}
TELLING = {"server", "x-powered-by", "via", "x-streamlit-version", "x-runtime", "set-cookie"}
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
ELSEWHERE = "https://elsewhere.example"
OURS = (
    "/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/search",
    "/here?at=43,131",
    "/here",
    "/measure?points=43,131;44,131",
    "/data/",
    "/data/regions/gate.csv",
    "/data/visible.geojson?layers=posts",
)
STREAMLITS = ("/favicon.png", "/manifest.json", "/index.html", "/nowhere")  # what it would serve from its folder


def path_of(route: BaseRoute) -> str:
    """An address that leads to a route."""
    assert isinstance(route, (Route, WebSocketRoute, Mount))
    return re.sub(r"\{[^}]*\}", "x", route.path) or "/nowhere"


def wrong_with(answer: httpx2.Response) -> set[str]:
    """What an answer lacks, or has too much."""
    path = answer.url.path
    expected = EXPECTED | ({"cross-origin-resource-policy": "cross-origin"} if path.startswith("/data/") else {})
    lacking = {name for name, value in expected.items() if answer.headers.get(name) != value}
    policy = answer.headers.get("content-security-policy", "")
    return (
        lacking
        | (TELLING & set(answer.headers))
        | ({"policy"} if not policy.startswith("default-src 'self'") else set())
    )


def test_every_route_answers_every_method_with_the_security_headers(whole: Whole) -> None:
    paths = {path_of(route) for route in whole.routes}
    assert {
        "/",
        "/data/x",
        "/data/",
        "/data/layers/x",
        "/data/visible.x",
        "/metrics",
        "/_stcore/health",
        "/_stcore/agent/mcp",
        "/nowhere",
    } <= paths
    answers = [whole.client.request(method, path) for method in METHODS for path in [*sorted(paths), *STREAMLITS]]
    assert {f"{one.request.method} {one.url.path}": wrong_with(one) for one in answers if wrong_with(one)} == {}
    assert [str(one.url) for one in answers if one.status_code >= 500] == []


def test_every_file_and_every_answer_of_ours_has_the_security_headers(whole: Whole, tiny_site: Site) -> None:
    answers = [whole.client.get(path) for path in [*OURS, *tiny_site.assets]]
    assert {str(one.url): wrong_with(one) for one in answers if wrong_with(one)} == {}
    assert [one.url.path for one in answers if one.status_code != 200] == ["/here"]  # asked without a place


def test_no_answer_names_what_serves_it_or_its_version(whole: Whole) -> None:
    paths = {path_of(route) for route in whole.routes} - {"/metrics"}
    told = {path: whole.client.get(path) for path in sorted(paths)}
    words = re.compile(r"uvicorn|starlette|python/?\d|streamlit/\d|traceback", re.IGNORECASE)
    assert {path for path, one in told.items() if words.search(str(one.headers)) or words.search(one.text)} == set()


def test_other_sites_read_data_and_nothing_else(whole: Whole, tiny_site: Site) -> None:
    paths = [*{path_of(route) for route in whole.routes}, *tiny_site.assets, *OURS, *STREAMLITS]
    asked = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "GET"}
    for method in ("GET", "OPTIONS"):
        answers = {path: whole.client.request(method, path, headers=asked).headers for path in paths}
        opened = {path for path, headers in answers.items() if "access-control-allow-origin" in headers}
        assert opened == {path for path in paths if path.startswith("/data/")}
        assert {answers[path]["access-control-allow-origin"] for path in opened} == {"*"}
        assert not [path for path in paths if "access-control-allow-credentials" in answers[path]]


def test_an_embedded_map_may_be_in_other_pages_frames(whole: Whole) -> None:
    headers = whole.client.get("/?embed=true").headers
    assert "x-frame-options" not in headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_of_streamlits_doors_only_those_that_the_page_uses_are_open(whole: Whole) -> None:
    theirs = [one for one in whole.routes if isinstance(one, Route) and one.endpoint.__module__.startswith("streamlit")]
    closed = sorted({*map(path_of, theirs), *STREAMLITS} - USED)
    assert {"/_stcore/upload_file/x/x", "/_stcore/metrics", "/auth/login", "/component/x", "/media/x"} <= set(closed)
    for method in METHODS:
        assert {path: whole.client.request(method, path).status_code for path in closed} == dict.fromkeys(closed, 404)
    assert {path: whole.client.get(path).status_code for path in USED} == dict.fromkeys(USED, 200)


def test_answers_of_each_route_of_ours_are_counted_under_its_name(whole: Whole) -> None:
    ours = [one for one in whole.routes if isinstance(one, Route) and one.endpoint.__module__.startswith("mapapp")]
    assert len(ours) > 20
    assert [one.path for one in ours if route_of(path_of(one)) == "other"] == []


@pytest.mark.parametrize(("path", "embeds"), [("/", False), ("/?embed=true", True)])
def test_a_mistake_of_ours_has_the_headers_and_its_reason_stands_in_the_log_alone(
    whole: Whole, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str, embeds: bool
) -> None:
    monkeypatch.setattr("mapapp.web.routes.asks_to_embed", lambda _: 1 / 0)
    answer = whole.client.get(path)
    assert (answer.status_code, answer.text) == (500, WORDS)
    assert embeds or wrong_with(answer) == set()
    assert answer.headers["content-security-policy"].startswith(
        "default-src 'none'" if embeds else "default-src 'self'"
    )
    assert answer.headers["cache-control"] == "no-store"
    assert "ZeroDivisionError" in caplog.text


def test_a_file_cannot_be_sent(whole: Whole) -> None:
    """Neither plainly nor with a pair of token and cookie as Streamlit asks for."""
    forged = f"2|{0:08}|{0:032}|0"
    for headers in ({}, {"X-Xsrftoken": forged, "Cookie": f"_streamlit_xsrf={forged}"}):
        answer = whole.client.put("/_stcore/upload_file/a/b", files={"x": b"struck"}, headers=headers)
        assert (answer.status_code, answer.text) == (404, "There is nothing at this address.\n")


def test_streamlit_is_told_to_guard_itself() -> None:
    settings = tomllib.loads((files("mapapp") / "ui" / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    server = settings["server"]
    assert server["enableXsrfProtection"] is server["enableCORS"] is True
    assert server["enableStaticServing"] is False
    assert server["maxUploadSize"] <= 1
    assert server["maxMessageSize"] <= 5
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["browser"]["gatherUsageStats"] is False
