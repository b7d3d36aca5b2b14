"""A line or an area that a reader draws on the map, measured on the ellipsoid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely import LineString, Polygon

from mapapp.core.measure import area_km2, length_km

CORNERS = 3  # an area has so many at least


@dataclass(frozen=True)
class Path:
    """How long a line is in kilometres, or how large an area that it closes is, in square kilometres.

    `area_km2` is None for an open line, and for a closed one that crosses or touches itself: it bounds no one area.
    """

    points: int
    closed: bool
    length_km: float
    area_km2: float | None


def measure_path(points: Sequence[tuple[float, float]]) -> Path:
    """Measure the geodesics from point to point, each (longitude, latitude) in degrees (Karney 2013, by PROJ).

    A last point that is the first one again closes an area. Raises ValueError for fewer than two points, and for an
    area of fewer than three.
    """
    closed = len(points) > 1 and points[0] == points[-1]
    corners = len(points) - closed
    if corners < (CORNERS if closed else 2):
        message = "an area needs three points" if closed else "a line needs two points"
        raise ValueError(message)
    area = Polygon(points) if closed else None
    return Path(
        points=corners,
        closed=closed,
        length_km=length_km(LineString(points)),
        area_km2=area_km2(area) if area is not None and area.is_valid else None,
    )
