"""Lay the segments of an outline on the ground: from words to coordinates, EPSG:4326 (lon, lat).

Each laid segment keeps its own coordinates, so that a band of doubt can later be drawn from its half-width.
"""

from __future__ import annotations

from dataclasses import dataclass

from shapely import is_valid_reason
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.build import frame
from geodata.build.outline import BaseSegment, Outline, Part, Position, Segment


@dataclass(frozen=True)
class Laid:
    """A segment with its coordinates, joined to its neighbours."""

    segment: Segment
    coordinates: tuple[Position, ...]


def lay_part(part: Part, *, closed: bool) -> tuple[Laid, ...]:
    """Give every segment of a part its coordinates.

    A free segment starts where the one before it ends and runs on to a base line that follows; base lines keep
    exactly the vertices they are cut from.
    """
    pieces = [_own_points(segment) for segment in part.segments]
    laid = []
    for i, segment in enumerate(part.segments):
        # the leg that closes a ring is the last segment's, unless that one is a base line
        follows = i > 0 or (closed and isinstance(part.segments[-1], BaseSegment))
        before = pieces[i - 1][-1:] if follows else ()
        after = pieces[(i + 1) % len(pieces)][:1] if i + 1 < len(pieces) or closed else ()
        if isinstance(segment, BaseSegment):
            coordinates = pieces[i]
        else:
            follower = part.segments[(i + 1) % len(pieces)]
            meets_base = isinstance(follower, BaseSegment) or (closed and i + 1 == len(pieces))
            coordinates = (*before, *pieces[i], *(after if meets_base else ()))
        laid.append(Laid(segment, _without_repeats(coordinates)))
    return tuple(laid)


def ring(part: Part) -> Polygon:
    """Return the polygon inside a closed part. Raises ValueError when its line crosses itself."""
    coordinates = _without_repeats(tuple(p for laid in lay_part(part, closed=True) for p in laid.coordinates))
    polygon = Polygon(coordinates)
    if not polygon.is_valid:
        message = f"{part.name}: the ring crosses itself ({is_valid_reason(polygon)})"
        raise ValueError(message)
    return polygon


def polygon_of(outline: Outline) -> BaseGeometry:
    """Return the outer rings of an outline less its holes."""
    outer = unary_union([ring(part) for part in outline.parts if part.role == "outer"])
    return outer.difference(unary_union([ring(part) for part in outline.parts if part.role == "hole"]))


def line_of(outline: Outline) -> BaseGeometry:
    """Return the first part of an outline as an open line."""
    laid = lay_part(outline.parts[0], closed=False)
    return LineString(_without_repeats(tuple(p for piece in laid for p in piece.coordinates)))


def point_of(outline: Outline) -> BaseGeometry:
    """Return the first position of an outline; on a base line, the nearest point of that line."""
    segment = outline.parts[0].segments[0]
    if not isinstance(segment, BaseSegment):
        return Point(segment.points[0])
    place = Point(segment.start)
    line = min(frame.base_line(segment.follow), key=place.distance)
    return line.interpolate(line.project(place))


def _own_points(segment: Segment) -> tuple[Position, ...]:
    """Return the points a segment has by itself."""
    if isinstance(segment, BaseSegment):
        return frame.piece(segment.follow, segment.start, segment.end)
    return segment.points


def _without_repeats(coordinates: tuple[Position, ...]) -> tuple[Position, ...]:
    """Drop a position that only repeats the one before it."""
    return tuple(p for i, p in enumerate(coordinates) if i == 0 or p != coordinates[i - 1])
