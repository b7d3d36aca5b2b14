"""The charts as Vega-Lite is given them."""

from __future__ import annotations

from typing import Any

import pytest

from mapapp.core.chronicle import Count
from mapapp.render.charts import Reader, count_chart
from tests.chronicles import chronicled_atlas, count

ATLAS = chronicled_atlas()
COUNTS = (
    count("wolves-north", 2001, method="snow-tracks"),
    count("wolves-north", 2002, value=24, low=20, high=31, note={"en": "Cold", "ru": "Холод"}),
    count("wolves-north", 2003, value=30),
    count("wolves-north", 2005, value=40, year_to=2006, sources=["letters", "journal"]),
    count("wolves-north", 2006, value=41),
    count("wolves-south", 2003, low=5, high=9, count="animals"),
    count("wolves-south", 2004, value=9, method="dna"),
    count("bears", 2003, value=1234),
)


def chart(
    *counts: Count, name: str = "wolves", language: str = "en", dark: bool = False, year: int | None = None
) -> dict[str, Any]:
    """The specification of a chart, checked against the schema of Vega-Lite."""
    reader = Reader(ATLAS, language, lambda words: words, dark, year)
    made: dict[str, Any] = count_chart(name, counts or COUNTS, reader).to_dict(validate=True)
    return made


def layers(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The layer of marks, of ranges (which leave out what has none) or of links (from a year to another), if any."""
    rules = [one for one in spec["layer"] if one["mark"]["type"] == "rule"]
    points = [one for one in spec["layer"] if one["mark"]["type"] == "point"]
    ranges = [one for one in rules if "transform" in one]
    return {"marks": points, "ranges": ranges, "links": [one for one in rules if "x2" in one["encoding"]]}[kind]


def encoding(spec: dict[str, Any], kind: str) -> dict[str, Any]:
    """What a layer shows by place, colour and shape."""
    (only,) = layers(spec, kind)
    return dict(only["encoding"])


def values(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The rows that a layer draws."""
    return [row for one in layers(spec, kind) for row in spec["datasets"][(one.get("data") or spec["data"])["name"]]]


def links(*counts: Count) -> list[tuple[str, int, int]]:
    """What is joined by a line: series and years."""
    found = values(chart(*counts), "links")
    return [(row["series"].removeprefix("Title of "), row["year"], row["year_to"]) for row in found]


def test_every_count_of_a_chart_is_marked_once() -> None:
    rows = values(chart(), "marks")
    own = [one for one in COUNTS if one.series != "bears"]
    assert [(row["series"], row["year"], row["middle"]) for row in rows] == [
        (f"Title of {one.series}", one.year, one.middle) for one in own
    ]
    assert [row["middle"] for row in values(chart(name="bears"), "marks")] == [1234]


def test_every_mark_tells_its_method_its_range_and_its_sources() -> None:
    rows = {(row["series"], row["year"]): row for row in values(chart(), "marks")}
    told = rows["Title of wolves-north", 2002]
    assert (told["number"], told["range"], told["how"]) == ("24", "20–31", "camera traps, adults")
    assert (told["source"], told["note"]) == ("The survey", "Cold")
    assert rows["Title of wolves-north", 2005]["source"] == "The letters; The journal"
    assert rows["Title of wolves-north", 2005]["years"] == "2005–2006"
    assert rows["Title of wolves-south", 2003]["described"] == (
        "Title of wolves-south, 2003: 5–9, camera traps, animals of all ages or not stated"
    )
    assert all(row["how"] and row["source"] for row in rows.values())


def test_what_is_told_of_a_mark_is_shown_on_hover_and_read_aloud() -> None:
    marks = encoding(chart(), "marks")
    assert [item["field"] for item in marks["tooltip"]] == ["years", "number", "range", "how", "source", "note"]
    assert marks["description"]["field"] == "described"


def test_a_range_is_drawn_from_its_least_to_its_most() -> None:
    ranges = encoding(chart(), "ranges")
    assert (ranges["y"]["field"], ranges["y2"]["field"]) == ("low", "high")
    assert [(row["low"], row["high"]) for row in values(chart(), "ranges") if row["low"] is not None] == [
        (20, 31),
        (5, 9),
    ]


def test_years_that_follow_each_other_are_joined_where_the_method_is_the_same() -> None:
    assert links() == [("wolves-north", 2002, 2003), ("wolves-north", 2005, 2006)]


@pytest.mark.parametrize(
    "counts",
    [
        (count("wolves-north", 2001), count("wolves-north", 2003)),
        (count("wolves-north", 2001), count("wolves-south", 2002)),
        (count("wolves-north", 2001), count("wolves-north", 2002, method="dna")),
        (count("wolves-north", 2001), count("wolves-north", 2001, value=12), count("wolves-north", 2002)),
        (count("wolves-north", 2001), count("wolves-north", 2002), count("wolves-north", 2002, value=3)),
        (count("wolves-north", 2001),),
    ],
    ids=["a-missing-year", "two-series", "two-methods", "two-answers-before", "two-answers-after", "alone"],
)
def test_no_line_is_drawn_over_a_gap_or_between_what_cannot_be_compared(counts: tuple[Count, ...]) -> None:
    assert links(*counts) == []


@pytest.mark.parametrize(("dark", "colours"), [(False, ["#0e6f55", "#c04b0d"]), (True, ["#50faaf", "#f0a070"])])
def test_colours_are_those_of_a_light_or_a_dark_page(dark: bool, colours: list[str]) -> None:
    scale = encoding(chart(dark=dark), "marks")["color"]["scale"]
    assert scale == {"domain": ["Title of wolves-north", "Title of wolves-south"], "range": colours}


def test_series_differ_by_shape_as_well_as_by_colour() -> None:
    assert encoding(chart(), "marks")["shape"]["scale"]["range"] == ["circle", "square"]


def test_numbers_begin_at_nothing() -> None:
    assert encoding(chart(), "marks")["y"]["scale"]["zero"] is True


def test_a_chart_speaks_the_language_of_the_reader() -> None:
    assert [row["note"] for row in values(chart(language="ru"), "marks")][1] == "Холод"


def test_no_count_is_a_sum_of_others() -> None:
    given = {one.middle for one in COUNTS}
    assert {row["middle"] for name in ("wolves", "bears") for row in values(chart(name=name), "marks")} == given


def lines_at(year: int | None) -> list[int]:
    """The years at which a dashed line stands."""
    spec = chart(year=year)
    dashed = [one for one in spec["layer"] if "strokeDash" in one["mark"]]
    return [row["year"] for one in dashed for row in spec["datasets"][one["data"]["name"]]]


def test_a_dashed_line_stands_at_the_year_of_the_map() -> None:
    assert lines_at(2003) == [2003]
    assert lines_at(None) == []


def test_a_year_outside_of_the_counts_has_no_line() -> None:
    assert lines_at(1916) == []
