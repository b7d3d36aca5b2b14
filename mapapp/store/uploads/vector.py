"""Layers through GDAL's own readers, by pyogrio, from a file of a known format in a folder of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyogrio
import pyogrio.raw
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FieldError

from mapapp.core.arrays import Array
from mapapp.core.fields import Cell
from mapapp.core.own.layer import Field, Kind, RawLayer, UnreadableError
from mapapp.store.uploads.letters import NAMES as PAGES
from mapapp.store.uploads.letters import code_page

NAMES = {
    "geojson": "GeoJSON",
    "gpkg": "GeoPackage",
    "kml": "KML",
    "kmz": "KMZ",
    "shp": "Shapefile",
    "fgb": "FlatGeobuf",
    "gpx": "GPX",
    "csv": "CSV",
}
"""Formats as readers know them, by the endings that GDAL expects."""

MOST_FEATURES = 20_000
MOST_FIELDS = 100
BY_RULE = frozenset({"geojson", "kml", "kmz", "gpx"})  # formats whose rule is EPSG:4326 unless they say otherwise
GPX = ("tracks", "routes", "waypoints")
DRAWING = frozenset({"altitudeMode", "drawOrder", "extrude", "icon", "snippet", "tessellate", "visibility"})
"""What KML says of how things are drawn."""


def read_vector(path: Path, format_: str, name: str, layer: str | None) -> RawLayer:
    """A layer of a file, by default the first that has shapes. Raises UnreadableError."""
    try:
        layers = _layers(path, format_)
        chosen = _chosen(layers, layer, path)
        encoding = _guessed(path) if format_ == "shp" else None
        info = pyogrio.read_info(path, layer=chosen, encoding=encoding, force_feature_count=True)
        if info["features"] > MOST_FEATURES:
            raise UnreadableError("too-many-features", features=int(info["features"]), most=MOST_FEATURES)
        if len(info["fields"]) > MOST_FIELDS:
            raise UnreadableError("too-many-fields", fields=len(info["fields"]), most=MOST_FIELDS)
        meta, _, shapes, columns = pyogrio.raw.read(path, layer=chosen, encoding=encoding)
    except (DataSourceError, DataLayerError, FieldError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise UnreadableError("damaged", format=NAMES[format_]) from error
    except UnboundLocalError as error:  # pyogrio's own, for a reference system that it cannot write down
        raise UnreadableError("unknown-crs") from error
    if shapes is None or not len(shapes):
        raise UnreadableError("no-shapes")
    kinds = zip(meta["fields"], meta["dtypes"], meta["ogr_subtypes"], columns, strict=True)
    return RawLayer(
        name=name,
        format=NAMES[format_],
        shapes=tuple(shapely.from_wkb(shapes, on_invalid="ignore")),
        fields=_said(tuple(_field(*one) for one in kinds), format_),
        crs=meta["crs"],
        stated=bool(meta["crs"]) or format_ in BY_RULE,
        layer=chosen if len(layers) > 1 else "",
        layers=tuple(layers) if len(layers) > 1 else (),
        encoding=PAGES.get(encoding or ""),
    )


def _said(fields: tuple[Field, ...], format_: str) -> tuple[Field, ...]:
    """The columns that the file itself has: KML and GPX give every layer the same ones, filled or not."""
    if format_ not in {"kml", "gpx"}:
        return fields
    filled = (one for one in fields if any(cell not in {None, ""} for cell in one.cells))
    return tuple(one for one in filled if one.title not in DRAWING)


def _layers(path: Path, format_: str) -> list[str]:
    """The layers that may have shapes; of a GPX, those that have some and are not points of others."""
    names = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    return [name for name in GPX if _count(path, name)] if format_ == "gpx" else names


def _count(path: Path, layer: str) -> int:
    return int(pyogrio.read_info(path, layer=layer, force_feature_count=True)["features"])


def _guessed(path: Path) -> str | None:
    """The code page of a shapefile that does not name it; None for one that does, and for UTF-8 as for ASCII."""
    table = path.with_suffix(".dbf")
    if path.with_suffix(".cpg").is_file() or not table.is_file():
        return None
    body = table.read_bytes()
    if body.isascii() or body[29:30] not in {b"\x00", b"\x57"}:  # 57: what most programs write without a thought
        return None
    return code_page(body[32:]) or "UTF-8"


def _chosen(layers: Sequence[str], asked: str | None, path: Path) -> str:
    if asked is not None:
        if asked not in layers:
            raise UnreadableError("no-such-layer")
        return asked
    for name in layers:
        if _count(path, name):
            return name
    raise UnreadableError("no-shapes")


def _field(title: str, dtype: str, subtype: str, cells: Array) -> Field:
    if dtype == "bool" or subtype == "OFSTBoolean":
        return Field(title, "yes-no", tuple(None if _nan(cell) else bool(cell) for cell in cells.tolist()))
    if dtype.startswith(("int", "float", "uint")):
        return Field(title, "number", tuple(_number(cell) for cell in cells.tolist()))
    if dtype.startswith("datetime"):
        return Field(title, "date", tuple(_date(cell) for cell in cells.tolist()))
    kind: Kind = "text"
    return Field(title, kind, tuple(_text(cell) for cell in cells))


def _nan(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and cell != cell)  # noqa: PLR0124  # NaN is not itself


def _number(cell: float | int | None) -> Cell:
    if cell is None or not np.isfinite(cell):
        return None
    return int(cell) if float(cell).is_integer() and abs(cell) < 2**53 else cell


def _date(cell: object) -> Cell:
    """A day, or a moment; what no calendar of Python holds is nothing."""
    return cell if isinstance(cell, dt.date) else None


def _text(cell: object) -> Cell:
    if cell is None:
        return None
    if isinstance(cell, bytes):
        return None  # pictures and other attachments
    if isinstance(cell, np.ndarray):
        return ", ".join(str(part) for part in cell.tolist())
    return str(cell)
