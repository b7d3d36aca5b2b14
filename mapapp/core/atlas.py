"""The atlas: what a landscape folder says, as strict frozen models. Nothing here reads a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, StringConstraints, model_validator

from mapapp.core.chronicle import Event, Series, Step
from mapapp.core.style import Style
from mapapp.core.values import (
    Country,
    Language,
    Latitude,
    Line,
    Longitude,
    Number,
    RelativePath,
    Slug,
    Strict,
    Text,
    Words,
)


class Source(Strict):
    """Where a figure or a statement comes from, and how far to trust it."""

    id: Slug
    title: Words
    publisher: Words
    language: Language
    year: int | None = Field(default=None, ge=1800, le=2100)
    url: HttpUrl
    read: dt.date
    trust: Literal["high", "medium", "low"]


class Figure(Strict):
    """One published number or date, with its unit, its year and at least one source id."""

    id: Slug
    label: Text
    value: dt.date | Text | Line | Number
    to: Number | None = Field(default=None, description="upper end, when the figure is a range")
    about: bool = Field(default=False, description="the source itself gives a round or rough number")
    unit: Literal["km2", "km", "m", "percent", "animals", "date", "count"] | None = None
    year: Words | None = Field(default=None, description="year or period the figure speaks of")
    note: Text | None = None
    drawn: Literal["area", "length", "shared-border"] | None = Field(
        default=None, description="what is measured on the drawing beside this figure, so that both are shown"
    )
    neighbour: Slug | None = Field(default=None, description="the region on the other side, for a shared border")
    region: Slug | None = Field(default=None, description="the region that is measured, if not the entry itself")
    sources: tuple[Slug, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _border_has_two_sides(self) -> Self:
        if (self.drawn == "shared-border") != (self.neighbour is not None):
            message = "a shared border, and nothing else, names the region on its other side as `neighbour`"
            raise ValueError(message)
        return self


class Correction(Strict):
    """A widely repeated statement, what is right instead, and the sources for it."""

    claim: Text
    fact: Text
    sources: tuple[Slug, ...] = Field(min_length=1)


class NativeName(Strict):
    """A name in another language, shown with its `lang` mark."""

    language: Language
    name: Line


class Role(Strict):
    """What an organisation does for an entry, in a few words."""

    organisation: Slug
    role: Text
    sources: tuple[Slug, ...] = Field(min_length=1)


class Entry(Strict):
    """Something with a panel: a region on the map or a topic beside it."""

    id: Slug
    title: Text
    native: tuple[NativeName, ...] = ()
    years: Words | None = Field(default=None, description="short span for the list, such as 2012 or 2017 / 2021")
    summary: Text
    figures: tuple[Figure, ...] = ()
    corrections: tuple[Correction, ...] = ()
    roles: tuple[Role, ...] = ()
    related: tuple[Slug, ...] = ()
    text: RelativePath | None = Field(default=None, description="Markdown with {lang} for the language")
    sources: tuple[Slug, ...] = ()


class Status(Strict):
    """Whether a link between habitats works, in a word and in a sentence, with the sources for it."""

    state: Literal["works", "blocked", "planned", "unproven"]
    words: Text
    sources: tuple[Slug, ...] = Field(min_length=1)


class Axis(Strict):
    """The line a corridor's profile is drawn along: the region's own line, or the border that two regions share."""

    between: tuple[Slug, Slug] | None = None


class Region(Entry):
    """An entry that is drawn: exactly one layer holds its features."""

    layer: Slug
    countries: tuple[Country, ...] = Field(min_length=1)
    place: Text
    project: int | None = Field(
        default=None, ge=1, le=1000, description="its place among the key projects that open the list"
    )
    outline: Text = Field(description="what the drawn outline follows and how far it may be off")
    published_area_km2: float | None = Field(default=None, gt=0, le=1e9)
    schematic: bool = False
    status: Status | None = None
    profile: Axis | None = None
    sources: tuple[Slug, ...] = Field(min_length=1)


class Comparison(Strict):
    """One thing in two countries side by side, and why the two differ or must not be added."""

    id: Slug
    label: Text
    left: Figure
    right: Figure
    why: Text


class Topic(Entry):
    """An entry without a place of its own: the species, the organisations, the mission, a threat."""

    kind: Literal["overview", "background", "threat"] = "background"
    shows: Literal["text", "timeline", "numbers"] = Field(default="text", description="what its card opens with")
    compare: tuple[Comparison, ...] = ()


class Organisation(Strict):
    """Somebody who protects, manages, studies or pays."""

    id: Slug
    title: Text
    native: tuple[NativeName, ...] = ()
    since: Words | None = None
    summary: Text
    url: HttpUrl
    sources: tuple[Slug, ...] = Field(min_length=1)


class Layer(Strict):
    """One GeoJSON file and how it is drawn; its features are the regions that name it, or their bands of doubt."""

    id: Slug
    title: Text
    description: Text
    path: RelativePath
    style: Style
    shown: bool = True
    holds: Literal["regions", "bands"] = "regions"
    protects: bool = Field(
        default=False, description="its areas are protected: shares and distances are measured to them"
    )
    animals: bool = Field(default=False, description="its points and lines tell of animals: the policy applies to them")
    crosses: bool = Field(default=False, description="its features are crossings and barriers: profiles mark them")
    licence: Line = Field(description="SPDX identifier")
    credit: Line
    sources: tuple[Slug, ...] = ()


class Home(Strict):
    """The first view: the map is fitted to this box of west, south, east, north in degrees."""

    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not (self.west < self.east and self.south < self.north):
            message = "west must be less than east and south less than north (degrees, WGS 84)"
            raise ValueError(message)
        return self


class DataFile(Strict):
    """Licence and credit of a data file that is not a layer, such as a part of the basemap."""

    path: RelativePath
    title: Words
    licence: Line
    credit: Line
    made_from: Line | None = Field(default=None, description="package, version and data set it was made from")
    changes: Line | None = None


class Policy(Strict):
    """How finely places of animals are shown: on a grid of so many degrees, and never finer."""

    degrees: float = Field(gt=0, le=5)
    words: Text
    species: tuple[Line, ...] = Field(
        default=(), description="names by which a reader's own layer is known to tell of these animals, in any language"
    )


class Citation(Strict):
    """How the atlas wants to be cited. What is not said here, the citation goes without."""

    authors: tuple[Line, ...] = Field(default=(), description="names as they are written: persons or a body")
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+-]{0,30}$")] | None = None
    released: dt.date | None = Field(default=None, description="day of this version of the data")
    licence: Line | None = Field(default=None, description="SPDX identifier of the whole, where its parts differ")
    doi: Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/[0-9A-Za-z.;()/:_-]{1,200}$")] | None = None


class Atlas(Strict):
    """A landscape: languages, layers, regions, topics, organisations and the sources behind them."""

    format: Literal[1]
    id: Slug
    title: Text
    purpose: Text
    doubt: Text
    languages: tuple[Language, ...] = Field(min_length=1)
    home: Home
    extent: Home
    basemap: RelativePath | None = None
    countries: RelativePath | None = Field(default=None, description="GeoJSON of land with the property country")
    layers: tuple[Layer, ...]
    regions: tuple[Region, ...]
    topics: tuple[Topic, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    events: tuple[Event, ...] = ()
    story: tuple[Step, ...] = ()
    series: tuple[Series, ...] = ()
    counts: RelativePath | None = Field(default=None, description="CSV of counts, one a row, each with its series")
    policy: Policy | None = None
    citation: Citation | None = None
    sources: tuple[Source, ...]
    files: tuple[DataFile, ...] = ()

    def say(self, words: Mapping[str, str] | str, language: str) -> str:
        """A text in a language, or in the atlas's first where that one is missing; a plain line as it is."""
        if isinstance(words, str):
            return words
        return words.get(language) or words[self.languages[0]]

    @property
    def read(self) -> dt.date | None:
        """The latest day on which one of its sources was read; None without sources."""
        return max((source.read for source in self.sources), default=None)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Regions, then topics, in catalogue order."""
        return (*self.regions, *self.topics)
