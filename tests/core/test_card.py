from __future__ import annotations

from typing import Any

import pytest
from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas, Entry
from mapapp.core.card import Card, CardFigure, make_card
from mapapp.core.survey import Survey, survey
from tests.atlases import tiny_atlas
from tests.core.shapes import drawn


def entry(atlas: Atlas, name: str) -> Entry:
    return next(entry for entry in atlas.entries if entry.id == name)


def card(name: str = "north-park", text: str = "") -> Card:
    atlas = tiny_atlas()
    return make_card(atlas, entry(atlas, name), "en", text)


def measured(shape: BaseGeometry) -> Survey:
    """The survey of south-park with this shape, beside north-park one degree to the east."""
    features = [drawn("south-park", shape), drawn("north-park", box(1, 0, 2, 1))]
    return survey(features, {}, {"south-park", "north-park"}, ())["south-park"]


def near(value: float) -> Any:
    return pytest.approx(value, rel=1e-3)


def beside(kind: str | None, shape: BaseGeometry) -> tuple[CardFigure, ...]:
    """The figures of south-park: one that is drawn as said, with what its shape measures."""
    figure: dict[str, Any] = {
        "id": "area",
        "label": {"en": "Area"},
        "value": 1234,
        "unit": "km2",
        "sources": ["journal"],
    }
    if kind:
        figure |= {"drawn": kind} | ({"neighbour": "north-park"} if kind == "shared-border" else {})
    atlas = tiny_atlas(lambda catalogue: catalogue["regions"][1].update(figures=[figure]))
    return make_card(atlas, entry(atlas, "south-park"), "en", surveys={"south-park": measured(shape)}).figures


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


def test_a_figure_that_is_drawn_as_an_area_is_told_with_the_area_of_the_drawing() -> None:
    (figure,) = beside("area", box(0, 0, 1, 1))
    assert (figure.drawn, figure.drawn_unit) == (near(12308.8), "km2")


@pytest.mark.parametrize(
    ("shape", "length"), [(LineString([(0, 0), (1, 0)]), 111.32), (box(0, 0, 1, 1), 2 * 111.32 + 2 * 110.57)]
)
def test_a_figure_that_is_drawn_as_a_length_is_told_with_that_of_the_line_or_edge(
    shape: BaseGeometry, length: float
) -> None:
    (figure,) = beside("length", shape)
    assert (figure.drawn, figure.drawn_unit) == (near(length), "km")


def test_a_figure_of_a_shared_border_is_told_with_the_border_to_that_neighbour() -> None:
    (figure,) = beside("shared-border", box(0, 0, 1, 1))
    assert (figure.drawn, figure.drawn_unit) == (near(110.57), "km")


def test_a_border_that_is_not_shared_on_the_drawing_is_not_measured() -> None:
    (figure,) = beside("shared-border", box(5, 5, 6, 6))
    assert (figure.drawn, figure.drawn_unit) == (None, None)


@pytest.mark.parametrize("kind", ["area", "length", "shared-border", None])
def test_a_point_has_nothing_to_measure(kind: str | None) -> None:
    (figure,) = beside(kind, Point(0, 0))
    assert (figure.drawn, figure.drawn_unit) == (None, None)


def test_a_figure_that_is_not_drawn_stands_alone() -> None:
    (figure,) = beside(None, box(0, 0, 1, 1))
    assert (figure.drawn, figure.drawn_unit) == (None, None)
    assert figure.value == "1,234\u00a0km²"


def test_every_figure_is_published_and_has_a_source_whatever_is_drawn() -> None:
    assert all(figure.sources for figure in beside("area", box(0, 0, 1, 1)))


def test_a_card_holds_its_survey_and_the_published_area() -> None:
    atlas = tiny_atlas(lambda catalogue: catalogue["regions"][1].update(published_area_km2=7.0))
    made = make_card(atlas, entry(atlas, "south-park"), "en", surveys={"south-park": measured(box(0, 0, 1, 1))})
    assert made.survey == measured(box(0, 0, 1, 1))
    assert (made.published_area_km2, card("about").published_area_km2, card("about").survey) == (7.0, None, None)


def test_a_status_is_told_in_words_with_its_sources() -> None:
    status = {"state": "blocked", "words": {"en": "A fence"}, "sources": ["letters"]}
    atlas = tiny_atlas(lambda catalogue: catalogue["regions"][0].update(status=status))
    made = make_card(atlas, entry(atlas, "north-park"), "en")
    assert made.status is not None
    assert (made.status.state, made.status.words) == ("blocked", "A fence")
    assert [made.sources[n - 1].id for n in made.status.sources] == ["letters"]
    assert card().status is None


def test_a_card_falls_back_to_the_first_language() -> None:
    atlas = tiny_atlas()
    assert make_card(atlas, entry(atlas, "gate"), "ru").title == "Title of gate"


def test_a_card_speaks_the_language_that_is_asked_for() -> None:
    def add_russian(catalogue: dict[str, Any]) -> None:
        catalogue["regions"][3]["title"] = {"en": "Gate", "ru": "Ворота"}

    atlas = tiny_atlas(add_russian)
    assert make_card(atlas, entry(atlas, "gate"), "ru").title == "Ворота"
