"""Base lines every outline and the basemap share: shore, state borders, provincial lines and the land between them.

All geometries are shapely, EPSG:4326 (lon, lat), at full source resolution. Borders come from DCW-GMT, each drawn once;
countries and provinces are the faces between these lines and the GSHHG shore, so neighbours share every vertex.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import hypot
from typing import Literal

from shapely import line_interpolate_point, line_locate_point
from shapely.geometry import LinearRing, LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, substring, unary_union

from geodata.build.dcw import dcw_polygon, dcw_rings
from geodata.build.outline import Country
from mapapp.basemap import gshhg

Province = Literal["jilin", "heilongjiang", "primorsky"]
Position = tuple[float, float]

REGION: gshhg.Box = (126.0, 41.0, 140.0, 49.0)
"""Box the land units are clipped to: west, south, east, north."""

# Junctions of the DCW lines, read off the vertices that two neighbouring units have in common.
_TUMEN_MOUTH: Position = (130.6743, 42.2846)
_TRIPOINT: Position = (130.6146, 42.4240)
_JILIN_EAST: Position = (131.2759, 43.4787)
_PRIMORYE_NORTHWEST: Position = (134.0178, 46.6637)
_PRIMORYE_EAST: Position = (139.0521, 47.4071)
_AMUR_USSURI: Position = (134.2932, 48.3738)

_DCW_UNITS: dict[str, tuple[str, ...]] = {
    "CN": ("CNJL", "CNHL"),
    "RU": ("RUPRI", "RUKHA", "RUYEV"),
    "KP": ("KP",),
    "jilin": ("CNJL",),
    "heilongjiang": ("CNHL",),
    "primorsky": ("RUPRI",),
    "khabarovsk": ("RUKHA", "RUYEV"),
}


def land() -> MultiPolygon:
    """Return GSHHG land in REGION; lakes are part of it."""
    return gshhg.land(REGION)


def coast() -> MultiLineString:
    """Return the GSHHG sea shore in REGION."""
    return gshhg.coast(REGION)


def lakes() -> MultiPolygon:
    """Return GSHHG lakes in REGION, islands cut out."""
    return gshhg.lakes(REGION)


def rivers() -> MultiLineString:
    """Return WDBII rivers in REGION (no names in the source)."""
    return gshhg.rivers(REGION)


@cache
def tripoint() -> Point:
    """Return the point on the Tumen where China, Russia and DPRK meet."""
    return _nearest_vertex("RUPRI", _TRIPOINT)


@cache
def china_russia_to_region_edge() -> LineString:
    """Return the China-Russia border from the tripoint to beyond REGION's northern edge."""
    south = _arc("RUPRI", _TRIPOINT, _PRIMORYE_NORTHWEST, via=_JILIN_EAST)
    ussuri = _arc("CNHL", _PRIMORYE_NORTHWEST, _AMUR_USSURI, via=(134.75, 47.8))
    amur = _arc("CNHL", _AMUR_USSURI, (127.5, 49.9), via=(131.0, 47.7))
    return _chain(_straight_over_khanka(south), ussuri, amur)


@cache
def china_dprk_border() -> LineString:
    """Return the border from the tripoint up the Tumen, past Mount Paektu and down the Yalu to REGION's edge."""
    line = _arc("KP", _TRIPOINT, (125.9131, 40.8896), via=(130.0488, 42.9658))
    return _chain(LineString([tripoint(), tripoint()]), line)


@cache
def russia_dprk_border() -> LineString:
    """Return the border on the lower Tumen from the tripoint to the river's mouth."""
    return _arc("RUPRI", _TRIPOINT, _TUMEN_MOUTH, via=(130.655, 42.35))


@cache
def provincial_line() -> LineString:
    """Return the Jilin-Heilongjiang line from the Russian border westwards to beyond REGION's edge."""
    line = _arc("CNHL", _JILIN_EAST, (123.8964, 46.2975), via=(127.0, 44.5))
    start = _closest(china_russia_to_region_edge(), line.coords[0])  # the border's own vertex: no gap, no sliver
    return LineString([start, *line.coords[1:]])


@cache
def krai_line() -> LineString:
    """Return the Primorsky-Khabarovsk line from the Ussuri to the sea."""
    line = _arc("RUPRI", _PRIMORYE_NORTHWEST, _PRIMORYE_EAST, via=(138.4855, 48.3455))
    start = _closest(china_russia_to_region_edge(), line.coords[0])  # the border's own vertex: no gap, no sliver
    return _out_to_sea(LineString([start, *line.coords[1:]]))


@cache
def country(code: Country) -> MultiPolygon:
    """Return the land of one country in REGION, lakes included; neighbours share the border line exactly."""
    return _units(land(), _state_lines(), ("CN", "RU", "KP"))[code]


@cache
def province(name: Province) -> MultiPolygon:
    """Return the land of one province in REGION, a part of its country cut by the provincial or krai line."""
    if name == "primorsky":
        return _units(country("RU"), [krai_line()], ("primorsky", "khabarovsk"))[name]
    return _units(country("CN"), [provincial_line()], ("jilin", "heilongjiang"))[name]


def _state_lines() -> list[LineString]:
    """Return the lines that part the three countries, run out to sea where they end at the shore."""
    return [china_russia_to_region_edge(), china_dprk_border(), _out_to_sea(russia_dprk_border())]


def _units(area: MultiPolygon, lines: list[LineString], codes: tuple[str, ...]) -> dict[str, MultiPolygon]:
    """Cut an area by lines and give every face to the nearest DCW unit, most often the one it lies in."""
    noded = unary_union([area.boundary, *lines])
    faces = [face for face in polygonize(noded) if area.contains(face.representative_point())]
    units = {code: unary_union([dcw_polygon(part) for part in _DCW_UNITS[code]]) for code in codes}
    shares: dict[str, list[Polygon]] = {code: [] for code in codes}
    for face in faces:
        shares[min(codes, key=_rank(face, units))].append(face)
    return {code: MultiPolygon(gshhg.polygons(unary_union(parts))) for code, parts in shares.items()}


def _rank(face: Polygon, units: dict[str, BaseGeometry]) -> Callable[[str], tuple[float, float]]:
    """Return a sort key for units: largest shared area first, then shortest distance (islets DCW lacks)."""
    return lambda code: (-face.intersection(units[code]).area, face.distance(units[code]))


def _nearest_vertex(unit: str, near: Position) -> Point:
    """Return the vertex of a DCW unit's main ring closest to a position."""
    return Point(_closest(dcw_rings(unit)[0], near))


def _arc(unit: str, start: Position, end: Position, via: Position) -> LineString:
    """Return the part of a DCW unit's main ring from start to end that passes close to via."""
    ring = dcw_rings(unit)[0]
    first, last = (line_locate_point(ring, _nearest_vertex(unit, place)) for place in (start, end))
    return min(_both_ways(ring, first, last), key=Point(via).distance)


def _both_ways(ring: LinearRing, first: float, last: float) -> tuple[LineString, LineString]:
    """Return both arcs of a ring between two distances along it, each running from first to last."""
    line = LineString(ring.coords)
    low, high = sorted((first, last))
    inner = _part(line, low, high)
    outer = _chain(_part(line, high, line.length), _part(line, 0, low))
    return (inner, outer.reverse()) if first <= last else (inner.reverse(), outer)


def _part(line: LineString, low: float, high: float) -> LineString:
    """Return the part of a line between two distances along it."""
    return LineString(substring(line, low, high).coords)


def _chain(*lines: LineString) -> LineString:
    """Join lines end to end; where ends differ by rounding, the earlier line's last point wins."""
    points = list(lines[0].coords)
    for line in lines[1:]:
        points.extend(line.coords[1:])
    return LineString([point for i, point in enumerate(points) if i == 0 or point != points[i - 1]])


def _straight_over_khanka(line: LineString) -> LineString:
    """Drop the few vertices with which DCW walks round Lake Khanka, leaving a straight line from shore to shore."""
    return LineString([p for p in line.coords if not (132.06 < p[0] < 132.83 and 44.50 < p[1] < 45.24)])


def _closest(line: LineString, position: tuple[float, ...]) -> Position:
    """Return the vertex of a line closest to a position."""
    lon, lat = min(line.coords, key=lambda vertex: hypot(vertex[0] - position[0], vertex[1] - position[1]))
    return lon, lat


def _out_to_sea(line: LineString) -> LineString:
    """Lengthen a line at its end by 0.1 degrees, so that it cuts the GSHHG shore, which differs from DCW's."""
    (x0, y0), (x1, y1) = line_interpolate_point(line, line.length - 0.02).coords[0], line.coords[-1]
    scale = 0.1 / Point(x0, y0).distance(Point(x1, y1))
    return LineString([*line.coords, (x1 + (x1 - x0) * scale, y1 + (y1 - y0) * scale)])
