"""Land, lakes, rivers and borders of the basemap as compact GeoJSON (RFC 7946): a detailed core, coarse far around."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from shapely import set_precision
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.ops import substring, unary_union

from geodata.build import baselines
from mapapp.basemap import gshhg, shapes
from mapapp.basemap.shapes import Feature

CORE: gshhg.Box = (127.5, 41.3, 140.0, 48.2)
"""Where the map is read: drawn in detail."""
MIDDLE: gshhg.Box = (120.0, 36.0, 147.0, 53.0)
"""What a wide window still shows at zoom 7: drawn half-way."""
WIDE: gshhg.Box = (96.0, 22.0, 168.0, 62.0)
"""What a wide window shows at zoom 5: drawn coarsely."""

_CORE_DETAIL, _MIDDLE_DETAIL, _WIDE_DETAIL = 0.0011, 0.02, 0.08  # simplification in degrees
_PRECISION = 10**-shapes.DECIMALS
_LONG_RIVER = 2.0  # degrees; shorter rivers outside the core are left out

_RIVERS = Path(__file__).resolve().parent / "rivers.yaml"
_TUMEN_SOURCE, _SUNGACHA_SOURCE = Point(128.45, 42.02), Point(132.86, 45.06)


def land_features() -> list[Feature]:
    """Return one multipolygon of all land; islets below what zoom 12 shows as a dot are left out."""
    parts = [
        shapes.clean(shapes.ring(gshhg.land(WIDE), WIDE, MIDDLE), _WIDE_DETAIL, 0.08),
        shapes.clean(shapes.ring(gshhg.land(MIDDLE), MIDDLE, CORE), _MIDDLE_DETAIL, 0.005),
        shapes.clean(gshhg.land(CORE), _CORE_DETAIL, 5e-6),
    ]
    joined = gshhg.polygons(unary_union([polygon for part in parts for polygon in part]))
    whole = MultiPolygon([Polygon(polygon.exterior) for polygon in joined])  # a hole can only be a slit between parts
    return [shapes.feature(set_precision(whole, _PRECISION), {})]


def lake_features() -> list[Feature]:
    """Return lakes and broad rivers; the core in detail, outside it only large ones."""
    far = shapes.clean(shapes.ring(gshhg.lakes(WIDE), WIDE, CORE), 0.03, 0.08)
    near = shapes.clean(gshhg.lakes(CORE), _CORE_DETAIL, 2e-6)
    return [shapes.feature(set_precision(unary_union([*near, *far]), _PRECISION), {})]


def river_features() -> list[Feature]:
    """Return rivers: one feature per named river of rivers.yaml and one of the nameless rest.

    `rank` 1 shows at every zoom, 2 from zoom 7, 3 from zoom 8. Where a river is the border, the border line draws it.
    """
    named: dict[str, Any] = yaml.safe_load(_RIVERS.read_text(encoding="utf-8"))
    borders = _state_borders()
    border = {
        "tumen": unary_union([_upto(borders["CN-KP"], _TUMEN_SOURCE), borders["RU-KP"]]),
        "ussuri": _from(borders["CN-RU"], _SUNGACHA_SOURCE).intersection(box(*CORE)),
    }
    along = unary_union(list(border.values())).buffer(0.03)
    water = unary_union([lake.buffer(0.006) for lake in gshhg.lakes(CORE).geoms])
    shares: dict[str, list[LineString]] = {name: gshhg.lines(line) for name, line in border.items()}
    for line in gshhg.rivers(CORE).geoms:
        if line.intersection(along).length < 0.5 * line.length:
            dry = [shapes.smooth(part) for part in gshhg.lines(line.difference(water))]
            shares.setdefault(_river_name(line, named), []).extend(dry)
    far: dict[str, list[LineString]] = {}
    for line in gshhg.lines(unary_union(gshhg.rivers(MIDDLE)).difference(box(*CORE))):
        if line.length > _LONG_RIVER:
            far.setdefault(_river_name(line, named), []).append(line)
    features = [
        shapes.line_feature(
            MultiLineString(lines),
            0.0,
            {"id": name if name in named else None, "rank": named.get(name, {"rank": 3})["rank"]},
        )
        for name, lines in sorted(shares.items())
    ]
    for name, lines in sorted(far.items()):
        known = {"id": name, "rank": named[name]["rank"]} if name in named else {"id": None, "rank": 2}
        features.append(shapes.line_feature(MultiLineString(lines), 0.03, known))
    return features


def _state_borders() -> dict[str, LineString]:
    """Return the near state borders, simplified once, so that the rivers they follow keep the same vertices."""
    lines = {
        "CN-RU": baselines.china_russia_to_region_edge(),
        "CN-KP": baselines.china_dprk_border(),
        "RU-KP": baselines.russia_dprk_border(),
    }
    return {name: shapes.simple(line, _CORE_DETAIL) for name, line in lines.items()}


def _upto(line: LineString, end: Point) -> LineString:
    """Return a line from its start to the point closest to `end`."""
    return LineString(substring(line, 0, line.project(end)).coords)


def _from(line: LineString, start: Point) -> LineString:
    """Return a line from the point closest to `start` to its end."""
    return LineString(substring(line, line.project(start), line.length).coords)


def border_features() -> list[Feature]:
    """Return state borders and provincial lines on land; the near ones come from the shared base lines."""
    region, land = box(*baselines.REGION), gshhg.land(WIDE)
    province = {"jilin-heilongjiang": baselines.provincial_line(), "primorsky-khabarovsk": baselines.krai_line()}
    near_land = baselines.land()
    features = []
    for kind, lines in (("state", _state_borders()), ("province", province)):
        for name, line in lines.items():
            on_land = MultiLineString(gshhg.lines(line.intersection(near_land)))
            features.append(shapes.line_feature(on_land, 0.0 if kind == "state" else 0.003, {"kind": kind, "id": name}))
    west = baselines.provincial_line().difference(region).intersection(land)
    features.append(shapes.line_feature(west, 0.01, {"kind": "province", "id": "jilin-heilongjiang"}))
    far = gshhg.state_borders(WIDE).difference(region).intersection(land.buffer(0))
    features.append(shapes.line_feature(far, 0.03, {"kind": "state", "id": None}))
    return features


def _river_name(line: LineString, named: dict[str, Any]) -> str:
    """Return the id of the river with a point within 3 km of this line, or "other"."""
    for name, river in named.items():
        if any(line.distance(Point(lon, lat)) < 0.03 for lat, lon in river["points"]):
            return name
    return "other"
