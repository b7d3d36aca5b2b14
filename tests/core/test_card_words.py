"""How a card puts dates, rough numbers, two countries and the policy into words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from shapely import box

from mapapp.core.atlas import Atlas
from mapapp.core.card import Card, CardFigure, make_card
from mapapp.core.survey import survey
from tests.atlases import Json, tiny_atlas
from tests.chronicles import chronicled_atlas
from tests.core.shapes import drawn

FIGURE: Json = {
    "id": "one",
    "label": {"en": "One", "ru": "Один"},
    "value": 80,
    "unit": "animals",
    "sources": ["journal"],
}
PAIR: Json = {
    "id": "wolves",
    "label": {"en": "Wolves", "ru": "Волки"},
    "left": {**FIGURE, "value": 129, "sources": ["letters"]},
    "right": {**FIGURE, "about": True, "sources": ["almanac"]},
    "why": {"en": "Do not add them", "ru": "Не складывать"},
}


def figure(language: str = "en", **changes: Any) -> CardFigure:
    """The only figure of the card of a region, in words."""
    atlas = tiny_atlas(lambda catalogue: catalogue["regions"][1].update(figures=[{**FIGURE, **changes}]))
    (only,) = make_card(atlas, atlas.regions[1], language).figures
    return only


def about(language: str = "en", *, cited: tuple[str, ...] = (), **changes: Any) -> Card:
    """The card of the topic of the tiny atlas."""
    atlas = tiny_atlas(lambda catalogue: catalogue["topics"][0].update(changes))
    return make_card(atlas, atlas.topics[0], language, cited=cited)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "5 April 2012"), ("ru", "5 апреля 2012\u202fг."), ("zh", "2012年4月5日")]
)
def test_a_day_is_told_in_the_language_of_the_reader(language: str, words: str) -> None:
    assert figure(language, value=dt.date(2012, 4, 5), unit="date").value == words


@pytest.mark.parametrize("year", ["2012", {"en": "2012"}])
def test_a_day_does_not_say_its_year_twice(year: object) -> None:
    assert figure(value=dt.date(2012, 4, 5), unit="date", year=year).year is None
    assert figure(value=80, year=year).year == "2012"


def test_a_value_in_words_is_told_in_the_language_of_the_reader() -> None:
    assert [figure(language, value={"en": "some", "ru": "сколько-то"}).value for language in ("en", "ru", "zh")] == [
        "some",
        "сколько-то",
        "some",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"about": True}, "≈\u202f80"),
        ({"about": False}, "80"),
        ({"about": True, "to": 90, "unit": "km2"}, "≈\u202f80–90\u00a0km²"),
        ({"about": True, "value": 60, "unit": "percent"}, "≈\u202f60%"),
    ],
)
def test_a_rough_number_is_marked_as_one(changes: dict[str, Any], words: str) -> None:
    assert figure(**changes).value == words


def test_a_period_may_be_a_line_or_a_text() -> None:
    assert figure("ru", year="2014–2020").year == "2014–2020"
    assert figure("ru", year={"en": "study of 2015", "ru": "работа 2015 года"}).year == "работа 2015 года"


def test_two_countries_stand_side_by_side_with_the_reason_why_they_differ() -> None:
    (row,) = about("ru", compare=[PAIR]).compare
    assert (row.label, row.left.value, row.right.value, row.why) == ("Волки", "129", "≈\u202f80", "Не складывать")


def test_the_sources_of_both_sides_are_numbered() -> None:
    made = about(compare=[PAIR])
    (row,) = made.compare
    assert [made.sources[n - 1].id for side in (row.left, row.right) for n in side.sources] == ["letters", "almanac"]


def test_a_side_may_be_measured_on_another_region() -> None:
    side = {**FIGURE, "unit": "km2", "drawn": "area", "region": "south-park"}
    surveys = survey([drawn("south-park", box(0, 0, 1, 1))], {}, {"south-park"}, ())
    atlas = tiny_atlas(lambda catalogue: catalogue["topics"][0].update(compare=[{**PAIR, "left": side}]))
    (row,) = make_card(atlas, atlas.topics[0], "en", surveys=surveys).compare
    assert row.left.drawn == pytest.approx(12308.8, rel=1e-3)
    assert row.left.drawn_unit == "km2"
    assert (row.right.drawn, row.right.drawn_unit) == (None, None)


def test_sources_of_what_a_card_shows_are_listed_once_before_its_own() -> None:
    made = about(cited=("letters", "journal", "letters"), sources=["survey", "journal"])
    assert [source.id for source in made.sources] == ["letters", "journal", "survey"]


@pytest.mark.parametrize(("name", "told"), [("den", True), ("gate", False), ("about", False)])
def test_the_policy_stands_on_what_tells_of_animals_alone(name: str, told: bool) -> None:
    atlas = chronicled_atlas()
    (entry,) = [entry for entry in atlas.entries if entry.id == name]
    assert make_card(atlas, entry, "en").policy == ("Nothing finer than ten kilometres" if told else None)


def test_an_atlas_without_policy_says_none() -> None:
    atlas: Atlas = chronicled_atlas(policy=None)
    assert [make_card(atlas, entry, "en").policy for entry in atlas.entries if entry.id == "den"] == [None]
