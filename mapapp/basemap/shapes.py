"""Shapes of a base map: a detailed core and a coarse surrounding that join, as compact GeoJSON (RFC 7946)."""

from __future__ import annotations

import itertools
from typing import Any

from shapely import clip_by_rect, get_coordinates, set_precision
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon, box, mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from mapapp.basemap import gshhg

DECIMALS = 4
"""Digits after the point of a degree: about 10 m, half a pixel at zoom 12."""

Feature = dict[str, Any]


def ring(area: BaseGeometry, outer: gshhg.Box, inner: gshhg.Box, overlap: float = 0.12) -> BaseGeometry:
    """Return what lies in the outer box but not in the inner one, overlapping it a little so that the parts join.

    `overlap` in degrees has to be more than simplifying moves an edge.
    """
    west, south, east, north = inner
    hole = box(west + overlap, south + overlap, east - overlap, north - overlap)
    return clip_by_rect(area, *outer).difference(hole)


def clean(area: BaseGeometry, tolerance: float, smallest: float) -> list[Polygon]:
    """Return simplified polygons no smaller than `smallest` square degrees, holes included."""
    kept: list[Polygon] = []
    for polygon in gshhg.polygons(area):
        if polygon.area < smallest:
            continue
        holes = [hole for hole in polygon.interiors if Polygon(hole).area >= smallest]
        simple = Polygon(polygon.exterior, holes).simplify(tolerance)
        kept.extend(part for part in gshhg.polygons(simple) if part.area >= smallest / 2)
    return kept


def smooth(line: LineString, tolerance: float = 0.003) -> LineString:
    """Simplify a river and cut its corners once (Chaikin), so that a coarse line does not look broken."""
    points = get_coordinates(line.simplify(tolerance))
    if len(points) < 3:
        return LineString(points)
    cut = [points[0]]
    for start, end in itertools.pairwise(points):
        cut += [start * 0.75 + end * 0.25, start * 0.25 + end * 0.75]
    return simple(LineString([*cut, points[-1]]), tolerance * 13 / 30)


def line_feature(
    geometry: BaseGeometry, tolerance: float, properties: dict[str, Any], decimals: int = DECIMALS
) -> Feature:
    """Simplify lines one by one and wrap them."""
    lines = [simple(line, tolerance) for line in gshhg.lines(geometry) if line.length > 0.002]
    return feature(set_precision(MultiLineString(lines), 10**-decimals), properties, decimals)


def simple(line: LineString, tolerance: float) -> LineString:
    """Simplify one line (Douglas-Peucker, degrees)."""
    return LineString(line.simplify(tolerance).coords)


def feature(geometry: BaseGeometry, properties: dict[str, Any], decimals: int = DECIMALS) -> Feature:
    """Return a GeoJSON feature, coordinates rounded, outer rings anticlockwise."""
    if isinstance(geometry, MultiPolygon | Polygon):
        geometry = MultiPolygon([orient(part) for part in gshhg.polygons(geometry)])  # RFC 7946, 3.1.6
    return {"type": "Feature", "properties": properties, "geometry": _rounded(mapping(geometry), decimals)}


def _rounded(value: Any, decimals: int) -> Any:
    """Round every coordinate of a GeoJSON mapping and turn tuples into lists."""
    if isinstance(value, dict):
        return {key: _rounded(item, decimals) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item, decimals) for item in value]
    return round(value, decimals) if isinstance(value, float) else value
