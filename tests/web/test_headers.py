from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from starlette.testclient import TestClient

from mapapp.render.tiles import tile_hosts
from mapapp.web.headers import content_security_policy


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
