from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mapapp.core.chronicle import Count, Event, Series, Step
from tests.chronicles import count, event, series, step


@pytest.mark.parametrize(
    ("date", "year"), [("1916", 1916), ("2007-02", 2007), ("2012-04-05", 2012), ("2024-12-31", 2024)]
)
def test_an_event_has_a_year_however_finely_its_day_is_known(date: str, year: int) -> None:
    assert Event.model_validate(event("x", date)).year == year


@pytest.mark.parametrize("date", ["", "12", "2012-13", "2012-00", "2012-04-32", "5 April 2012", "2012-4-5", 2012, None])
def test_a_date_that_iso_8601_does_not_know_is_refused(date: Any) -> None:
    with pytest.raises(ValidationError, match="date"):
        Event.model_validate(event("x", date))


@pytest.mark.parametrize(
    "changes",
    [
        {"sources": []},
        {"at": [95, 25]},
        {"at": [15, 190]},
        {"at": [15]},
        {"kind": "party"},
        {"title": "plain"},
        {"colour": "red"},
    ],
)
def test_an_event_that_is_not_as_it_must_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(changes))):
        Event.model_validate(event("x", "2012", **changes))


@pytest.mark.parametrize(
    "changes", [{"layers": []}, {"sources": []}, {"year": 1066}, {"view": {"latitude": 15, "longitude": 25}}]
)
def test_a_step_that_is_not_as_it_must_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(changes))):
        Step.model_validate(step("x", **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"value": -1},
        {"low": -1, "high": 2},
        {"year": 1066},
        {"method": "guess"},
        {"count": "kittens"},
        {"sources": []},
        {"value": "inf"},
    ],
)
def test_a_count_that_is_not_as_it_must_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(changes))):
        count("x", **{"year": 2000, **changes})


@pytest.mark.parametrize("changes", [{"light": "green"}, {"mark": "star"}, {"chart": "Two Words"}])
def test_a_series_that_is_not_as_it_must_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(changes))):
        Series.model_validate(series("x", "y") | changes)


numbers = st.floats(0, 1e6)


@given(st.none() | numbers, numbers, numbers)
def test_a_mark_stands_at_the_value_or_in_the_middle_of_its_range(
    value: float | None, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    middle = count("x", 2000, value=value, low=low, high=high).middle
    assert middle == value if value is not None else low <= middle <= high


def test_nothing_at_all_is_at_zero() -> None:
    bare = {"series": "x", "year": 2000, "count": "adults", "method": "dna", "sources": ["survey"]}
    assert Count.model_validate(bare).middle == 0
