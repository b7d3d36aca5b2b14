from __future__ import annotations

from typing import Any

import pytest
from shapely import LineString, MultiPoint, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas, Entry
from mapapp.core.card import Card, CardFigure, make_card
from tests.atlases import tiny_atlas


def entry(atlas: Atlas, name: str) -> Entry:
    return next(entry for entry in atlas.entries if entry.id == name)


def card(name: str = "north-park", text: str = "", drawn: BaseGeometry | None = None) -> Card:
    atlas = tiny_atlas()
    return make_card(atlas, entry(atlas, name), "en", text, drawn)


def measured(drawn: BaseGeometry | None, name: str = "south-park") -> tuple[CardFigure, ...]:
    return tuple(figure for figure in card(name, drawn=drawn).figures if figure.id == "measured")


def test_each_source_has_one_number_from_one_on() -> None:
    made = card(text="First [@letters], then [@survey].")
    assert sorted(source.id for source in made.sources) == ["almanac", "journal", "letters", "survey"]
    assert [made.number(source.id) for source in made.sources] == [1, 2, 3, 4]


def test_the_sources_of_figures_come_first() -> None:
    assert card().sources[0].id == "journal"
    assert card().figures[0].sources == (1,)


def test_every_number_leads_to_the_source_that_the_catalogue_names() -> None:
    made = card(text="[@letters]")
    assert [made.sources[n - 1].id for n in made.corrections[0].sources] == ["survey"]
    assert [made.sources[n - 1].id for n in made.roles[0].sources] == ["almanac"]


def test_a_source_cited_twice_is_listed_once() -> None:
    made = card(text="[@journal] and again [@journal] and [@letters].")
    assert [source.id for source in made.sources].count("journal") == 1


def test_a_source_that_the_entry_does_not_use_has_no_number() -> None:
    assert card("south-park").number("letters") is None


def test_an_unknown_citation_is_left_out_of_the_list() -> None:
    assert [source.id for source in card("south-park", text="[@nobody]").sources] == ["survey"]


@pytest.mark.parametrize(
    ("drawn", "value"),
    [(box(0, 0, 1, 1), "12,309 km²"), (box(0, 0, 2, 1), "24,619 km²"), (LineString([(0, 0), (1, 0)]), "111 km")],
)
def test_the_measured_figure_follows_the_drawing(drawn: BaseGeometry, value: str) -> None:
    assert [figure.value for figure in measured(drawn)] == [value]


@pytest.mark.parametrize("drawn", [box(0, 0, 1, 1), LineString([(0, 0), (1, 0)])])
def test_the_measured_figure_cites_nobody_and_says_that_it_is_drawn(drawn: BaseGeometry) -> None:
    (figure,) = measured(drawn)
    assert figure.sources == ()
    assert "as drawn" in figure.label


def test_a_published_figure_always_has_a_source() -> None:
    assert all(figure.sources for figure in card(drawn=box(0, 0, 1, 1)).figures if figure.id != "measured")


@pytest.mark.parametrize("drawn", [None, Point(0, 0), MultiPoint([(0, 0), (1, 1)])])
def test_a_point_has_no_measured_figure(drawn: BaseGeometry | None) -> None:
    assert measured(drawn) == ()


def test_a_topic_has_no_measured_figure() -> None:
    assert measured(box(0, 0, 1, 1), "about") == ()


def test_a_card_falls_back_to_the_first_language() -> None:
    atlas = tiny_atlas()
    assert make_card(atlas, entry(atlas, "gate"), "ru").title == "Title of gate"


def test_a_card_speaks_the_language_that_is_asked_for() -> None:
    def add_russian(catalogue: dict[str, Any]) -> None:
        catalogue["regions"][3]["title"] = {"en": "Gate", "ru": "Ворота"}

    atlas = tiny_atlas(add_russian)
    assert make_card(atlas, entry(atlas, "gate"), "ru").title == "Ворота"
