"""Measures on the WGS 84 ellipsoid, never in Web Mercator (1.8 to 2 times too large here).

Geometries are shapely, in EPSG:4326 degrees (longitude, latitude), where they come in and where they go out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from math import floor
from typing import TYPE_CHECKING, Any, Self

import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from pyproj import Geod, Proj

_STRAIGHT = 0.05  # degrees: a longer straight piece of the map bends on the ground, by more than half a metre


@cache
def ellipsoid() -> Geod:
    """WGS 84, for geodesics (Karney 2013); pyproj is loaded on first use: the server starts without it."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


@cache
def _mercator(lon_0: float, lat_0: float) -> Proj:
    from pyproj import Proj

    return Proj(proj="tmerc", lon_0=lon_0, lat_0=lat_0, k=1, ellps="WGS84")


@dataclass(frozen=True)
class LocalPlane:
    """Metres round a place: the transverse Mercator projection with scale 1 on the meridian `lon_0` (degrees).

    Lengths are too long by less than 1e-4 within 0.7 degrees of longitude (Snyder 1987, USGS PP 1395, p. 48-64).
    """

    lon_0: float
    lat_0: float

    @classmethod
    def around(cls, geometry: BaseGeometry) -> Self:
        """The plane centred on the bounds of a geometry."""
        west, south, east, north = geometry.bounds
        return cls((west + east) / 2, (south + north) / 2)

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in degrees as metres in this plane."""
        return self._moved(geometry, inverse=False)

    def unproject(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in metres of this plane as degrees."""
        return self._moved(geometry, inverse=True)

    def _moved(self, geometry: BaseGeometry, *, inverse: bool) -> BaseGeometry:
        # typed loosely: shapely's stubs know only functions of x and y in one array
        move: Any = partial(_mercator(self.lon_0, self.lat_0), inverse=inverse, errcheck=True)
        return shapely.transform(geometry, move, interleaved=False)


def area_km2(geometry: BaseGeometry) -> float:
    """Geodesic area in square kilometres of a geometry in EPSG:4326 degrees (Karney 2013, by pyproj.Geod)."""
    # Geod counts a ring's area by its direction: outer rings one way and holes the other makes the sum right.
    area, _ = ellipsoid().geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(float(area)) / 1e6


def length_km(geometry: BaseGeometry) -> float:
    """Geodesic length in kilometres of a line, or of the boundary of an area and its holes, in EPSG:4326 degrees."""
    line = geometry.boundary if isinstance(geometry, Polygon | MultiPolygon) else geometry
    return float(ellipsoid().geometry_length(line)) / 1e3


def buffer_m(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    """What lies within a distance in metres of a geometry, true to about 1 %.

    Columns of one degree of longitude are widened in planes of their own and united (round corners are drawn as 32
    sides to the turn, half a per cent inside the circle).
    """
    return shapely.union_all([_wider(piece, metres) for piece in _columns(geometry)])


def nearest_points(one: BaseGeometry, other: BaseGeometry) -> tuple[Point, Point]:
    """The places of two geometries that are nearest to each other; the same place twice where they meet.

    Their distance is the least to 0.1 % for geometries up to 500 km apart.
    """
    one, other = shapely.segmentize(one, _STRAIGHT), shapely.segmentize(other, _STRAIGHT)
    link: BaseGeometry = shapely.shortest_line(
        one, other
    )  # nearest in degrees: a first guess, and the middle of a better plane
    for _ in range(2):
        plane = LocalPlane.around(link)
        link = plane.unproject(shapely.shortest_line(plane.project(one), plane.project(other)))
    start, end = (Point(place) for place in link.coords)
    return start, end


def distance_km(one: BaseGeometry, other: BaseGeometry) -> float:
    """Geodesic kilometres between the nearest places of two geometries (see nearest_points); 0 when they meet."""
    return 0.0 if one.intersects(other) else length_km(LineString(nearest_points(one, other)))


def shared_km(one: BaseGeometry, other: BaseGeometry) -> float:
    """Geodesic kilometres of boundary that two areas have in common, vertex by vertex."""
    common = one.boundary.intersection(other.boundary)
    lines = [part for part in getattr(common, "geoms", [common]) if isinstance(part, LineString)]
    return sum(map(length_km, lines))


def interval_km2(area: BaseGeometry, band: BaseGeometry) -> tuple[float, float]:
    """The least and the most square kilometres of an area: every edge as far in, or as far out, as its band allows."""
    return area_km2(area.difference(band)), area_km2(area.union(band))


def _columns(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    """The parts of a geometry in each column of one degree of longitude."""
    if geometry.is_empty:
        return
    west, south, east, north = geometry.bounds
    if east - west <= 1:
        yield geometry
        return
    for left in range(floor(west), floor(east) + 1):
        piece = geometry.intersection(shapely.box(left, south, left + 1, north))
        if not piece.is_empty:
            yield piece


def _wider(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    plane = LocalPlane.around(geometry)
    return plane.unproject(plane.project(geometry).buffer(metres, quad_segs=8))
