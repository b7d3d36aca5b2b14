"""What a card says of its outline: how sure it is, what was measured on it, and the profile of a corridor."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from mapapp.core.atlas import Atlas
from mapapp.core.evidence import Evidence, gather
from mapapp.core.features import Edge, Feature
from mapapp.core.survey import Place
from mapapp.render.panels import render_panels
from tests.atlases import Json, guarded, tiny_atlas
from tests.core.shapes import banded, drawn
from tests.render.html_reader import Page

HARD = "\u00a0"
NORTH, EAST, SOUTH = box(24, 16, 25, 17), box(25, 16, 26, 17), box(24, 12, 25, 13)
EDGES = (
    Edge("by-eye", 10000, 300, "By eye"),
    Edge("by-eye", 4000, 20, "By eye"),
    Edge("state-border", 500, 110, "Border"),
)
MILL = Place({"en": "Mill", "ru": "Мельница"}, 24.5, 14.5)
LANDS = {"RU": box(20, 10, 25, 20), "CN": box(25, 10, 30, 20)}
HOSTILE = (
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"'><b onclick=x>",
    "%(name)s %s %",
    "&lt;b&gt;",
)


def atlas(change: Json | None = None) -> Atlas:
    def grow(catalogue: Json) -> None:
        catalogue |= guarded()
        catalogue["regions"][0] |= change or {}

    return tiny_atlas(grow)


def features() -> list[Feature]:
    shapes = {"north-park": NORTH, "east-park": EAST, "south-park": SOUTH, "bridge": Point(25.01, 16.4)}
    return [drawn(name, shape) for name, shape in shapes.items()]


def evidence(*edges: Edge, places: tuple[Place, ...] = (MILL,)) -> Evidence:
    bands = {"north-park": banded("north-park", NORTH, 0.1, *edges), "south-park": banded("south-park", SOUTH, 0.1)}
    return gather(atlas(), features(), bands, places, LANDS)


@cache
def usual() -> Evidence:
    return evidence(*EDGES)


def card(name: str, found: Evidence | None = None, change: Json | None = None, language: str = "en") -> Page:
    files = render_panels(atlas(change), language, {}, usual() if found is None else found)
    return Page(files[f"cards/{name}.html"].decode())


def words(page: Page) -> str:
    """The text of a page with plain spaces, each run of them one."""
    return " ".join(page.text.replace(HARD, " ").split())


def test_published_drawn_and_difference_stand_together() -> None:
    text = words(card("north-park", change={"published_area_km2": 10000.0}))
    assert "Published area10,000 km² Area as drawn here 11,815 km² difference +18%" in text


def test_the_difference_is_to_the_published_area() -> None:
    assert "difference -21%" in words(card("north-park", change={"published_area_km2": 15000.0}))


def test_without_a_published_area_only_the_drawing_is_told() -> None:
    text = words(card("east-park"))
    assert "Area as drawn here 11,815 km²" in text
    assert "Published area" not in text
    assert "difference" not in text


def test_a_banded_area_is_told_with_its_least_and_its_most() -> None:
    assert "7,562–17,014 km²" in words(card("north-park"))
    assert "Least to most" not in words(card("east-park"))


def test_edges_are_told_by_what_they_follow_with_length_and_doubt() -> None:
    page = card("north-park")
    text = words(page)
    assert "By eye, from descriptions 320 km, ± 4–10 km" in text
    assert "State border 110 km, ± 0.5 km" in text
    bars = [path["d"] for path in page.named("path") if path.get("class") == "edge-bar"]
    assert bars == ["M0 3H74.4", "M0 3H25.6"]


def test_without_edges_there_is_no_list_of_them() -> None:
    assert "What its edges follow" not in words(card("east-park"))


def test_the_doubt_in_words_stands_whatever_was_measured() -> None:
    assert "Drawn by eye" in words(card("north-park", Evidence()))
    assert "Schematic. Drawn by eye" in words(card("north-park", Evidence(), {"schematic": True}))


def test_the_survey_tells_borders_distances_and_the_nearest_place() -> None:
    text = words(card("north-park"))
    assert "Perimeter434.8 km" in text
    assert "Title of east-park common border 110.7 km, to the east" in text
    assert "Title of south-park 331.9 km to the south (between 309.8–354.1 km)" in text


def test_a_border_and_a_distance_are_told_once() -> None:
    text = words(card("north-park", change={"figures": []}))
    assert (text.count("110.7 km"), text.count("331.9 km")) == (1, 1)


def test_a_place_is_named_in_the_language_or_in_any() -> None:
    assert "Мельница" in words(card("north-park", language="ru"))
    only_russian = evidence(places=(replace(MILL, names={"ru": "Мельница"}),))
    assert "Мельница" in words(card("north-park", only_russian))


def test_a_point_says_where_it_lies_and_no_area() -> None:
    text = words(card("bridge"))
    assert "Title of east-park holds it or meets it" in text
    assert "Measured on this map" in text
    assert "km²" not in text
    assert "Perimeter" not in text


def test_an_entry_that_is_not_drawn_has_no_survey() -> None:
    for name in ("about", "gate"):
        assert "Measured on this map" not in words(card(name))


def test_the_survey_leads_to_the_methods() -> None:
    assert "data/measures.json" in [link.get("href") for link in card("north-park").named("a")]


def test_a_status_stands_in_the_essentials_with_its_source() -> None:
    status: dict[str, Any] = {"state": "blocked", "words": {"en": "A fence stands there"}, "sources": ["letters"]}
    page = card("north-park", change={"status": status})
    assert "A fence stands there" in words(page)
    assert [p["class"] for p in page.named("p") if "status" in str(p.get("class"))] == ["status status-blocked"]


def test_a_profile_is_drawn_for_the_region_that_asks_for_it_alone() -> None:
    assert [svg["class"] for svg in card("passage").named("svg") if svg.get("role") == "slider"] == ["profile-chart"]
    assert [svg for svg in card("north-park").named("svg") if svg.get("role") == "slider"] == []


def test_the_slider_of_a_profile_has_a_step_for_each_station_and_a_name() -> None:
    (slider,) = [svg for svg in card("passage").named("svg") if svg.get("role") == "slider"]
    count = len(usual().profiles["passage"].stations)
    assert (slider["aria-valuemin"], slider["aria-valuemax"]) == ("0", str(count - 1))
    assert slider["aria-label"]
    assert slider["tabindex"] == "0"


def test_the_table_of_a_profile_has_a_row_for_each_station() -> None:
    page = card("passage")
    assert len(page.named("tr")) == 1 + len(usual().profiles["passage"].stations)
    assert [cell["scope"] for cell in page.named("th")][:5] == ["col"] * 5


def test_the_stations_are_a_file_that_the_card_names() -> None:
    files = render_panels(atlas(), "en", {}, usual())
    (section,) = [found for found in card("passage").named("section") if "data-profile" in found]
    stations = json.loads(files[str(section["data-profile"])])
    assert len(stations) == len(usual().profiles["passage"].stations)
    assert not [name for name in files if name.startswith("profiles/") and "passage" not in name]


def test_a_crossing_leads_to_its_card() -> None:
    assert "bridge" in [button.get("data-open") for button in card("passage").named("button")]


def test_every_card_with_evidence_is_closed_in_order_and_runs_nothing() -> None:
    for name in ("north-park", "east-park", "passage", "bridge"):
        assert card(name).wrong == []
        assert not [tag for tag, had in card(name).tags if tag == "script" or any(key.startswith("on") for key in had)]


def spiked(spike: str) -> Page:
    """The card of north-park with the same words as place, edge, neighbour, status and outline."""
    status = {"state": "works", "words": {"en": spike}, "sources": ["survey"]}
    found = evidence(Edge(spike, 10000, 300, spike), places=(replace(MILL, names={"en": spike}),))

    def grow(catalogue: Json) -> None:
        catalogue |= guarded()
        catalogue["regions"][0] |= {"status": status, "outline": {"en": spike}}
        catalogue["regions"][4]["title"] = {"en": spike}

    return Page(render_panels(tiny_atlas(grow), "en", {}, found)["cards/north-park.html"].decode())


@pytest.mark.parametrize("spike", HOSTILE)
def test_hostile_words_in_places_edges_and_neighbours_stay_text(spike: str) -> None:
    page = spiked(spike)
    assert page.text.count(spike) == 5
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in spiked("plain").tags]
    assert page.wrong == []
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


visible = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=20)


@settings(max_examples=20)
@given(visible)
def test_any_words_of_an_edge_and_a_place_are_shown_as_they_are(spike: str) -> None:
    page = spiked(spike)
    assert page.text.count(spike) >= 5
    assert page.wrong == []


@pytest.mark.parametrize("spike", HOSTILE)
def test_hostile_words_stay_text_in_a_profile(spike: str) -> None:
    def grow(catalogue: Json) -> None:
        catalogue |= guarded()
        catalogue["regions"][5]["title"] = {"en": spike}

    page = Page(render_panels(tiny_atlas(grow), "en", {}, usual())["cards/passage.html"].decode())
    assert spike in page.text
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in card("passage").tags]
    assert page.wrong == []
