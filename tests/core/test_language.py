from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.language import SPOKEN, preferred, spoken
from mapapp.core.words import amount, country, country_on_map, day

LANGUAGES = ("en", "ru", "zh")
TAGS = st.sampled_from(["en", "ru", "zh", "fr", "*", "ru-RU", "zh-Hans-CN", "EN", "", " ", "x-y"])
QUALITIES = st.sampled_from(["", ";q=1", ";q=0.5", "; q=0.9", ";q=0", ";q=-1", ";q=nan", ";q=inf", ";q=", ";level=1"])
headers = st.lists(st.tuples(TAGS, QUALITIES).map("".join), max_size=6).map(",".join) | st.text()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("RU-ru", "ru"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-Hant-TW", "zh"),
        ("fr,ru;q=0.3", "ru"),
        ("en;q=0.4, ru;q=0.7", "ru"),
        ("en ; q=0.4 , ru ; q=0.7", "ru"),
        ("ru;q=0.7, zh;q=0.7", "ru"),
        ("ru;q=0, en;q=0.1", "en"),
        ("ru;q=0", "en"),
        ("*", "en"),
        ("fr, de;q=0.9", "en"),
        ("ru;q=much", "en"),
        ("ru;q=", "en"),
        (";;;,,,q=1;ru", "en"),
        ("ru;q=0.2,zh;q=oops", "ru"),
        ("russian", "en"),
        ("r\u0443", "en"),
        ("<script>", "en"),
    ],
)
def test_a_reader_gets_the_language_that_the_browser_likes_best(header: str, language: str) -> None:
    assert preferred(header, LANGUAGES) == language


def test_the_first_language_of_the_atlas_is_the_last_resort() -> None:
    assert [preferred("fr", languages) for languages in (("zh", "en"), ("ru",))] == ["zh", "ru"]


@given(headers, st.permutations(LANGUAGES))
def test_any_header_gives_a_language_of_the_atlas(header: str, languages: list[str]) -> None:
    assert preferred(header, languages) in languages


@given(headers, st.sampled_from(LANGUAGES))
def test_a_language_that_is_wanted_without_reserve_comes_before_weaker_wishes(rest: str, language: str) -> None:
    weaker = ",".join(f"{other};q=0.9" for other in LANGUAGES if other != language)
    assert preferred(f"{language},{weaker}", LANGUAGES) == language
    assert preferred(f"{weaker},{language}", LANGUAGES) == language


def test_the_page_has_words_in_all_the_languages_that_it_is_said_to_speak() -> None:
    catalogues = (Path(__file__).resolve().parents[2] / "mapapp" / "locale").glob("*.po")
    assert set(SPOKEN) == {"en", *(path.stem for path in catalogues)}


@pytest.mark.parametrize(("language", "expected"), [("ru", "ru"), ("fi", "en"), ("uk", "en"), ("en", "en")])
def test_in_any_other_language_its_own_words_are_english(language: str, expected: str) -> None:
    assert spoken(language) == expected


def test_days_and_countries_stand_in_the_language_of_the_words_around_them_and_numbers_in_the_readers() -> None:
    assert (day(dt.date(2026, 1, 31), "fi"), country("FI", "fi")) == ("31 January 2026", "Finland")
    assert (country_on_map("FI", "fi"), amount(4400, "km2", "fi")) == ("Suomi", "4\u00a0400\u00a0km²")
