"""Lines across lines on the ellipsoid: a course, the rays that leave it, and how much of a ray lies in an area.

Everything is geodesic (Karney 2013, by pyproj.Geod) between positions in EPSG:4326 degrees; lengths are kilometres.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from mapapp.core.measure import ellipsoid, length_km

Position = tuple[float, float]
Spans = tuple[tuple[float, float], ...]
"""Stretches of a ray, by the kilometres at which they begin and end."""


@dataclass(frozen=True)
class Course:
    """A line as its points and their distances (km) along it."""

    points: tuple[Position, ...]
    marks: tuple[float, ...]

    @classmethod
    def along(cls, line: LineString) -> Course:
        """The course of a line in degrees."""
        # Between points 0.01 degrees apart, degrees and kilometres are proportional to a few centimetres.
        points = tuple((x, y) for x, y in shapely.segmentize(line, 0.01).coords)
        pieces = (_apart_km(start, end) for start, end in pairwise(points))
        return cls(points, tuple(accumulate(pieces, initial=0.0)))

    @property
    def length(self) -> float:
        """Kilometres from end to end."""
        return self.marks[-1]

    def at(self, km: float) -> Position:
        """The place at a distance along the line."""
        after = min(max(bisect_right(self.marks, km), 1), len(self.marks) - 1)
        start, end = self.marks[after - 1 : after + 1]
        part = (km - start) / (end - start) if end > start else 0.0
        (x0, y0), (x1, y1) = self.points[after - 1 : after + 1]
        return x0 + part * (x1 - x0), y0 + part * (y1 - y0)

    def bearing(self, km: float, chord_km: float) -> float:
        """The azimuth (degrees) of a line smoothed by a chord that reaches as far before the place as behind it."""
        behind, ahead = self.at(max(km - chord_km, 0.0)), self.at(min(km + chord_km, self.length))
        leaving, returning, _ = ellipsoid().inv(behind[0], behind[1], ahead[0], ahead[1])
        turn = (returning - leaving) % 360 - 180
        return float(leaving + turn / 2)  # in the middle of the chord, so that both walking directions agree


def ray(origin: Position, azimuth: float, km: float) -> LineString:
    """A geodesic from a place, with points at most a kilometre apart: straight in degrees between them to 2 cm."""
    count = max(1, math.ceil(km))
    metres = [1e3 * km * (index + 1) / count for index in range(count)]
    longitudes, latitudes, _ = ellipsoid().fwd([origin[0]] * count, [origin[1]] * count, [azimuth] * count, metres)
    return LineString([origin, *zip(longitudes, latitudes, strict=True)])


def spans(line: LineString, area: BaseGeometry) -> Spans:
    """Where a ray lies in an area."""
    start = line.coords[0]
    pieces = [piece.coords for piece in shapely.get_parts(line.intersection(area)) if piece.length > 0]
    ends = (sorted((_apart_km(start, piece[0]), _apart_km(start, piece[-1]))) for piece in pieces)
    return tuple(sorted((near, far) for near, far in ends))


def depth(inside: Spans, gap_km: float) -> float:
    """How far one can walk from 0 without meeting a wider gap."""
    reached = 0.0
    for near, far in inside:
        if near - reached > gap_km:
            break
        reached = max(reached, far)
    return reached


def overlap(some: Spans, others: Spans) -> float:
    """Kilometres that two lists of spans have in common."""
    return sum(max(0.0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)


def longest(axis: BaseGeometry) -> tuple[LineString, float]:
    """The pieces of an axis joined: the longest line, and the kilometres of all others.

    Raises ValueError for what is no open line in degrees.
    """
    west, south, east, north = axis.bounds
    if not isinstance(axis, (LineString, MultiLineString)) or axis.length == 0:
        message = "the axis must be a line with a length"
        raise ValueError(message)
    if not (-180 <= west <= east <= 180 and -89 <= south <= north <= 89):
        message = "the axis must be in degrees, longitude first, between 89 S and 89 N"
        raise ValueError(message)
    *others, line = sorted(shapely.get_parts(shapely.line_merge(shapely.force_2d(axis))), key=length_km)
    if line.is_closed:
        message = "the axis is closed; a corridor has two ends"
        raise ValueError(message)
    return line, sum(map(length_km, others))


def clipped(areas: Mapping[str, BaseGeometry], line: LineString, reach_km: float) -> dict[str, BaseGeometry]:
    """What rays from a line can meet: cutting all the rest again and again costs time."""
    west, south, east, north = line.bounds
    margin = reach_km / 110  # a degree of latitude is never shorter than 110 km
    aside = margin / max(math.cos(math.radians(max(-south, north) + margin)), 0.01)
    window = shapely.box(west - aside, south - margin, east + aside, north + margin)
    return {name: area.intersection(window) for name, area in areas.items()}


def _apart_km(one: Sequence[float], other: Sequence[float]) -> float:
    return float(ellipsoid().inv(one[0], one[1], other[0], other[1])[2]) / 1e3
