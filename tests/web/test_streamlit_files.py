"""Streamlit's scripts and styles come compressed, may be kept for good, and nothing else is at their addresses."""

from __future__ import annotations

import gzip
from importlib.resources import files

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from mapapp.web.assets import FOREVER
from mapapp.web.streamlit_files import StreamlitFiles

FOLDER = files("streamlit") / "static" / "static"
SCRIPTS = sorted(item.name for item in (FOLDER / "js").iterdir() if item.name.startswith("index."))


@pytest.fixture
def client() -> TestClient:
    return TestClient(StreamlitFiles(PlainTextResponse("passed on")))


def test_a_script_comes_compressed_and_may_be_kept_for_good(client: TestClient) -> None:
    with client.stream("GET", f"/static/js/{SCRIPTS[0]}", headers={"Accept-Encoding": "gzip"}) as answer:
        sent = b"".join(answer.iter_raw())
    body = (FOLDER / "js" / SCRIPTS[0]).read_bytes()
    assert gzip.decompress(sent) == body
    assert len(sent) < len(body) / 2
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["content-type"].startswith("text/javascript")


def test_a_client_without_gzip_gets_it_as_it_is(client: TestClient) -> None:
    answer = client.get(f"/static/js/{SCRIPTS[0]}", headers={"Accept-Encoding": "identity"})
    assert answer.content == (FOLDER / "js" / SCRIPTS[0]).read_bytes()
    assert "content-encoding" not in answer.headers


def test_who_has_it_is_told_so(client: TestClient) -> None:
    tag = client.get(f"/static/js/{SCRIPTS[0]}").headers["etag"]
    assert client.get(f"/static/js/{SCRIPTS[0]}", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/static/", "/static/js", "/static/js/none.js", "/static/%2e%2e/index.html"])
def test_what_is_not_among_the_files_is_nowhere(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_files_are_only_read(client: TestClient) -> None:
    assert client.post(f"/static/js/{SCRIPTS[0]}").status_code == 405


def test_all_else_is_passed_on(client: TestClient) -> None:
    assert client.get("/statics").text == "passed on"
