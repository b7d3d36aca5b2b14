from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from mapapp.core.atlas import Atlas
from mapapp.core.chronicle import Count
from mapapp.core.evidence import Evidence
from mapapp.render.chronicle import chart_tables, event_rows, how, interval, story_steps, years
from mapapp.render.panels import render_panels
from tests.chronicles import chronicled_atlas, count, event, step
from tests.render.html_reader import Page

ATLAS = chronicled_atlas()
COUNTS = (
    count("wolves-north", 2004, year_to=2005, count="minimum"),
    count("wolves-north", 2001, method="snow-tracks", note={"en": "Cold", "ru": "Холод"}),
    count("wolves-south", 2002, low=5, high=9, count="animals"),
    count("bears", 2003, value=1234, sources=["letters"]),
)


def same(words: str) -> str:
    return words


def numbered(*known: str) -> Callable[[str], int | None]:
    return lambda source: known.index(source) + 1 if source in known else None


def panels(atlas: Atlas = ATLAS, language: str = "en", counts: tuple[Count, ...] = COUNTS) -> dict[str, str]:
    files = render_panels(atlas, language, {}, Evidence(), counts=counts)
    return {name: body.decode() for name, body in files.items()}


def test_events_stand_in_order_of_date() -> None:
    rows = event_rows(ATLAS, "en", numbered("almanac"))
    assert [(row.date, row.year, row.sources) for row in rows] == [("2007", 2007, (1,)), ("5 April 2012", 2012, (1,))]


def test_an_event_is_looked_at_in_its_region_or_at_its_place_or_nowhere() -> None:
    atlas = chronicled_atlas(
        events=[event("a", "2001", region="gate", at=[1, 2]), event("b", "2002", at=[15.1, 25.2]), event("c", "2003")]
    )
    assert [row.glance for row in event_rows(atlas, "en", numbered())] == ["gate", "15.1,25.2", ""]


def test_counts_stand_by_chart_and_series_in_order_of_years() -> None:
    wolves, bears = chart_tables(ATLAS, COUNTS, "en", same, numbered("survey"))
    assert [(part.title, [row.years for row in part.rows]) for part in wolves.series] == [
        ("Title of wolves-north", ["2001", "2004–2005"]),
        ("Title of wolves-south", ["2002"]),
    ]
    assert [row.value for part in bears.series for row in part.rows] == ["1,234"]
    assert [row.sources for part in wolves.series for row in part.rows] == [(1,), (1,), (1,)]


def test_a_chart_has_the_heading_that_a_series_gives_it_or_the_title_of_its_first_series() -> None:
    (first, second, *_) = (vars(one) for one in ATLAS.series)
    atlas = chronicled_atlas(series=[first, second | {"heading": {"en": "Wolves"}}])
    assert [chart.title for chart in chart_tables(atlas, (), "en", same, numbered())] == ["Wolves"]
    titles = ["Title of wolves-north", "Title of bears"]
    assert [chart.title for chart in chart_tables(ATLAS, (), "en", same, numbered())] == titles


def test_a_note_is_told_in_the_language_of_the_reader() -> None:
    for language, words in (("ru", "Холод"), ("en", "Cold")):
        (first, *_) = chart_tables(ATLAS, COUNTS, language, same, numbered())
        assert [row.note for row in first.series[0].rows] == [words, None]


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"low": 25, "high": 31}, "25–31"), ({"value": 28, "low": 19, "high": 38}, "19–38"), ({"value": 28}, "")],
)
def test_a_range_is_told_where_one_was_published(changes: dict[str, float], words: str) -> None:
    assert interval(count("bears", 2000, **changes), "en") == words


def test_years_and_manner_are_told_in_short() -> None:
    assert [years(one) for one in COUNTS[:2]] == ["2004–2005", "2001"]
    assert how(COUNTS[1], str.upper) == "TRACKS IN SNOW, ADULTS"


def test_the_story_is_told_step_by_step_with_its_sources() -> None:
    first, second = story_steps(ATLAS, "en")
    assert first == {
        "title": "Title of first",
        "words": "Words of first",
        "place": [15, 25],
        "zoom": 8,
        "layers": ["parks"],
        "year": None,
        "region": None,
        "sources": [{"title": "The survey", "url": "https://example.org/survey"}],
    }
    assert (second["year"], second["region"], second["layers"]) == (2007, "gate", ["parks", "posts"])


def test_the_page_gets_the_story_as_a_file() -> None:
    assert json.loads(panels()["story.json"]) == story_steps(ATLAS, "en")


def test_the_timeline_stands_in_the_card_that_shows_it_and_in_no_other() -> None:
    found = panels()
    buttons = [tag for tag in Page(found["cards/timeline.html"]).named("button") if tag.get("data-year")]
    assert [(tag["data-year"], tag["data-glance"]) for tag in buttons] == [("2007", "15.1,25.2"), ("2012", "gate")]
    assert [name for name, body in found.items() if "data-glance" in body] == ["cards/timeline.html"]


def test_the_sources_of_events_are_listed_on_the_timeline() -> None:
    page = Page(panels()["cards/timeline.html"])
    assert {tag["href"] for tag in page.named("a")} >= {"#source-timeline-1", "https://example.org/almanac"}


def test_the_tables_stand_in_the_card_that_shows_numbers_and_in_no_other() -> None:
    found = panels()
    page = Page(found["cards/numbers.html"])
    assert len(page.named("table")) == 3
    assert all(words in page.text for words in ("1,234", "2004–2005", "5–9", "camera traps, at least", "Cold"))
    assert {tag["href"] for tag in page.named("a")} >= {"https://example.org/survey", "https://example.org/letters"}
    assert [name for name, body in found.items() if "<table" in body] == ["cards/numbers.html"]
    assert page.wrong == []


def test_without_counts_there_is_no_empty_table() -> None:
    assert "<table" not in panels(counts=())["cards/numbers.html"]


def test_the_list_offers_the_story_and_every_language() -> None:
    page = Page(panels(language="ru")["index.html"])
    links = [tag for tag in page.named("a") if "data-language" in tag]
    assert [(tag["data-language"], tag["lang"], tag["href"]) for tag in links] == [
        ("en", "en", "?lang=en"),
        ("ru", "ru", "?lang=ru"),
    ]
    assert [tag["data-language"] for tag in links if "aria-current" in tag] == ["ru"]
    assert len([tag for tag in page.named("button") if "data-story" in tag]) == 1


def test_an_atlas_in_one_language_without_a_story_offers_neither() -> None:
    page = Page(panels(chronicled_atlas(languages=["en"], story=[]))["index.html"])
    assert not [tag for tag in page.named("a") if "data-language" in tag]
    assert not [tag for tag in page.named("button") if "data-story" in tag]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "\"'><b onclick=x>", "{{ 7*7 }}", "%(count)s %s %"])
def test_hostile_words_of_an_event_a_note_or_a_step_stay_words(words: str) -> None:
    hostile = {"title": {"en": words}, "words": {"en": words}}
    atlas = chronicled_atlas(events=[event("x", "2001", **hostile)], story=[step("x", **hostile)])
    found = panels(atlas, counts=(count("bears", 2003, note={"en": words}),))
    for name in ("timeline", "numbers"):
        page = Page(found[f"cards/{name}.html"])
        assert words in page.text
        assert not page.named("script")
        assert not page.named("b")
    assert json.loads(found["story.json"])[0]["words"] == words
