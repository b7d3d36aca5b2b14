from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from mapapp.web.build import build_site
from mapapp.web.here import Answers
from mapapp.web.questions import BadQuestionError, read_place
from mapapp.web.site import Site
from tests.atlases import Json, feature, guarded, guarded_files, square, write_atlas
from tests.web.conftest import client_of

BAD = (
    "", "43", "43,", "43,131,9", "43;131", "91,0", "-91,0", "0,181", "0,-181", "nan,1", "inf,1", "1e1,1", "+1,1",
    "٤٣,131", "43.1.2,131", " 43,131", "43, 131", "<b>,1", "43,131\n", "0x10,1", "--1,1", "9" * 5000, "1." + "1" * 5000,
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The guarded atlas in two languages, with a former extent of the south park."""
    catalogue = guarded() | {"languages": ["en", "ru"]}
    catalogue["regions"][0]["title"] = {"en": "North <b>park</b>", "ru": "Северный парк"}
    old: Json = feature("south-park", square(24, 12))
    old["properties"] |= {"valid_from": "1996", "valid_to": "2008"}
    files = guarded_files()
    parks = json.loads(files["layers/parks.geojson"])
    parks["features"] = [one for one in parks["features"] if one["id"] != "south-park"] + [old]
    files["layers/parks.geojson"] = json.dumps(parks)
    folder = tmp_path_factory.mktemp("here") / "atlas"
    return build_site(write_atlas(folder, catalogue, files))


@pytest.fixture(scope="module")
def asked(site: Site) -> TestClient:
    return client_of(site)


def answer(client: TestClient, at: str, **more: str) -> Any:
    found = client.get("/here", params={"at": at, **more})
    assert found.status_code == 200, found.text
    return found.json()


def groups(client: TestClient, at: str, **more: str) -> dict[str, list[str]]:
    found = answer(client, at, **more)
    return {group["how"]: [region["id"] for region in group["regions"]] for group in found["groups"]}


def fact(client: TestClient, at: str, label: str, **more: str) -> str:
    return str(next(one["words"] for one in answer(client, at, **more)["facts"] if one["label"] == label))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("16.3,24.3", {"inside": ["north-park"]}),
        ("16.95,24.3", {"edge": ["north-park"]}),
        ("17.05,24.3", {"near": ["north-park"]}),
        ("16.3,25.7", {"unmeasured": ["east-park"]}),
        ("18,22", {}),
    ],
)
def test_the_regions_are_told_by_how_surely_they_hold_the_place(
    asked: TestClient, at: str, expected: dict[str, list[str]]
) -> None:
    assert groups(asked, at) == expected


def test_country_town_and_border_are_told_in_words(asked: TestClient) -> None:
    assert fact(asked, "16.3,24.3", "Country") == "Russia"
    assert fact(asked, "16.3,24.3", "Nearest town or village on this map") == "Mill, 200.3\u00a0km to the south of here"
    assert (
        fact(asked, "16.3,24.3", "State border on land")
        == "Russia and China, 74.8\u00a0km away; its drawing may be 500\u00a0m off"
    )


def test_a_place_by_the_border_is_said_to_be_in_doubt(asked: TestClient) -> None:
    assert "cannot tell the side" in fact(asked, "18,24.999", "Country")


def test_a_town_within_a_kilometre_has_no_direction(asked: TestClient) -> None:
    label = "Nearest town or village on this map"
    assert fact(asked, "14.501,24.5", label) == "Mill, less than a kilometre away"


def test_beyond_the_landscape_nothing_is_claimed(asked: TestClient) -> None:
    beyond = answer(asked, "-40,10")
    assert beyond["facts"] == []
    assert beyond["nothing"] == "This place lies beyond what the atlas covers."


def test_the_answer_speaks_the_language_of_the_reader(asked: TestClient) -> None:
    found = answer(asked, "16.3,24.3", lang="ru")
    assert found["groups"][0]["regions"] == [{"id": "north-park", "title": "Северный парк"}]
    assert "Россия" in found["summary"]
    assert "рисунку" in found["note"]


@pytest.mark.parametrize("lang", ["", "xx", "../../etc/passwd", "\0", "en" * 5000])
def test_an_unknown_language_gets_the_first(asked: TestClient, lang: str) -> None:
    assert answer(asked, "16.3,24.3", lang=lang)["facts"][0]["label"] == "Country"


def test_the_summary_is_one_line_of_country_and_regions(asked: TestClient) -> None:
    assert answer(asked, "16.3,24.3")["summary"] == "Russia · Inside: North <b>park</b>"
    assert answer(asked, "18,22")["summary"] == "Russia · No region of the atlas holds this place."


def test_former_extents_count_in_their_own_years_alone(asked: TestClient) -> None:
    assert groups(asked, "12.5,24.5") == {}
    assert groups(asked, "12.5,24.5", year="2000") == {"inside": ["south-park"]}
    assert groups(asked, "12.5,24.5", year="1995") == groups(asked, "12.5,24.5", year="2008") == {}
    assert "2000" in answer(asked, "12.5,24.5", year="2000")["note"]


def test_the_note_says_that_the_drawing_is_measured(asked: TestClient) -> None:
    assert "this map's drawing" in answer(asked, "18,22")["note"]


@pytest.mark.parametrize("at", BAD, ids=range(len(BAD)))
def test_what_is_no_place_gets_400_and_one_sentence(asked: TestClient, at: str) -> None:
    found = asked.get("/here", params={"at": at, "lang": "en"})
    assert found.status_code == 400
    assert found.json() == {"problem": "Ask for a place as latitude,longitude in degrees, such as 43.1,131.5."}


def test_no_place_at_all_gets_400_in_the_language_of_the_reader(asked: TestClient) -> None:
    found = asked.get("/here?lang=ru")
    assert found.status_code == 400
    assert found.json()["problem"].startswith("Задайте место")


@pytest.mark.parametrize("year", ["2x", "96", "20000", "-100", "0996", "<b>", "٢٠٠٠"])
def test_what_is_no_year_gets_400(asked: TestClient, year: str) -> None:
    found = asked.get("/here", params={"at": "16.3,24.3", "year": year})
    assert (found.status_code, found.json()) == (400, {"problem": "Ask for a year in four digits, such as 1996."})


def test_an_answer_has_the_security_headers_and_is_not_kept_long(asked: TestClient) -> None:
    found = asked.get("/here", params={"at": "16.3,24.3"})
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["cache-control"] == "private, max-age=60"


def test_an_atlas_without_lands_says_only_what_it_knows(client: TestClient) -> None:
    found = answer(client, "16.3,24.3")
    assert found["facts"] == []
    assert [group["how"] for group in found["groups"]] == ["unmeasured"]


def test_an_atlas_that_cannot_be_served_says_so(broken: TestClient) -> None:
    found = broken.get("/here", params={"at": "16.3,24.3"})
    assert (found.status_code, list(found.json())) == (503, ["problem"])


@pytest.mark.parametrize(("headers", "word"), [({"accept-language": "ru"}, "Страна"), ({}, "Country")])
def test_without_a_language_the_answer_is_in_the_browsers(
    asked: TestClient, headers: dict[str, str], word: str
) -> None:
    found = asked.get("/here", params={"at": "16.3,24.3"}, headers=headers).json()
    assert found["facts"][0]["label"] == word


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_earth_is_answered(site: Site, latitude: float, longitude: float) -> None:
    assert site.atlas is not None
    assert site.shapes is not None
    found = Answers(site.atlas, site.shapes).answer(f"{latitude:.6f},{longitude:.6f}", None, "en")
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["groups"] or found["nothing"]


@given(st.text(max_size=40))
def test_any_text_is_read_as_a_place_on_earth_or_refused(text: str) -> None:
    try:
        longitude, latitude = read_place(text)
    except BadQuestionError:
        return
    assert abs(latitude) <= 90
    assert abs(longitude) <= 180
