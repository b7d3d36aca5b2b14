"""Whose land is whose, near a landscape: land cut by state borders, each face given to the country of its towns.

Borders are those of the World Data Bank, 1-2 km off at times; where they leave gaps, no country is told at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import hypot
from typing import Any

import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import polygonize, unary_union

from mapapp.basemap import gshhg
from mapapp.basemap.plan import Plan
from mapapp.basemap.shapes import clean

DOUBTFUL = 0.1  # a face where more than this share of the towns is another country's was not cut as it should be
NEAR = 0.5  # degrees: a face without a town goes to the nearest one no farther than this
BEYOND = 0.1  # degrees by which a border is run on at its ends


def lands(plan: Plan, towns: Iterable[Mapping[str, Any]]) -> dict[str, MultiPolygon]:
    """Return the land in the middle box by country code, lakes included; nothing where it cannot be told."""
    known = [(Point(town["longitude"], town["latitude"]), str(town["countrycode"])) for town in towns]
    frame = box(*plan.middle)
    here = [(point, code) for point, code in known if frame.contains(point)]
    land = unary_union(clean(gshhg.land(plan.middle, plan.grain), plan.detail * 8, plan.smallest * 100))
    borders = [_longer(line) for line in gshhg.state_borders(plan.middle, plan.grain).geoms]
    faces = [
        face for face in polygonize(unary_union([land.boundary, *borders])) if land.contains(face.point_on_surface())
    ]
    found: dict[str, list[Polygon]] = {}
    for face in faces:
        code = _country(face, here)
        if code is None:
            continue
        if not code:
            return {}
        found.setdefault(code, []).append(face)
    grid = 10**-plan.decimals
    areas = {code: shapely.set_precision(unary_union(parts), grid) for code, parts in sorted(found.items())}
    return {code: MultiPolygon(gshhg.polygons(area)) for code, area in areas.items()}


def _country(face: Polygon, towns: list[tuple[Point, str]]) -> str | None:
    """The country of a face; empty when its towns do not agree, None when no town is near."""
    shapely.prepare(face)
    votes = Counter(code for point, code in towns if face.contains(point))
    if votes:
        (first, most), *_ = votes.most_common(1)
        return first if most >= (1 - DOUBTFUL) * votes.total() else ""
    near = min(towns, key=lambda town: face.distance(town[0]), default=None)
    return near[1] if near is not None and face.distance(near[0]) < NEAR else None


def _longer(line: LineString) -> LineString:
    """A border run on at both ends, so that it cuts the shore, which another source draws."""
    points = list(line.coords)
    return LineString([_beyond(points[1], points[0]), *points, _beyond(points[-2], points[-1])])


def _beyond(before: tuple[float, ...], end: tuple[float, ...]) -> tuple[float, float]:
    scale = BEYOND / (hypot(end[0] - before[0], end[1] - before[1]) or 1)
    return end[0] + (end[0] - before[0]) * scale, end[1] + (end[1] - before[1]) * scale
