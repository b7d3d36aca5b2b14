from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from mapapp.web.build import build_site
from mapapp.web.search import Search
from mapapp.web.site import Site
from tests.atlases import Json, edit, guarded, guarded_files, write_atlas
from tests.web.conftest import client_of

HOSTILE = (
    "",
    "x" * 10_000,
    "title " * 1500,
    "\0",
    "title\0of",
    "\u202egate\u2066",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "../../etc/passwd",
    "' OR 1=1 --",
    "%",
    "😀",
    "{{7*7}}",
)


def ids(client: TestClient, query: str, lang: str = "en") -> list[tuple[str, str]]:
    answer = client.get("/search", params={"q": query, "lang": lang})
    return [(one["kind"], one["id"]) for one in answer.json()["results"]]


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The guarded atlas in two languages, with an event, namesakes and names on the base map."""
    folder = tmp_path_factory.mktemp("worded") / "atlas"
    catalogue = guarded() | {"languages": ["en", "ru"]}
    catalogue["regions"][0]["title"] = {"en": "North <b>park</b> & more", "ru": "Северный парк"}
    event = {"title": {"en": "A bridge is built"}, "words": {"en": "Slowly"}, "kind": "infrastructure"}
    catalogue["events"] = [
        {"id": "built", "date": "2012-04", "region": "bridge", "sources": ["survey"], **event},
        {"id": "begun", "date": "2011", "at": [14.5, 24.5], "sources": ["survey"], **event},
    ]
    river: Json = {"kind": "river", "lat": 15.5, "lon": 24, "names": {"en": "Ford", "ru": "Брод"}}
    labels = [river, {**river, "lat": 15.6}, {**river, "kind": "lake"}, {**river, "kind": "country"}]
    mills = [{"names": {"en": "Mill", "ru": "Мельница"}, "lon": lon, "lat": 14.5} for lon in (24.5, 26.5, 28.5)]
    files = {"basemap/labels.json": json.dumps(labels), "basemap/places.json": json.dumps(mills)}
    return build_site(write_atlas(folder, catalogue, {**guarded_files(), **files}))


@pytest.fixture(scope="module")
def wordy(worded: Site) -> TestClient:
    return client_of(worded)


def test_an_answer_says_what_was_found_and_where(wordy: TestClient) -> None:
    answer = wordy.get("/search", params={"q": "Mill", "lang": "en"}).json()
    first = {"kind": "place", "id": "mill", "title": "Mill", "hint": "Russia", "place": [14.5, 24.5]}
    assert answer["results"][0] == first


def test_an_answer_speaks_the_language_of_the_reader(wordy: TestClient) -> None:
    answer = wordy.get("/search", params={"q": "mill", "lang": "ru"}).json()
    assert [(one["title"], one["hint"]) for one in answer["results"][:2]] == [
        ("Мельница", "Россия"),
        ("Мельница", "Китай"),
    ]


@pytest.mark.parametrize("lang", ["", "xx", "EN", "\0", "<b>", "en" * 5000])
def test_an_unknown_language_gets_the_first(wordy: TestClient, lang: str) -> None:
    answer = wordy.get("/search", params={"q": "mill", "lang": lang})
    assert (answer.status_code, answer.json()["results"][0]["title"]) == (200, "Mill")


def test_namesakes_of_one_kind_have_ids_of_their_own(wordy: TestClient) -> None:
    assert ids(wordy, "mill") == [("place", "mill"), ("place", "mill-2"), ("place", "mill-3")]


def test_a_label_is_found_once_however_often_it_stands_on_the_map(wordy: TestClient) -> None:
    answer = wordy.get("/search", params={"q": "брод", "lang": "en"}).json()["results"]
    assert [(one["id"], one["hint"], one["place"]) for one in answer] == [
        ("ford", "River", [15.5, 24]),
        ("ford-2", "Lake", [15.5, 24]),
    ]


def test_an_event_is_found_by_its_year_and_stands_where_it_happened(wordy: TestClient) -> None:
    (answer,) = wordy.get("/search", params={"q": "2012", "lang": "en"}).json()["results"]
    assert (answer["kind"], answer["id"], answer["hint"]) == ("event", "built", "April 2012")
    assert answer["place"] == [16.4, 25.01]
    (other,) = wordy.get("/search", params={"q": "2011"}).json()["results"]
    assert other["place"] == [14.5, 24.5]


def test_every_kind_of_thing_is_found(client: TestClient) -> None:
    assert ids(client, "title of gate") == [("region", "gate")]
    assert ids(client, "about") == [("topic", "about")]
    assert ids(client, "wardens") == [("organisation", "wardens")]


def test_an_area_is_found_where_its_name_stands_and_a_topic_nowhere(client: TestClient) -> None:
    (park,) = client.get("/search", params={"q": "south park"}).json()["results"]
    assert park["place"] == pytest.approx([12.5, 24.5], abs=0.02)
    assert client.get("/search", params={"q": "about"}).json()["results"][0]["place"] is None


def test_the_key_project_comes_first_among_equals(client: TestClient) -> None:
    assert ids(client, "title")[0] == ("region", "north-park")


def test_an_answer_is_json_with_the_security_headers_and_is_not_kept_long(client: TestClient) -> None:
    answer = client.get("/search", params={"q": "park"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, max-age=60"


def test_a_title_is_text_as_it_stands_in_the_atlas(wordy: TestClient) -> None:
    (answer,) = wordy.get("/search", params={"q": "north more"}).json()["results"]
    assert answer["title"] == "North <b>park</b> & more"


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_refused_or_repeated(client: TestClient, query: str) -> None:
    answer = client.get("/search", params={"q": query, "lang": query})
    assert answer.status_code == 200
    assert set(answer.json()) == {"results"}
    assert all(mark not in answer.text for mark in ("<", "\0", "\u202e"))


@pytest.mark.parametrize(
    "address", ["/search", "/search?", "/search?q", "/search?q=%ff%fe&lang=%00", "/search?q=a&q=b"]
)
def test_no_address_is_refused(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, set(answer.json())) == (200, {"results"})


def test_an_atlas_that_cannot_be_served_finds_nothing(broken: TestClient) -> None:
    answer = broken.get("/search", params={"q": "park", "lang": "ru"})
    assert (answer.status_code, answer.json()) == (200, {"results": []})


def test_a_search_without_an_atlas_finds_nothing() -> None:
    assert Search().results("park", "en") == []


def test_a_region_that_is_left_out_is_not_found(folder: Path) -> None:
    edit(folder, lambda catalogue: catalogue["regions"].pop(1))
    assert ("region", "south-park") not in ids(client_of(build_site(folder)), "south park")


@given(query=st.text(st.characters(), max_size=200), lang=st.sampled_from(["en", "ru"]) | st.text(max_size=5))
def test_any_query_is_answered_with_known_things(worded: Site, query: str, lang: str) -> None:
    known = {(target.kind, target.id) for target in worded.search.targets}
    answer = worded.search.results(query, lang)
    assert len(answer) <= 8
    assert {(one["kind"], one["id"]) for one in answer} <= known
    assert json.loads(json.dumps(answer, allow_nan=False)) == [
        {**one, "place": list(place) if isinstance(place := one["place"], tuple) else None} for one in answer
    ]
