"""The atlas: what a landscape folder says, as strict frozen models. Nothing here reads a file."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, model_validator

from mapapp.core.style import Style

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


def _inside_folder(path: str) -> str:
    """A path in an atlas is relative and stays in the atlas folder."""
    parts = path.split("/")
    if not path.isprintable() or path.startswith("/") or "\\" in path or ":" in path or {"..", ""} & set(parts):
        message = "must be a relative path with forward slashes that stays inside the atlas folder"
        raise ValueError(message)
    return path


RelativePath = Annotated[str, StringConstraints(max_length=200), AfterValidator(_inside_folder)]


class Strict(BaseModel):
    """Closed and frozen: a misspelt key is an error, a value never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Text = dict[Language, Line]


class Source(Strict):
    """Where a figure or a statement comes from, and how far to trust it."""

    id: Slug
    title: Line
    publisher: Line
    language: Language
    year: int | None = Field(default=None, ge=1800, le=2100)
    url: HttpUrl
    read: dt.date
    trust: Literal["high", "medium", "low"]


class Figure(Strict):
    """One published number or date, with its unit, its year and at least one source id."""

    id: Slug
    label: Text
    value: Line | float | int
    to: float | int | None = Field(default=None, description="upper end, when the figure is a range")
    unit: Literal["km2", "km", "m", "percent", "animals", "date", "count"] | None = None
    year: Line | None = Field(default=None, description="year or period the figure speaks of")
    note: Text | None = None
    sources: tuple[Slug, ...] = Field(min_length=1)


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
    years: Line | None = Field(default=None, description="short span for the list, such as 2012 or 2017 / 2021")
    summary: Text
    figures: tuple[Figure, ...] = ()
    corrections: tuple[Correction, ...] = ()
    roles: tuple[Role, ...] = ()
    related: tuple[Slug, ...] = ()
    text: RelativePath | None = Field(default=None, description="Markdown with {lang} for the language")
    sources: tuple[Slug, ...] = ()


class Region(Entry):
    """An entry that is drawn: exactly one layer holds its features."""

    layer: Slug
    countries: tuple[Country, ...] = Field(min_length=1)
    place: Text
    project: int | None = Field(default=None, ge=1, description="its place among the key projects that open the list")
    outline: Text = Field(description="what the drawn outline follows and how far it may be off")
    published_area_km2: float | None = Field(default=None, gt=0)
    schematic: bool = False
    sources: tuple[Slug, ...] = Field(min_length=1)


class Topic(Entry):
    """An entry without a place of its own: the species, the organisations, the mission."""


class Organisation(Strict):
    """Somebody who protects, manages, studies or pays."""

    id: Slug
    title: Text
    native: tuple[NativeName, ...] = ()
    since: Line | None = None
    summary: Text
    url: HttpUrl
    sources: tuple[Slug, ...] = Field(min_length=1)


class Layer(Strict):
    """One GeoJSON file and how it is drawn; its features are the regions that name it."""

    id: Slug
    title: Text
    description: Text
    path: RelativePath
    style: Style
    shown: bool = True
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
    title: Line
    licence: Line
    credit: Line
    made_from: Line | None = Field(default=None, description="package, version and data set it was made from")
    changes: Line | None = None


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
    layers: tuple[Layer, ...]
    regions: tuple[Region, ...]
    topics: tuple[Topic, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    sources: tuple[Source, ...]
    files: tuple[DataFile, ...] = ()

    def say(self, words: Text, language: str) -> str:
        """A text in a language, or in the atlas's first where that one is missing."""
        return words.get(language) or words[self.languages[0]]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Regions, then topics, in catalogue order."""
        return (*self.regions, *self.topics)
