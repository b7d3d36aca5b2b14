"""The base lines, simplified once: every outline cuts its pieces from these, so neighbours share each vertex.

The administrative faces are simplified together as a coverage and rounded to 5 decimals (about 1 m), EPSG:4326.
Lines are then read off the faces, so a line and the country behind it can never disagree.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

from geodata.build import baselines
from geodata.build.baselines import Country
from geodata.build.gshhg import polygons
from geodata.build.outline import BaseLine, Position

TOLERANCE_DEGREES = 0.0015
"""Square root of the largest triangle a dropped vertex may leave: about 150 m here."""

DECIMALS = 5


@cache
def _faces() -> dict[str, BaseGeometry]:
    """Return the simplified land of each province, krai and country, without gaps or overlaps."""
    full: dict[str, BaseGeometry] = {
        "jilin": baselines.province("jilin"),
        "heilongjiang": baselines.province("heilongjiang"),
        "primorsky": baselines.province("primorsky"),
        "khabarovsk": baselines.country("RU").difference(baselines.province("primorsky")),
        "KP": baselines.country("KP"),
    }
    slim = shapely.coverage_simplify(list(full.values()), TOLERANCE_DEGREES)
    rounded = [shapely.transform(face, lambda xy: np.round(xy, DECIMALS)) for face in slim]
    if not shapely.coverage_is_valid(rounded) or not all(face.is_valid for face in rounded):
        message = "simplifying the base lines broke the coverage; lower TOLERANCE_DEGREES"
        raise ValueError(message)
    return dict(zip(full, rounded, strict=True))


@cache
def land_of(code: Country) -> MultiPolygon:
    """Return the simplified land of one country inside baselines.REGION, lakes included."""
    faces = _faces()
    names = {"CN": ("jilin", "heilongjiang"), "RU": ("primorsky", "khabarovsk"), "KP": ("KP",)}[code]
    merged = unary_union([faces[name] for name in names])
    return merged if isinstance(merged, MultiPolygon) else MultiPolygon(polygons(merged))


@cache
def province(name: baselines.Province) -> BaseGeometry:
    """Return the simplified land of one province."""
    return _faces()[name]


@cache
def base_line(follow: BaseLine) -> tuple[LineString, ...]:
    """Return the simplified lines of one kind: state borders by pair of countries, provincial lines, sea shores."""
    codes: tuple[Country, ...] = ("CN", "RU", "KP")
    if follow == "state-border":
        return tuple(line for a, b in combinations(codes, 2) for line in _shared(land_of(a), land_of(b)))
    if follow == "provincial-line":
        return _shared(province("jilin"), province("heilongjiang"))
    edge = shapely.box(*baselines.REGION).boundary
    return _lines(unary_union([land_of(code) for code in codes]).boundary.difference(edge))


def piece(follow: BaseLine, start: Position, end: Position) -> tuple[Position, ...]:
    """Return the vertices of a base line from the one nearest to start to the one nearest to end."""
    first, last = shapely.Point(start), shapely.Point(end)
    line = min(base_line(follow), key=lambda at: at.distance(first) + at.distance(last))
    vertices = np.round(shapely.get_coordinates(line), DECIMALS)
    a, b = (int(np.argmin(np.hypot(*(vertices - place).T))) for place in (start, end))
    cut = vertices[a : b + 1] if a <= b else vertices[b : a + 1][::-1]
    return tuple((float(lon), float(lat)) for lon, lat in cut)


def _shared(one: BaseGeometry, other: BaseGeometry) -> tuple[LineString, ...]:
    """Return the lines two faces have in common."""
    return _lines(one.boundary.intersection(other.boundary))


def _lines(geometry: BaseGeometry) -> tuple[LineString, ...]:
    """Join touching lines; points where faces only touch are left out."""
    pieces = [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, LineString)]
    merged = linemerge(MultiLineString(pieces))
    return tuple(getattr(merged, "geoms", [merged]))
