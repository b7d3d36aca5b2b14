"""Measures on the WGS 84 ellipsoid, never in map projection (Web Mercator is 1.8 to 2 times too large here)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from pyproj import Geod


@cache
def _ellipsoid() -> Geod:
    from pyproj import Geod  # loaded on first use: the server starts without it

    return Geod(ellps="WGS84")


def area_km2(geometry: BaseGeometry) -> float:
    """Geodesic area in square kilometres of a geometry in EPSG:4326 degrees (Karney 2013, by pyproj.Geod)."""
    # Geod counts a ring's area by its direction: outer rings one way and holes the other makes the sum right.
    area, _ = _ellipsoid().geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(float(area)) / 1e6


def length_km(geometry: BaseGeometry) -> float:
    """Geodesic length in kilometres of a line, or of the boundary of an area, in EPSG:4326 degrees."""
    return float(_ellipsoid().geometry_length(geometry)) / 1e3
