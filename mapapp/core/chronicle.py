"""What happened and how numbers grew: events, steps of the guided story, and counts over the years."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mapapp.core.style import Colour
from mapapp.core.values import Date, Latitude, Longitude, Slug, Strict, Text

Year = Annotated[int, Field(ge=1800, le=2100)]
Animals = Annotated[float, Field(ge=0, le=1e9)]


class Event(Strict):
    """Something that happened: when, where if it has a place, and who says so."""

    id: Slug
    date: Date
    title: Text
    words: Text
    kind: Literal["protection", "count", "agreement", "reintroduction", "research", "threat", "infrastructure"]
    region: Slug | None = None
    at: tuple[Latitude, Longitude] | None = Field(default=None, description="coarse on purpose")
    sources: tuple[Slug, ...] = Field(min_length=1)

    @property
    def year(self) -> int:
        """The year it happened in."""
        return int(self.date[:4])


class View(Strict):
    """A place on the map to look at."""

    latitude: Latitude
    longitude: Longitude
    zoom: float = Field(ge=0, le=20)


class Step(Strict):
    """One step of the guided story: two or three sentences, and what the map shows meanwhile."""

    id: Slug
    title: Text
    words: Text
    view: View
    layers: tuple[Slug, ...] = Field(min_length=1)
    year: Year | None = Field(default=None, description="the year the map speaks of; today if none")
    region: Slug | None = None
    sources: tuple[Slug, ...] = Field(min_length=1)


class Count(Strict):
    """One published number of animals; `low` and `high` are its interval, or the range when there is no value."""

    series: Slug
    year: Year
    year_to: Year | None = None
    value: Animals | None = None
    low: Animals | None = None
    high: Animals | None = None
    count: Literal["adults", "animals", "estimate", "minimum"]
    method: Literal["snow-tracks", "camera-traps", "dna", "report"]
    note: Text | None = None
    sources: tuple[Slug, ...] = Field(min_length=1)

    @property
    def middle(self) -> float:
        """Where a mark for it stands: its value, or the middle of its range."""
        return self.value if self.value is not None else ((self.low or 0) + (self.high or 0)) / 2


class Series(Strict):
    """Counts that may stand in one chart under one name; they are never added to another series."""

    id: Slug
    title: Text
    chart: Slug = Field(description="series of one chart share this id")
    heading: Text | None = Field(default=None, description="the title of the chart, said by one of its series")
    light: Colour
    dark: Colour
    mark: Literal["circle", "square", "diamond", "triangle-up"] = "circle"
