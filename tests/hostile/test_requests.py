"""Every string in every part of a request: answered plainly, nothing repeated as markup, nothing from outside."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from mapapp.web.data import NO_BOX
from tests.conftest import Whole
from tests.hostile.corpus import STRINGS

KEYS = ("lang", "region", "topic", "layers", "basemap", "year", "story", "view", "other")
HEADERS = ("Accept-Language", "Origin", "Cookie", "X-Forwarded-For", "Range", "If-None-Match")
SPELT = tuple(quote(text.encode("utf-8", "surrogatepass")[:6000], safe="").replace(".", "%2E") for text in STRINGS)
"""The strings as an address spells them, dots too, or the client would tidy them up; the server refuses longer ones."""

NOTHING = ((404, "There is nothing at this address.\n"), (404, "Not Found"))  # the latter for a line end
RAW = (
    "%ff%fe",
    "%c0%ae%c0%ae%2f",
    "%ed%a0%80",
    "..%2f..%2fetc%2fpasswd",
    "%252e%252e%252f",
    "%00",
    "%0d%0aX-Struck:%201",
)


@pytest.mark.parametrize(
    "root",
    ["/data/x", "/data/layers/", "/data/regions/", "/data/all.", "/assets/", "/map/", "/panels/", "/panels/x/cards/"],
)
def test_a_string_in_a_path_leads_nowhere(client: TestClient, root: str) -> None:
    for text in (*SPELT, *RAW):
        answer = client.get(f"{root}{text}")
        assert (answer.status_code, answer.text) in NOTHING, text


def test_a_string_in_a_path_of_streamlits_is_no_file_and_no_trace(whole: Whole) -> None:
    page = whole.client.get("/nowhere").text
    for text in (*SPELT, *RAW):
        for root in ("/", "/static/", "/_stcore/", "/media/", "/component/"):
            answer = whole.client.get(f"{root}{text}")
            assert answer.status_code < 500
            assert answer.status_code != 200 or answer.text == page or root == "/", text
            assert "Traceback" not in answer.text
            assert "root:" not in answer.text


@pytest.mark.parametrize("key", KEYS)
def test_the_front_page_is_the_same_whatever_a_string_asks_for(client: TestClient, key: str) -> None:
    known = {client.get("/").text, client.get("/?layers=").text}
    for text in SPELT:
        assert client.get(f"/?{key}={text}").text in known, text


@pytest.mark.parametrize("key", KEYS)
def test_so_is_the_embedded_map(client: TestClient, key: str) -> None:
    known = {client.get("/?embed=true").text, client.get("/?embed=true&layers=").text}
    for text in SPELT:
        assert client.get(f"/?embed=true&{key}={text}").text in known, text


@pytest.mark.parametrize("path", ["/search?q={}&lang={}", "/here?at={}&year={}", "/here?at=15,25&year={}&lang={}"])
def test_a_question_of_hostile_words_gets_a_plain_answer(client: TestClient, path: str) -> None:
    for text in SPELT:
        answer = client.get(path.format(text, text))
        assert answer.status_code in {200, 400}, text
        assert answer.headers["content-type"] == "application/json"
        json.loads(answer.text, parse_constant=pytest.fail)


def test_a_path_of_hostile_words_is_not_measured(client: TestClient) -> None:
    for text in SPELT:
        answer = client.get(f"/measure?points={text}&lang={text}")
        assert ("problem" in answer.json()) == (answer.status_code == 400), text
        assert answer.status_code in {200, 400}, text


def test_a_box_of_hostile_words_is_refused_and_other_words_count_as_not_given(client: TestClient) -> None:
    for text in filter(None, SPELT):
        answer = client.get(f"/data/visible.geojson?bbox={text}&lang={text}")
        assert (answer.status_code, answer.text) == (400, f"{NO_BOX}\n"), text
    plain = client.get("/data/visible.geojson").headers["etag"]
    for key in ("layers", "year", "other"):
        tags = {
            client.head(f"/data/visible.geojson?{key}={text}", headers={"If-None-Match": plain}).status_code
            for text in SPELT
        }
        assert tags <= {304, 404}, key  # `layers=` with nothing but white space asks for none


@pytest.mark.parametrize("key", ["lang", "other"])
def test_the_page_about_the_data_is_the_same_whatever_a_string_asks_for(client: TestClient, key: str) -> None:
    page = client.get("/data/").text
    for text in SPELT:
        assert client.get(f"/data/?{key}={text}").text == page, text


def test_a_string_in_a_header_changes_nothing(client: TestClient) -> None:
    page = client.get("/").text
    for text in STRINGS:
        if text.isprintable() and text.isascii() and len(text) < 2000:
            headers = dict.fromkeys(HEADERS, text)
            assert client.get("/", headers=headers).text == page, text
            assert client.get("/data/atlas.json", headers=headers).status_code < 500, text
