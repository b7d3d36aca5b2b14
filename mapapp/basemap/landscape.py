"""Land, lakes, rivers and borders of a landscape anywhere, from GSHHG and WDBII (Wessel and Smith 1996)."""

from __future__ import annotations

from shapely import set_precision
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from mapapp.basemap import gshhg
from mapapp.basemap.plan import Plan
from mapapp.basemap.shapes import Feature, clean, feature, line_feature, ring, smooth

LONG, LONGEST = 0.15, 0.4  # shares of the landscape's size that make a river of rank 2 and of rank 1


def land_features(plan: Plan) -> list[Feature]:
    """Return one multipolygon of all land, or none on the open sea."""
    land, overlap = gshhg.land, plan.wide_detail * 1.5
    parts = [
        *clean(
            ring(land(plan.wide, plan.grain), plan.wide, plan.middle, overlap), plan.wide_detail, plan.smallest * 4e3
        ),
        *clean(
            ring(land(plan.middle, plan.grain), plan.middle, plan.core, overlap),
            plan.middle_detail,
            plan.smallest * 5e2,
        ),
        *clean(land(plan.core, plan.grain), plan.detail, plan.smallest),
    ]
    # A hole can only be a slit between the parts.
    whole = MultiPolygon([Polygon(polygon.exterior) for polygon in gshhg.polygons(unary_union(parts))])
    return _features(whole, plan)


def lake_features(plan: Plan) -> list[Feature]:
    """Return lakes with their islands; outside the core only large ones."""
    far = clean(
        ring(gshhg.lakes(plan.wide, plan.grain), plan.wide, plan.core, plan.middle_detail * 1.5),
        plan.middle_detail,
        plan.smallest * 4e3,
    )
    near = clean(gshhg.lakes(plan.core, plan.grain), plan.detail, plan.smallest)
    return _features(unary_union([*near, *far]), plan)


def river_features(plan: Plan) -> list[Feature]:
    """Return nameless rivers by rank: 1 is drawn strongest; outside the core only long ones."""
    water = unary_union([lake.buffer(plan.detail * 5) for lake in gshhg.lakes(plan.core, plan.grain).geoms])
    near = [
        (line.length, smooth(part, plan.detail * 2.7))
        for line in gshhg.rivers(plan.core, plan.grain).geoms
        for part in gshhg.lines(line.difference(water))
    ]
    around = unary_union(gshhg.rivers(plan.middle, plan.grain)).difference(box(*plan.core))
    far = [
        (line.length, LineString(line.simplify(plan.middle_detail).coords))
        for line in gshhg.lines(around)
        if line.length > LONG * plan.size
    ]
    ranked: dict[int, list[LineString]] = {}
    for length, line in (*near, *far):
        ranked.setdefault(_rank(length / plan.size), []).append(line)
    return [
        line_feature(MultiLineString(lines), 0.0, {"id": None, "rank": rank}, plan.decimals)
        for rank, lines in sorted(ranked.items())
    ]


def border_features(plan: Plan) -> list[Feature]:
    """Return state borders on land, good to 1-2 km: for orientation, not a legal statement on any border."""
    core, lines = box(*plan.core), unary_union(gshhg.state_borders(plan.wide, plan.grain))
    near = lines.intersection(core).intersection(gshhg.land(plan.core, plan.grain))
    # At full detail this would take minutes.
    coarse = clean(gshhg.land(plan.wide, plan.grain), plan.middle_detail, plan.smallest * 4e3)
    far = lines.difference(core).intersection(unary_union(coarse))
    return [
        line_feature(part, tolerance, {"kind": "state", "id": None}, plan.decimals)
        for part, tolerance in ((near, plan.detail * 2), (far, plan.middle_detail))
        if not part.is_empty
    ]


def _rank(share: float) -> int:
    return 1 if share > LONGEST else 2 if share > LONG else 3


def _features(area: BaseGeometry, plan: Plan) -> list[Feature]:
    fine = set_precision(area, 10**-plan.decimals)
    return [] if fine.is_empty else [feature(fine, {}, plan.decimals)]
