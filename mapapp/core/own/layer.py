"""A reader's own layer as values, and what is found in it on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shapely.geometry.base import BaseGeometry

from mapapp.core.errors import MapAppError
from mapapp.core.fields import Cell

Kind = Literal["number", "text", "date", "yes-no"]
Level = Literal["warning", "note"]
Shapes = tuple[BaseGeometry, ...]


@dataclass(frozen=True)
class Field:
    """A column of the layer: its title as the file has it, what its cells are, and one cell for each feature."""

    title: str
    kind: Kind
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class OwnLayer:
    """Shapes in EPSG:4326, none of them empty, with the columns that go with them."""

    name: str
    shapes: Shapes
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class RawLayer:
    """What a file holds, as it stands there: shapes may be missing, broken or in any reference system.

    `crs` is `EPSG:<code>`, WKT or a PROJ string, None where the file does not say; `stated` whether the file, or the
    rule of its format, says so. `layers` are the names of all layers, when the file holds several; `encoding` that of
    its texts, when it had to be guessed.
    """

    name: str
    format: str
    shapes: tuple[BaseGeometry | None, ...]
    fields: tuple[Field, ...]
    crs: str | None
    stated: bool
    layer: str = ""
    layers: tuple[str, ...] = ()
    encoding: str | None = None


@dataclass(frozen=True)
class Choices:
    """What the reader chose: another layer of the file, latitude and longitude exchanged, an EPSG code."""

    layer: str | None = None
    swap: bool = False
    epsg: int | None = None


@dataclass(frozen=True)
class Finding:
    """Something that the reader is to be told of a layer: which, how grave, how many it concerns, and its numbers."""

    code: str
    level: Level
    count: int | None = None
    values: Mapping[str, str | int | float] = field(default_factory=dict)


class UnreadableError(MapAppError):
    """A file gives no layer; `code` says why, `values` fill its words."""

    def __init__(self, code: str, **values: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
