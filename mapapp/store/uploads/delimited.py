"""CSV and its relatives with coordinates: the columns that say where are found by their names, as WKT or as numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from mapapp.core.own.columns import read_number
from mapapp.core.own.layer import Field, RawLayer, UnreadableError
from mapapp.store.uploads.letters import decoded
from mapapp.store.uploads.vector import MOST_FEATURES, MOST_FIELDS

DELIMITERS = ",;\t|"
LATITUDE = ("lat", "latitude", "decimallatitude", "locationlat", "y", "ycoord", "широта", "ш", "纬度", "北纬")
LONGITUDE = ("lon", "lng", "long", "longitude", "decimallongitude", "locationlong", "x", "xcoord", "долгота", "д",
             "经度", "东经")  # fmt: skip
NORTHING = ("northing", "north", "utmn", "utmnorthing", "utmy")
EASTING = ("easting", "east", "utme", "utmeasting", "utmx")
SHAPE = ("wkt", "geom", "geometry", "thegeom", "ewkt", "shape", "геометрия", "几何")
PAIR = ("coordinates", "coords", "coordinate", "latlon", "latlng", "координаты", "坐标")
_SRID = re.compile(r"SRID=(\d{1,6});", re.IGNORECASE)
_DEGREES = re.compile(
    r"(?P<before>[NSEW])?\s*(?P<degrees>\d{1,3})\s*°\s*(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”]|'')\s*)?(?P<after>[NSEW])?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Where:
    """The numbers of the columns that say where, longitude first; one alone holds WKT or a pair."""

    columns: tuple[int, ...]
    kind: str


def read_csv(path: Path, name: str) -> RawLayer:
    """The layer in a table. Raises UnreadableError for one without coordinates."""
    text, encoding = decoded(path.read_bytes())
    rows = _rows(text)
    head, cells = rows[0], [row for row in rows[1:] if any(cell.strip() for cell in row)]
    if len(head) > MOST_FIELDS:
        raise UnreadableError("too-many-fields", fields=len(head), most=MOST_FIELDS)
    if len(cells) > MOST_FEATURES:
        raise UnreadableError("too-many-features", features=len(cells), most=MOST_FEATURES)
    where = _where(head)
    if where is None:
        raise UnreadableError("no-coordinates")
    if not cells:
        raise UnreadableError("no-shapes")
    wide = [[*row[: len(head)], *[""] * (len(head) - len(row))] for row in cells]
    shapes, crs = _shapes(where, wide)
    fields = tuple(
        Field(title, "text", tuple(row[number].strip() or None for row in wide))
        for number, title in enumerate(head)
        if number not in where.columns
    )
    return RawLayer(name, "CSV", shapes, fields, crs, stated=crs is not None, encoding=encoding)


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:20]
    if not lines:
        raise UnreadableError("empty-file")
    delimiter = max(DELIMITERS, key=lambda one: (min(line.count(one) for line in lines[:2]), lines[0].count(one)))
    csv.field_size_limit(len(text) + 1)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableError("damaged", format="CSV") from error
    filled = (number for number, row in enumerate(rows) if any(cell.strip() for cell in row))
    if (first := next(filled, None)) is None:
        raise UnreadableError("empty-file")
    return rows[first:]


def _where(head: Sequence[str]) -> _Where | None:
    names = [re.sub(r"[\W_]+", "", re.sub(r"\(.*?\)", "", title)).casefold() for title in head]
    for wanted, kind in ((SHAPE, "wkt"), (PAIR, "pair")):
        if found := _first(names, wanted):
            return _Where(found, kind)
    for east, north, kind in ((LONGITUDE, LATITUDE, "degrees"), (EASTING, NORTHING, "metres")):
        across, up = _first(names, east), _first(names, north)
        if across and up:
            return _Where(across + up, kind)
    return None


def _first(names: Sequence[str], wanted: Iterable[str]) -> tuple[int, ...]:
    return next(((names.index(one),) for one in wanted if one in names), ())


def _shapes(where: _Where, rows: Sequence[Sequence[str]]) -> tuple[tuple[BaseGeometry | None, ...], str | None]:
    """The shape of each row, None where it cannot be read; and the reference system that extended WKT names."""
    if where.kind == "wkt":
        texts = [row[where.columns[0]].strip() for row in rows]
        codes = {found[1] for text in texts if (found := _SRID.match(text))}
        plain = [_SRID.sub("", text, count=1) for text in texts]
        return tuple(shapely.from_wkt(plain, on_invalid="ignore")), f"EPSG:{codes.pop()}" if len(codes) == 1 else None
    return tuple(_point(where, row) for row in rows), None


def _point(where: _Where, row: Sequence[str]) -> Point | None:
    parts = [row[number] for number in where.columns]
    if where.kind == "pair":  # as people and maps write it: latitude first
        parts = re.split(r"\s*[;,]\s+|\s*[;]\s*|,(?=\s*-?\d+\.)|\s+(?=-?\d)", parts[0].strip(" ()[]"))[::-1]
    if len(parts) != 2:
        return None
    across, up = (_degrees(part.strip()) for part in parts)
    return None if across is None or up is None else Point(across, up)


def _degrees(text: str) -> float | None:
    """A coordinate as a number, or as degrees, minutes and seconds."""
    found = _DEGREES.fullmatch(text)
    if found is None:
        return read_number(text)
    parts = [float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")]
    side = (found["before"] or found["after"] or "").upper()
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -value if side in {"S", "W"} else value
