"""A reader's layer as a collection that every writer of the atlas's own files can write."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

import shapely

from mapapp.core.fields import Cell, Collection, Column, Table
from mapapp.core.fields import Kind as ColumnKind
from mapapp.core.own.layer import Field, OwnLayer

NAME = "layer"  # of files within a file: no title of a reader is ever a path
DESCRIPTION = "A reader's own layer, in EPSG:4326, as it was read for the map."
GUARDED = "It looks like places of animals: every corner was moved to the centre of its cell of %g degrees."
RESERVED = frozenset({"fid", "ogc_fid", "geom", "geometry", "rowid", "id"})  # names that GDAL gives by itself
_PLACE = (
    Column("longitude", "number", "Longitude", "Degrees on WGS 84."),
    Column("latitude", "number", "Latitude", "Degrees on WGS 84."),
)
_WKT = (Column("wkt", "string", "Shape", "Well-known text, degrees on WGS 84, longitude first."),)


def collection_of(layer: OwnLayer, form: str, day: dt.date, cell: float | None) -> Collection:
    """The layer for a writer of that form; `day` is when it was read, `cell` the size of cells of a guarded one."""
    names = _short(len(layer.fields)) if form == "shp.zip" else _unique(layer.fields)
    columns = tuple(_column(name, one) for name, one in zip(names, layer.fields, strict=True))
    cells = [_cells(one) for one in layer.fields]
    rows = tuple(zip(*cells, strict=True)) if cells else ((),) * len(layer.shapes)
    return Collection(
        name=NAME,
        title=layer.name,
        description=f"{DESCRIPTION} {GUARDED % cell}" if cell else DESCRIPTION,
        doubt="",
        as_of=day,
        terms=(),
        tables=(Table(NAME, columns, rows, layer.shapes, layer.name),),
        facts=_table(columns, rows, layer),
    )


def _table(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], layer: OwnLayer) -> Table:
    """The rows with their places: two numbers for points, well-known text for all else."""
    if all(one.geom_type == "Point" for one in layer.shapes):
        places: list[tuple[Cell, ...]] = [(x, y) for x, y in shapely.get_coordinates(layer.shapes).tolist()]
        more: tuple[Column, ...] = _PLACE
    else:
        places, more = [(text,) for text in shapely.to_wkt(layer.shapes, rounding_precision=7).tolist()], _WKT
    taken = {column.name for column in more}
    free = tuple(
        Column(f"{one.name}_", one.kind, one.title, one.words) if one.name.casefold() in taken else one
        for one in columns
    )
    return Table(NAME, (*more, *free), tuple((*place, *row) for place, row in zip(places, rows, strict=True)))


def _column(name: str, field: Field) -> Column:
    kinds: dict[str, ColumnKind] = {"number": "number", "yes-no": "boolean", "date": "date", "text": "string"}
    return Column(name, "string" if _has_moments(field) else kinds[field.kind], field.title, "")


def _cells(field: Field) -> tuple[Cell, ...]:
    if not _has_moments(field):
        return field.cells
    return tuple(one.isoformat() if isinstance(one, dt.date) else one for one in field.cells)


def _has_moments(field: Field) -> bool:
    return any(isinstance(cell, dt.datetime) for cell in field.cells)


def _short(count: int) -> Iterator[str]:
    """Names that a shapefile can hold; its README has the titles."""
    return (f"field_{number}" for number in range(1, count + 1))


def _unique(fields: Iterable[Field]) -> Iterator[str]:
    """The titles, told apart where they are the same but for capitals."""
    taken = set(RESERVED)
    for field in fields:
        name, number = re.sub(r"\s+", " ", field.title), 1
        while name.casefold() in taken:
            number += 1
            name = f"{field.title} {number}"
        taken.add(name.casefold())
        yield name
