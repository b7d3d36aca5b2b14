"""The embedded map's document, and who may frame which page."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from mapapp.__main__ import main
from mapapp.core.errors import SetupError
from mapapp.render.tiles import tile_hosts
from mapapp.web.embed import asks_to_embed, read_embedders
from mapapp.web.headers import SecurityHeaders, embed_policy

EMBED = "/?embed=true"


def ancestors(client: TestClient, path: str) -> list[str]:
    parts = [part.split() for part in client.get(path).headers["content-security-policy"].split(";")]
    (found,) = [part[1:] for part in parts if part[0] == "frame-ancestors"]
    return found


def start(document: str) -> dict[str, object]:
    (content,) = re.findall(r'<meta name="atlas-start" content="([^"]*)">', document)
    told: dict[str, object] = json.loads(unescape(content))
    return told


def test_an_embedded_map_has_nothing_of_streamlit_and_sets_nothing(client: TestClient) -> None:
    answer = client.get(EMBED)
    assert "static/" not in answer.text
    assert "streamlit" not in answer.text.lower()
    scripts = re.findall(r"<script[^>]*>", answer.text)
    assert [script.rpartition("/")[2] for script in scripts] == ['leaflet.js">', 'frame.js">']
    assert "set-cookie" not in answer.headers
    assert len(answer.text) < 5000


def test_everything_it_names_is_there(client: TestClient) -> None:
    named = re.findall(r'(?:href|src)="\.(/[^"]+)"', client.get(EMBED).text)
    assert len(named) == 5
    assert [address for address in named if client.get(address).status_code != 200] == []


def test_it_is_told_what_the_address_asks_for_without_a_story(client: TestClient) -> None:
    told = start(client.get(f"{EMBED}&region=gate&layers=parks&view=43,131,8&story=1").text)
    assert (told["selected"], told["layers"], told["place"], "step" in told) == ("gate", ["parks"], [43, 131, 8], False)
    assert told["embedded"] is True


@pytest.mark.parametrize("query", ["region=<script>", "layers=%22%3E", "view=x", "lang=../", "year=0", "basemap=evil"])
def test_what_is_unknown_is_dropped(client: TestClient, query: str) -> None:
    assert client.get(f"{EMBED}&{query}").text == client.get(EMBED).text


@pytest.mark.parametrize("query", ["", "embed=1", "embed=TRUE", "embed=", "embed=false", "embed=true&embed=false"])
def test_only_the_exact_word_embeds(client: TestClient, query: str) -> None:
    assert 'name="atlas-start"' in client.get(f"/?{query}").text
    assert "/atlas.js" in client.get(f"/?{query}").text
    assert ancestors(client, f"/?{query}") == ["'self'"]


@given(st.dictionaries(st.sampled_from(["embed", "lang", "x"]), st.text(max_size=8)))
def test_asking_is_total(query: dict[str, str]) -> None:
    assert asks_to_embed(query) == (query.get("embed") == "true")


def test_an_atlas_that_cannot_be_served_says_so_in_a_frame_too(broken: TestClient) -> None:
    answer = broken.get(EMBED)
    assert answer.status_code == 200
    assert "The map cannot be shown" in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/data/atlas.json", "/nowhere", "/nowhere?embed=true", "/search?embed=true"]
)
def test_every_other_page_is_framed_by_itself_alone(client: TestClient, path: str) -> None:
    assert ancestors(client, path) == ["'self'"]


def test_anyone_may_frame_the_embedded_map_unless_the_operator_says_otherwise(client: TestClient) -> None:
    assert ancestors(client, EMBED) == ["'self'", "*"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["'self'", "*"]),
        ("*", ["'self'", "*"]),
        ("none", ["'self'"]),
        ("https://example.org", ["'self'", "https://example.org"]),
        (" https://a.example  http://localhost:8080 ", ["'self'", "https://a.example", "http://localhost:8080"]),
        ("https://*.example.org", ["'self'", "https://*.example.org"]),
    ],
)
def test_embedders_are_those_that_were_declared(text: str, expected: list[str]) -> None:
    policy = embed_policy(tile_hosts(), read_embedders(text))
    headers = Middleware(SecurityHeaders, policy="frame-ancestors 'self'", embedded=policy)
    assert ancestors(TestClient(Starlette(middleware=[headers])), EMBED) == expected


NO_ORIGINS = (
    "example.org", "https://", "https://example.org/", "https://example.org/page", "ftp://example.org", "* https://a.example",
    "https://a.example;", "https://a.example,https://b.example", "'self'", "https://exa mple.org", "none https://a.example",
    "https://user@example.org", "https://a.example:port", "javascript:alert(1)", "https://-a.example", "https://пример.рф",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_ORIGINS)
def test_what_is_no_origin_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(SetupError, match=r"is not an origin .*write https://"):
        read_embedders(text)


@given(st.text(max_size=40))
def test_nothing_but_words_of_a_policy_gets_into_the_header(text: str) -> None:
    try:
        found = read_embedders(text)
    except SetupError:
        return
    assert all(re.fullmatch(r"\*|https?://[a-z0-9.:*-]+", one) for one in found)


def test_the_command_line_names_a_wrong_embedder_before_it_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAPAPP_EMBEDDERS", "https://example.org")
    assert main(["run", "--embedders", "example.com"]) == 1
    assert "'example.com' is not an origin" in capsys.readouterr().err


def test_a_wrong_embedder_in_the_environment_is_named_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAPAPP_EMBEDDERS", "https://example.org/news")
    assert main(["run"]) == 1
    assert "'https://example.org/news' is not an origin" in capsys.readouterr().err
