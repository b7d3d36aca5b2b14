"""The fields of what leaves the atlas: features with their doubt and origin, and facts about regions.

The meaning of each field stands here once; files, what lies beside them and the page about the data tell it from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from shapely.geometry.base import BaseGeometry

from mapapp.core.style import Style
from mapapp.core.words import language_name, marked

Kind = Literal["string", "number", "boolean", "date"]
Cell = str | float | int | bool | dt.date | None


FORMATS = (
    ("gpkg", "GeoPackage"),
    ("geojson", "GeoJSON"),
    ("kml", "KML"),
    ("shp.zip", "Shapefile"),
    ("csv", "CSV"),
)
"""The formats of files by their endings, the most useful first."""


@dataclass(frozen=True)
class Column:
    """A field: its name (at most ten letters, for shapefiles), its type, its title and what it means, in English.

    `title` and `words` are marked for translation; `language` is the one that they speak of as %(language)s.
    """

    name: str
    kind: Kind
    title: str
    words: str
    language: str | None = None

    @property
    def heading(self) -> str:
        """The title in English."""
        return self.filled(self.title)

    @property
    def meaning(self) -> str:
        """What it means, in English."""
        return self.filled(self.words)

    def filled(self, words: str, reader: str = "en") -> str:
        """Its title or meaning, in the words of a reader's language, with the name of the language it speaks of."""
        return words % {"language": language_name(self.language, reader)} if self.language else words


@dataclass(frozen=True)
class Table:
    """Rows under their columns, in one language where it speaks of itself; `geometries` (EPSG:4326) go with the rows.

    The table of a layer has its id, title, description, terms and style; a table of facts has a name alone.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    geometries: tuple[BaseGeometry, ...] = ()
    title: str = ""
    description: str = ""
    licence: str = ""
    credit: str = ""
    style: Style | None = None

    def records(self) -> Iterator[dict[str, Cell]]:
        """Each row by the names of its columns."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Collection:
    """What is taken away at once: tables of features, and the facts about them, with what is to be known of all.

    `name` is the ASCII stem of its files; `as_of` the latest day on which a source was read; `terms` pairs of licence
    and credit.
    """

    name: str
    title: str
    description: str
    doubt: str
    as_of: dt.date
    terms: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    facts: Table


_NAME = (marked("Name in %(language)s"), marked("The region's name in %(language)s."))
_LABEL = (marked("Fact in %(language)s"), marked("What is told, in %(language)s."))
_TEXT = (marked("Words in %(language)s"), marked("What is told in words, where it is no number, in %(language)s."))
_NOTE = (marked("Note in %(language)s"), marked("What else there is to know of it, in %(language)s."))

REGION = Column("region", "string", marked("Region"), marked("The region's id, the same in every file and address."))
LAYER = Column("layer", "string", marked("Layer"), marked("The id of the layer that it belongs to."))
COUNTRY = Column("country", "string", marked("Countries"), marked("ISO 3166 codes, with spaces between them."))
SHAPE = (
    Column("layer_name", "string", marked("Title of the layer"), marked("What kind of thing it is.")),
    COUNTRY,
    Column(
        "schematic",
        "boolean",
        marked("Schematic"),
        marked("True where the shape follows no boundary and only says roughly where."),
    ),
    Column(
        "valid_from",
        "string",
        marked("Valid from"),
        marked("Year, month or day (ISO 8601) since when this extent holds; empty where it is not known."),
    ),
    Column(
        "valid_to",
        "string",
        marked("Valid to"),
        marked("Year, month or day when it ceased to hold; empty while it still does."),
    ),
    Column("certainty", "string", marked("Certainty"), marked("How sure the shape is, in the atlas's own words.")),
    Column(
        "doubt_min",
        "number",
        marked("Least doubt, in metres"),
        marked("Half the width of the band of doubt where it is narrowest."),
    ),
    Column(
        "doubt_max",
        "number",
        marked("Greatest doubt, in metres"),
        marked("Half the width where it is widest: the true edge most likely lies within so much of the drawn one."),
    ),
    Column(
        "edges",
        "string",
        marked("Edges"),
        marked("What the boundary follows, for how many kilometres, and how far off it may be there."),
    ),
    Column(
        "area_km2",
        "number",
        marked("Area as drawn, in square kilometres"),
        marked("Geodesic, on the WGS 84 ellipsoid."),
    ),
    Column(
        "area_least",
        "number",
        marked("Least area"),
        marked("The area if every edge lies as far in as its band of doubt allows."),
    ),
    Column(
        "area_most",
        "number",
        marked("Greatest area"),
        marked("The area if every edge lies as far out as its band of doubt allows."),
    ),
    Column("area_publ", "number", marked("Published area"), marked("The area in square kilometres that sources give.")),
    Column(
        "length_km",
        "number",
        marked("Length as drawn, in kilometres"),
        marked("Geodesic: the length of a line, the perimeter of an area."),
    ),
    Column(
        "further",
        "string",
        marked("Further properties"),
        marked("What the layer says of this feature beyond these fields, as JSON; mostly empty."),
    ),
)
FACT = Column("fact", "string", marked("Id of the fact"), marked("With the region's id it names the fact for good."))
VALUE = (
    Column(
        "basis",
        "string",
        marked("Basis"),
        marked("published: a source says so; drawn: measured on the shapes of this atlas."),
    ),
    Column("value", "number", marked("Value"), marked("The number, or the lower end of a range.")),
    Column("value_to", "number", marked("Upper end"), marked("The upper end of a range.")),
    Column("unit", "string", marked("Unit"), marked("km2, km, m, percent, animals, count or date.")),
    Column("about", "boolean", marked("About"), marked("True where the source itself gives a rough number.")),
)
SPAN = (
    Column("year", "string", marked("Year"), marked("The year or the time that the fact speaks of.")),
    Column("least", "number", marked("Least"), marked("The least that the doubt of the drawing allows.")),
    Column("most", "number", marked("Most"), marked("The most that the doubt of the drawing allows.")),
)
ORIGIN = (
    Column("licence", "string", marked("Licence"), marked("SPDX name of the licence under which it may be used.")),
    Column("credit", "string", marked("Credit"), marked("Who is to be named.")),
    Column("sources", "string", marked("Sources"), marked("Ids of the sources, with spaces between them.")),
    Column("source_url", "string", marked("Addresses of the sources"), marked("In the same order.")),
    Column(
        "as_of",
        "date",
        marked("As of"),
        marked("The latest day on which one of the sources was read: what is told was known then."),
    ),
)


def shape_columns(languages: Iterable[str]) -> tuple[Column, ...]:
    """The fields of features in an atlas of these languages."""
    return (REGION, LAYER, *_spoken("name", languages, _NAME), *SHAPE, *ORIGIN)


def fact_columns(languages: Sequence[str]) -> tuple[Column, ...]:
    """The fields of facts in an atlas of these languages."""
    labels, texts, notes = (
        _spoken(name, languages, words) for name, words in (("label", _LABEL), ("text", _TEXT), ("note", _NOTE))
    )
    names = _spoken("name", languages, _NAME)
    return (REGION, LAYER, *names, COUNTRY, FACT, *labels, *VALUE, *texts, *SPAN, *notes, *ORIGIN)


def _spoken(name: str, languages: Iterable[str], words: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(f"{name}_{one}", "string", *words, language=one) for one in languages)
