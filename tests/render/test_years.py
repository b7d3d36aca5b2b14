from __future__ import annotations

from typing import Any

from shapely import box

from mapapp.core.features import Feature
from mapapp.render.years import years
from tests.atlases import Json, tiny_atlas

TITLES = {"north-park": "North", "south-park": "South"}


def extent(region: str, **validity: str | None) -> Feature:
    return Feature(region, box(24, 16, 25, 17), {"region": region, **validity})


def event(year: str) -> Json:
    words = {"title": {"en": f"It happened in {year}"}, "words": {"en": "So they say"}}
    return {"id": f"event-{year}", "date": year, "kind": "count", "sources": ["survey"], **words}


def told(*features: Feature, events: tuple[str, ...] = ()) -> dict[str, Any]:
    atlas = tiny_atlas(lambda catalogue: catalogue.update(events=[event(year) for year in events]))
    found = years(atlas, features, "en", TITLES, str)
    assert found is not None
    return found


def test_an_extent_is_told_of_in_the_years_in_which_it_appears_and_ceases() -> None:
    changes = told(extent("north-park", valid_from="1979", valid_to="2008-10-27"))["changes"]
    assert set(changes) == {"1979", "2008"}
    assert "North" in changes["1979"]
    assert "No longer in force: North" in changes["2008"]


def test_events_of_a_year_stand_in_one_sentence_with_what_appeared() -> None:
    changes = told(extent("south-park", valid_from="2012-04-05"), events=("2012",))["changes"]
    assert changes["2012"].split(" · ") == ["It happened in 2012", "On the map from now on: South"]


def test_the_years_run_from_the_first_change_to_the_year_in_which_a_source_was_last_read() -> None:
    known = told(events=("1916", "2012"))
    assert (known["first"], known["last"]) == (1916, 2026)


def test_what_is_dated_later_than_its_sources_has_its_year_too() -> None:
    assert told(extent("north-park", valid_from="2031"), events=("2012",))["last"] == 2031


def test_without_dates_there_is_no_year_to_choose() -> None:
    assert years(tiny_atlas(), (extent("north-park"),), "en", TITLES, str) is None
