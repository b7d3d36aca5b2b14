"""The text of the committed GeoJSON files: RFC 7946, EPSG:4326 (lon, lat), 5 decimals, one feature a line.

The same values give the same bytes, and a change of one region is a change of one line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from mapapp.core.measure import area_km2

DECIMALS = 5
"""Digits after the point of a degree: about 1 m."""

_DEGREE_M = 111_320  # metres in a degree of longitude on the equator, and no less than in nearly every other


def feature(geometry: BaseGeometry, properties: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a GeoJSON feature with an id."""
    return {"type": "Feature", "id": name, "properties": dict(properties), "geometry": mapping(geometry)}


def collection(features: Iterable[Mapping[str, Any]]) -> str:
    """Return the text of a FeatureCollection."""
    lines = (json.dumps(one, sort_keys=True, ensure_ascii=False, separators=(",", ":")) for one in features)
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry with its coordinates to DECIMALS."""
    return shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS))


def simpler(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    """Return a geometry with fewer vertices, its lines moved by no more than some metres (Douglas and Peucker 1973)."""
    return geometry.simplify(metres / _DEGREE_M)


def tidy(area: BaseGeometry, dust_km2: float = 0) -> BaseGeometry:
    """Return an area rounded and valid, its biggest part first, outer rings counter-clockwise.

    Parts up to `dust_km2` square kilometres go: scraps that cutting leaves where two lines nearly coincide.
    """
    sound = shapely.make_valid(rounded(area), method="structure")
    parts = [part for part in getattr(sound, "geoms", [sound]) if isinstance(part, Polygon)]
    kept = sorted((part for part in parts if area_km2(part) > dust_km2), key=area_km2, reverse=True)
    oriented = [shapely.orient_polygons(part) for part in kept]
    return oriented[0] if len(oriented) == 1 else MultiPolygon(oriented)
