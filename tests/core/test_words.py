from __future__ import annotations

import pytest

from mapapp.core.words import amount

NARROW, HARD = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "unit", "language", "words"),
    [
        (2688, "km2", "en", "2,688 km²"),
        (280, "km", "en", "280 km"),
        (565, "m", "en", "565 m"),
        (129, "animals", "en", "129"),
        (400, "count", "en", "400"),
        (14065, None, "en", "14,065"),
        (60, "percent", "en", f"60{NARROW}%"),
        (0.33, None, "en", "0.33"),
        (2688, "km2", "ru", f"2{HARD}688 км²"),
        (2688, "km2", "zh", "2,688平方公里"),
    ],
)
def test_a_value_is_spelled_with_its_unit(value: float, unit: str | None, language: str, words: str) -> None:
    assert amount(value, unit, language).replace(HARD, " ") == words.replace(HARD, " ")


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("km2", f"70–108{NARROW}km²"),
        ("km", f"70–108{NARROW}km"),
        ("percent", f"70–108{NARROW}%"),
        (None, "70–108"),
        ("animals", "70–108"),
    ],
)
def test_a_range_is_spelled_with_its_unit(unit: str | None, words: str) -> None:
    assert amount(70, unit, "en", 108) == words


def test_both_ends_of_a_range_are_grouped() -> None:
    assert amount(14065, "km2", "en", 14612) == f"14,065–14,612{NARROW}km²"


@pytest.mark.parametrize("unit", ["date", None])
def test_words_stand_as_they_are(unit: str | None) -> None:
    assert amount("5 April 2012", unit, "en") == "5 April 2012"


@pytest.mark.parametrize("language", ["qq", "xx", "zz"])
def test_a_language_that_the_locale_data_lacks_still_gets_its_number(language: str) -> None:
    assert "234" in amount(1234, "km2", language)
