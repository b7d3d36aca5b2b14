"""Events, counts and the story in one language, as plain values for the templates and the page's script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mapapp.core.atlas import Atlas
from mapapp.core.chronicle import Count, Event, Series
from mapapp.core.words import Say, amount, date_words, marked

METHODS = {
    "snow-tracks": marked("tracks in snow"),
    "camera-traps": marked("camera traps"),
    "dna": marked("DNA from scat"),
    "report": marked("as reported"),
}
KINDS = {
    "adults": marked("adults"),
    "animals": marked("animals of all ages or not stated"),
    "estimate": marked("estimate"),
    "minimum": marked("at least"),
}


@dataclass(frozen=True)
class CountRow:
    """One count in words; `sources` are numbers in the card's list."""

    years: str
    first: int
    last: int
    value: str
    interval: str
    how: str
    note: str | None
    sources: tuple[int, ...]


@dataclass(frozen=True)
class SeriesTable:
    """The counts of one series."""

    title: str
    rows: tuple[CountRow, ...]


@dataclass(frozen=True)
class ChartTables:
    """The series of one chart."""

    id: str
    title: str
    series: tuple[SeriesTable, ...]


@dataclass(frozen=True)
class EventRow:
    """One event in words; `glance` is a region's id or `latitude,longitude`, empty for an event without a place."""

    date: str
    year: int
    title: str
    words: str
    kind: str
    glance: str
    sources: tuple[int, ...]


def event_rows(atlas: Atlas, language: str, number: Callable[[str], int | None]) -> tuple[EventRow, ...]:
    """The events of an atlas in order of date."""

    def row(event: Event) -> EventRow:
        glance = event.region or (",".join(map(str, event.at)) if event.at else "")
        title, words = atlas.say(event.title, language), atlas.say(event.words, language)
        cited = numbers(event.sources, number)
        return EventRow(date_words(event.date, language), event.year, title, words, event.kind, glance, cited)

    return tuple(row(event) for event in sorted(atlas.events, key=lambda event: event.date))


def chart_tables(
    atlas: Atlas, counts: Sequence[Count], language: str, say: Say, number: Callable[[str], int | None]
) -> tuple[ChartTables, ...]:
    """The counts of an atlas by chart and series, in order of years."""

    def row(count: Count) -> CountRow:
        return CountRow(
            years=years(count),
            first=count.year,
            last=count.year_to or count.year,
            value="" if count.value is None else amount(count.value, None, language),
            interval=interval(count, language),
            how=how(count, say),
            note=atlas.say(count.note, language) if count.note else None,
            sources=numbers(count.sources, number),
        )

    def table(series: Series) -> SeriesTable:
        own = sorted((count for count in counts if count.series == series.id), key=lambda count: count.year)
        return SeriesTable(atlas.say(series.title, language), tuple(map(row, own)))

    return tuple(
        ChartTables(chart, atlas.heading(chart, language), tuple(map(table, series)))
        for chart, series in groupby(atlas.series, key=lambda series: series.chart)
    )


def years(count: Count) -> str:
    """`1998` or `1970–1973`."""
    return f"{count.year}–{count.year_to}" if count.year_to else str(count.year)


def interval(count: Count, language: str) -> str:
    """`25–31`, empty when only one number was published."""
    if count.low is None or count.high is None:
        return ""
    return amount(count.low, None, language, count.high)


def how(count: Count, say: Say) -> str:
    """`camera traps, adults`."""
    return f"{say(METHODS[count.method])}, {say(KINDS[count.count])}"


def numbers(sources: Iterable[str], number: Callable[[str], int | None]) -> tuple[int, ...]:
    """The numbers of sources in a card's list."""
    return tuple(sorted(found for source in sources if (found := number(source)) is not None))


def story_steps(atlas: Atlas, language: str) -> list[dict[str, object]]:
    """The steps of the story as the page's script takes them: texts, sources with addresses, view, layers, year."""
    known = {source.id: source for source in atlas.sources}

    def source(name: str) -> Mapping[str, str]:
        found = known[name]
        return {"title": atlas.say(found.title, language), "url": str(found.url)}

    return [
        {
            "title": atlas.say(step.title, language),
            "words": atlas.say(step.words, language),
            "place": [step.view.latitude, step.view.longitude],
            "zoom": step.view.zoom,
            "layers": sorted(step.layers),
            "year": step.year,
            "region": step.region,
            "sources": [source(name) for name in step.sources],
        }
        for step in atlas.story
    ]
