"""Bands of doubt: where each edge of a region may lie, from what it follows and how far off that may be.

Geometries are EPSG:4326 (lon, lat); half-widths are metres, lengths geodesic kilometres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Any, Literal, get_args

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.build import frame
from geodata.build.lay import lay_part
from geodata.build.outline import BaseLine, Country, Follow, Outline
from geodata.build.products import simpler, tidy
from mapapp.core.measure import area_km2, buffer_m, length_km

BORDER_M, COAST_M = 2000, 500
"""How far off the open border and shore lines may be, in metres."""

_ON = 2e-5  # degrees, some 2 m: rounding moves a vertex by less
_SPECK_KM2 = 0.05  # a smaller hole of sure ground in a band tells nobody anything

Outlines = Mapping[str, Outline]


@dataclass(frozen=True)
class Trace:
    """What an edge follows, its half-width of doubt in metres, and who says so."""

    follows: Follow | Literal["openstreetmap"]
    half_width_m: int
    says: str


@dataclass(frozen=True)
class Edge:
    """A piece of a region's boundary (or its line, or its point) that follows one thing."""

    trace: Trace
    geometry: BaseGeometry


Traced = tuple[Trace, BaseGeometry]
Given = Mapping[str, tuple[Edge, ...]]


def edges(
    outline: Outline, shape: BaseGeometry, outlines: Outlines, given: Given = MappingProxyType({})
) -> tuple[Edge, ...]:
    """Return the boundary of a built region cut where what it follows changes, ring after ring.

    Each stretch follows the first that it lies on of: the outline's own segments, those of regions it is cut along,
    the borders and shores its countries are cut along; if none, it is as doubtful as the outline's worst segment.
    The edges of a region that is drawn from elsewhere than its outline can be given.
    """
    if outline.region in given:
        return given[outline.region]
    worst = max((trace for trace, _line in _own(outline)), key=lambda trace: trace.half_width_m)
    if outline.geometry == "point":
        return (Edge(worst, shape),)
    known = [*_laid(outline, outlines, given), *_cut_along()]
    lines = shape.boundary if outline.geometry == "polygon" else shape
    found: list[Edge] = []
    for line in getattr(lines, "geoms", [lines]):
        found += _runs(line, _traces(line, known, worst))
    return tuple(found)


def band(found: Iterable[Edge], countries: tuple[Country, ...]) -> BaseGeometry:
    """Return where edges may lie: all within its half-width of each.

    What is not drawn on a base line stays in its countries, give or take what their borders and shores may be off;
    a point is no edge and keeps its whole circle.
    """
    wide = []
    for edge in found:
        stays = edge.trace.follows in get_args(BaseLine) or edge.geometry.geom_type == "Point"
        near = _around(edge.geometry, edge.trace.half_width_m)
        wide.append(near if stays else near.intersection(_reach(countries)))
    return tidy(_without_specks(unary_union(wide)))


def spans(found: Iterable[Edge]) -> list[dict[str, Any]]:
    """Return edges in words and numbers, those that follow each other on the same thing as one.

    Stretches that round to 0.0 km, where two lines nearly coincide, go untold.
    """
    lengths = [(edge.trace, length_km(edge.geometry)) for edge in found]
    told = [(trace, length) for trace, length in lengths if length >= 0.05 or len(lengths) == 1]
    return [
        {
            "follows": trace.follows,
            "half_width_m": trace.half_width_m,
            "length_km": round(sum(length for _trace, length in alike), 1),
            "says": trace.says,
        }
        for trace, alike in groupby(told, key=lambda one: one[0])
    ]


def _own(outline: Outline) -> Iterator[Traced]:
    """Yield the segments of an outline as they lie on the ground."""
    closed = outline.geometry == "polygon" and outline.band_half_width_m is None
    for part in outline.parts:
        for laid in lay_part(part, closed=closed):
            segment = laid.segment
            places = laid.coordinates if len(laid.coordinates) > 1 else laid.coordinates * 2
            yield Trace(segment.follow, segment.half_width_m, segment.source), LineString(places)


def _laid(outline: Outline, outlines: Outlines, given: Given) -> Iterator[Traced]:
    """Yield an outline's own segments, then those of the regions it is cut along, theirs in turn included."""
    if outline.region in given:
        yield from ((edge.trace, edge.geometry) for edge in given[outline.region])
        return
    yield from _own(outline)
    for region in (*outline.without, *outline.inside):
        yield from _laid(outlines[region], outlines, given)


def _cut_along() -> Iterator[Traced]:
    """Yield the lines that end a country, for edges where an outline reached beyond it and was cut off."""
    yield Trace("state-border", BORDER_M, "cut along the state border of the open base map"), _lines("state-border")
    yield Trace("coast", COAST_M, "cut along the shore of the open base map"), _lines("coast")


@cache
def _lines(follow: BaseLine) -> MultiLineString:
    lines = MultiLineString(frame.base_line(follow))
    shapely.prepare(lines)
    return lines


def _traces(line: LineString, known: Iterable[Traced], worst: Trace) -> list[Trace]:
    """Return what each straight stretch of a line follows: the first known line that both ends and middle lie on."""
    places = shapely.get_coordinates(line)
    traces: list[Trace | None] = [None] * (len(places) - 1)
    for trace, geometry in known:
        ends, middles = _lie_on(geometry, places), _lie_on(geometry, (places[:-1] + places[1:]) / 2)
        for i in np.flatnonzero(ends[:-1] & ends[1:] & middles):
            traces[i] = traces[i] or trace
    return [trace or worst for trace in traces]


def _lie_on(geometry: BaseGeometry, places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return for each place whether it lies on a geometry."""
    shapely.prepare(geometry)
    return np.asarray(shapely.dwithin(geometry, shapely.points(places), _ON))


def _runs(line: LineString, traces: Iterable[Trace]) -> list[Edge]:
    """Return a line cut where its trace changes; a ring is not cut where it merely begins."""
    places, runs, start = list(line.coords), [], 0
    for trace, alike in groupby(traces):
        end = start + len(list(alike))
        runs.append(Edge(trace, LineString(places[start : end + 1])))
        start = end
    if line.is_ring and len(runs) > 1 and runs[0].trace == runs[-1].trace:
        first, last = runs[0], runs.pop()
        runs[0] = Edge(first.trace, LineString([*last.geometry.coords, *first.geometry.coords[1:]]))
    return runs


def _around(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    """Return all within a distance; round a line, drawn to a twentieth of that and to 150 m at most."""
    wide = buffer_m(geometry, metres)
    return wide if geometry.geom_type == "Point" else simpler(wide, min(metres / 20, 150))


@cache
def _reach(countries: tuple[Country, ...]) -> BaseGeometry:
    """Return the land of countries and as far out from it as its borders and shores may be off."""
    land = unary_union([frame.land_of(code) for code in countries])
    border = frame.joined(land.boundary.intersection(_lines("state-border")))
    coast = frame.joined(land.boundary.intersection(_lines("coast")))
    wider = [_around(MultiLineString(border), BORDER_M), _around(MultiLineString(coast), COAST_M)]
    reach = unary_union([land, *wider])
    shapely.prepare(reach)
    return reach


def _without_specks(area: BaseGeometry) -> BaseGeometry:
    """Return an area with its smallest holes filled: more doubt, never less."""
    parts = getattr(area, "geoms", [area])
    return unary_union(
        [Polygon(p.exterior, [ring for ring in p.interiors if area_km2(Polygon(ring)) > _SPECK_KM2]) for p in parts]
    )
