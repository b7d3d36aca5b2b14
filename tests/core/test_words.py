from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.words import amount, country, date_words, day, measured, own_name, share

HARD = "\u00a0"


@pytest.mark.parametrize(
    ("value", "unit", "language", "words"),
    [
        (2688, "km2", "en", "2,688 km²"),
        (280, "km", "en", "280 km"),
        (565, "m", "en", "565 m"),
        (129, "animals", "en", "129"),
        (400, "count", "en", "400"),
        (14065, None, "en", "14,065"),
        (60, "percent", "en", "60%"),
        (60, "percent", "ru", f"60{HARD}%"),
        (60, "percent", "zh", "60%"),
        (0.33, None, "en", "0.33"),
        (2688, "km2", "ru", f"2{HARD}688 км²"),
        (2688, "km2", "zh", "2,688平方公里"),
    ],
)
def test_a_value_is_spelled_with_its_unit(value: float, unit: str | None, language: str, words: str) -> None:
    assert amount(value, unit, language) == words.replace(" ", HARD)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("km2", f"70–108{HARD}km²"),
        ("km", f"70–108{HARD}km"),
        ("percent", "70–108%"),
        (None, "70–108"),
        ("animals", "70–108"),
    ],
)
def test_a_range_is_spelled_with_its_unit(unit: str | None, words: str) -> None:
    assert amount(70, unit, "en", 108) == words


def test_both_ends_of_a_range_are_grouped() -> None:
    assert amount(14065, "km2", "en", 14612) == f"14,065–14,612{HARD}km²"


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [(1, "ru", "1 км²"), (5, "en", "5 km²"), (22, "zh", "22平方公里"), (14065, "ru", "14 065 км²")],
)
def test_a_unit_is_written_as_the_language_writes_it(value: int, language: str, words: str) -> None:
    assert amount(value, "km2", language) == words.replace(" ", HARD)


@pytest.mark.parametrize("unit", ["date", None])
def test_words_stand_as_they_are(unit: str | None) -> None:
    assert amount("5 April 2012", unit, "en") == "5 April 2012"


@pytest.mark.parametrize("language", ["qq", "xx", "zz"])
def test_a_language_that_the_locale_data_lacks_still_gets_its_number(language: str) -> None:
    assert "234" in amount(1234, "km2", language)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0.0%"),
        (0.042, "4.2%"),
        (0.0994, "9.9%"),
        (0.0996, "10%"),
        (0.1, "10%"),
        (0.964, "96%"),
        (1, "100%"),
        (12.5, "1,250%"),
    ],
)
def test_a_share_is_spelled_in_percent_with_a_decimal_below_ten(value: float, words: str) -> None:
    assert share(value, "en") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.184, "+18%"),
        (0.042, "+4.2%"),
        (-0.042, "-4.2%"),
        (-0.5, "-50%"),
        (0, "0.0%"),
        (-0.0001, "0.0%"),
        (0.0001, "0.0%"),
    ],
)
def test_a_difference_has_a_sign(value: float, words: str) -> None:
    assert share(value, "en", signed=True) == words


def test_a_share_follows_the_language() -> None:
    assert share(0.042, "ru") == f"4,2{HARD}%"
    assert share(0.042, "qq") == "4.2%"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (2688.67, "km2", "2,689 km²"),
        (99.94, "km2", "99.9 km²"),
        (100.4, "km2", "100 km²"),
        (224.845, "km", "224.8 km"),
        (1224.845, "km", "1,225 km"),
        (0.04, "km", "0 km"),
        (20.0, "none", "20"),
    ],
)
def test_a_measure_is_rounded_to_what_it_can_mean(value: float, unit: str, words: str) -> None:
    assert measured(value, unit, "en").replace(HARD, " ") == words


def test_both_ends_of_a_measured_range_are_rounded_alike() -> None:
    assert measured(89.94, "km2", "en", 1101.1) == f"90–1,101{HARD}km²"
    assert measured(0.0, "km", "en", 27.96) == f"0–28{HARD}km"
    assert measured(0.04, "km", "en", 27.92) == f"0–27.9{HARD}km"


def test_a_country_is_named_in_the_language() -> None:
    assert [country("RU", language) for language in ("en", "ru", "qq")] == ["Russia", "Россия", "Russia"]


@pytest.mark.parametrize("code", ["XQ", "ru", "", "<b>"])
def test_a_country_without_a_name_keeps_its_code(code: str) -> None:
    assert country(code, "en") == code


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        ("2012", "en", "2012"),
        ("2012", "zh", "2012"),
        ("2012-04", "en", "April 2012"),
        ("2012-04", "ru", "апрель 2012 г."),
        ("2012-04", "zh", "2012年4月"),
        ("2012-04-05", "en", "5 April 2012"),
        ("2012-04-05", "ru", "5 апреля 2012 г."),
        ("2012-04-05", "zh", "2012年4月5日"),
        ("2012-04-05", "qq", "5 April 2012"),
    ],
)
def test_a_date_is_told_as_finely_as_it_is_known(value: str, language: str, words: str) -> None:
    assert date_words(value, language).replace("\u202f", " ") == words


@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)), st.sampled_from(["en", "ru", "zh", "qq"]))
def test_a_day_names_its_year(value: dt.date, language: str) -> None:
    assert str(value.year) in day(value, language)
    assert date_words(value.isoformat(), language) == day(value, language)


def test_a_language_is_called_as_its_readers_call_it() -> None:
    assert [own_name(language) for language in ("en", "ru", "zh", "qq")] == ["English", "Русский", "中文", "Qq"]
