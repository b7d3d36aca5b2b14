from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.language import preferred

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
