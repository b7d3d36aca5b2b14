from __future__ import annotations

import base64
import hashlib
import sys
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files

import httpx2
import pytest
from starlette.testclient import TestClient

from mapapp.render.tiles import tile_hosts
from mapapp.web.headers import ALWAYS, content_security_policy
from mapapp.web.keep import current_site
from tests.atlases import write_atlas

PATHS = (
    "/",
    "/healthz",
    "/data/atlas.json",
    "/data/layers/parks.geojson",
    "/nowhere",
    "/here?at=43,131",
    "/here",
    "/measure?points=43,131;44,131",
    "/map/nothing.js",
)


class InlineScripts(HTMLParser):
    """The text of every script that has no address."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and "src" not in dict(attrs)
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def policy(client: TestClient, path: str = "/") -> dict[str, list[str]]:
    parts = client.get(path).headers["content-security-policy"].split(";")
    return {part.split()[0]: part.split()[1:] for part in parts}


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


EXPECTED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": ALWAYS["Permissions-Policy"],
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
}
TELLING = {"server", "x-powered-by", "via", "x-streamlit-version", "x-runtime"}
STREAMLITS = (
    ("GET", "/_stcore/health", 200),
    ("GET", "/_stcore/host-config", 200),
    ("GET", "/_stcore/bidi-components/x/y", 404),
    ("GET", "/favicon.png", 200),
    ("GET", "/manifest.json", 200),
    ("GET", "/index.html", 200),
    ("GET", "/nowhere", 200),  # Streamlit's page for any address
    ("GET", "/media/x", 404),
    ("POST", "/", 405),
    ("TRACE", "/", 405),
    ("PUT", "/data/atlas.json", 405),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the application as it is served: Streamlit's routes and ours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPAPP_ATLAS", str(write_atlas(tmp_path_factory.mktemp("whole") / "atlas")))
        current_site.cache_clear()
        sys.modules.pop("mapapp.app", None)
        from mapapp.app import app

        with TestClient(app, follow_redirects=False) as client:
            yield client
        sys.modules.pop("mapapp.app", None)
        current_site.cache_clear()


def dressed(answer: httpx2.Response) -> dict[str, str | None]:
    """The expected headers as an answer has them."""
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert TELLING & set(answer.headers) == set()
    return {name: answer.headers.get(name) for name in EXPECTED}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_security_headers(whole: TestClient, path: str) -> None:
    others = {"cross-origin-resource-policy": "cross-origin"} if path.startswith("/data/") else {}
    assert dressed(whole.get(path)) == EXPECTED | others


@pytest.mark.parametrize(("method", "path", "status"), STREAMLITS)
def test_streamlits_answers_have_them_too(whole: TestClient, method: str, path: str, status: int) -> None:
    answer = whole.request(method, path)
    assert answer.status_code == status
    others = {"cross-origin-resource-policy": "cross-origin"} if path.startswith("/data/") else {}
    assert dressed(answer) == EXPECTED | others


def test_every_asset_has_the_security_headers(whole: TestClient) -> None:
    for path in current_site().assets:
        others = {"cross-origin-resource-policy": "cross-origin"} if path.startswith("/data/") else {}
        assert dressed(whole.get(path)) == EXPECTED | others, path


def test_other_sites_read_data_and_nothing_else(whole: TestClient) -> None:
    asked = [*PATHS, *current_site().assets, *(path for method, path, _ in STREAMLITS if method == "GET")]
    answers = {path: whole.get(path, headers={"Origin": "https://elsewhere.example"}).headers for path in asked}
    opened = {path for path, headers in answers.items() if "access-control-allow-origin" in headers}
    assert opened == {path for path in asked if path.startswith("/data/")}
    assert {answers[path]["access-control-allow-origin"] for path in opened} == {"*"}
    assert not [path for path in asked if "access-control-allow-credentials" in answers[path]]


def test_an_embedded_map_may_be_in_other_pages_frames(whole: TestClient) -> None:
    headers = whole.get("/?embed=true").headers
    assert "x-frame-options" not in headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/_stcore/agent/mcp", "/auth/login", "/component/a/b"])
def test_what_the_map_does_not_use_is_closed(whole: TestClient, method: str, path: str) -> None:
    answer = whole.request(method, path)
    assert answer.status_code == 404
    assert dressed(answer) == EXPECTED
    assert "set-cookie" not in answer.headers


def test_streamlit_is_told_to_guard_itself() -> None:
    settings = tomllib.loads((files("mapapp") / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    server = settings["server"]
    assert server["enableXsrfProtection"] is server["enableCORS"] is True
    assert server["enableStaticServing"] is False
    assert server["maxUploadSize"] <= 1
    assert server["maxMessageSize"] <= 5
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["browser"]["gatherUsageStats"] is False


def test_scripts_come_from_here_alone(client: TestClient) -> None:
    sources = policy(client)["script-src"]
    assert {source for source in sources if not source.startswith("'sha256-")} == {"'self'", "blob:"}


@pytest.mark.parametrize("word", ["'unsafe-eval'", "'wasm-unsafe-eval'", "'strict-dynamic'", "*", "http:", "https:"])
def test_no_source_is_open_to_all(client: TestClient, word: str) -> None:
    assert [name for name, sources in policy(client).items() if word in sources] == []


def test_inline_is_allowed_for_styles_only(client: TestClient) -> None:
    assert [name for name, sources in policy(client).items() if "'unsafe-inline'" in sources] == ["style-src"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("object-src", "'none'"), ("base-uri", "'self'"), ("form-action", "'self'"), ("frame-ancestors", "'self'")],
)
def test_what_needs_no_opening_is_shut(client: TestClient, name: str, value: str) -> None:
    assert policy(client)[name] == [value]


def test_an_embedded_map_may_do_less(client: TestClient) -> None:
    embedded = policy(client, "/?embed=true")
    assert embedded["default-src"] == ["'none'"]
    assert embedded["script-src"] == embedded["style-src"] == embedded["connect-src"] == ["'self'"]
    assert "'unsafe-inline'" not in {source for sources in embedded.values() for source in sources}


def test_images_may_come_from_the_tile_servers_and_no_other_host(client: TestClient) -> None:
    assert {source for source in policy(client)["img-src"] if "//" in source} == set(tile_hosts())


def test_streamlits_own_inline_scripts_are_allowed_by_hash(client: TestClient) -> None:
    own = InlineScripts((files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")).found
    assert own
    assert {hash_of(script) for script in own} <= set(policy(client)["script-src"])


def test_every_inline_script_of_our_page_is_allowed_and_no_other(client: TestClient) -> None:
    scripts = InlineScripts(client.get("/").text).found
    hashes = {source for source in policy(client)["script-src"] if source.startswith("'sha256-")}
    assert hashes == {hash_of(script) for script in scripts}


@pytest.mark.parametrize("script", ["", "\n  x = 1\n", "a && b", "é"])
def test_a_script_is_hashed_to_the_letter(script: str) -> None:
    assert hash_of(script) in content_security_policy(f'<script type="x">{script}</script>', [])


def test_a_script_with_an_address_needs_no_hash() -> None:
    assert "sha256" not in content_security_policy('<script type="module" src="./x.js"></script>', [])
