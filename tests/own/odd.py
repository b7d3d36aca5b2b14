"""Layers with something odd about them, that is said."""

from __future__ import annotations

from collections.abc import Mapping

import shapely
from shapely import MultiPoint, Point

from mapapp.core.own.places import shifted_places
from tests.own.good import HUT_ROWS
from tests.own.reader import OUTLINE
from tests.own.writers import HUTS, PARK, PATH, WOOD, Case, feature, geojson, table

SHIFTED = shapely.transform(shapely.segmentize(OUTLINE, 0.02), shifted_places)
MOVED = [shapely.transform(one, lambda xy: xy[:, ::-1]) for one in HUTS]
MIXED = [PARK, PATH, HUTS[0]]
BOW = {"type": "Polygon", "coordinates": [[[131, 43], [131.5, 43.4], [131.5, 43], [131, 43.4], [131, 43]]]}
HIGH = {"type": "Point", "coordinates": [131.1, 43.1, 250]}
FAR = Point(10, 50)
LINKED = {"crs": {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs.wkt", "type": "ogcwkt"}}}

ODD: Mapping[str, Case] = {
    "bow-tie": Case("bow.geojson", geojson(feature(BOW), feature(WOOD)), "GeoJSON 2 areas", "repaired"),
    "nothing-there": Case(
        "holes.geojson",
        geojson(feature(PARK), feature(None), feature({"type": "Polygon", "coordinates": []})),
        "GeoJSON 1 areas",
        "dropped-empty",
    ),
    "heights": Case("high.geojson", geojson(feature(HIGH, name="Peak")), "GeoJSON 1 points", "3d-dropped"),
    "mixture": Case("mixed.geojson", geojson(*map(feature, MIXED)), "GeoJSON 3 mixed", "mixed-geometry"),
    "collection": Case(
        "both.geojson",
        geojson(
            feature(
                {"type": "GeometryCollection", "geometries": [feature(HUTS[0])["geometry"], feature(PARK)["geometry"]]}
            )
        ),
        "GeoJSON 1 areas",
    ),
    "many-points": Case("multi.geojson", geojson(feature(MultiPoint(HUTS), name="Both")), "GeoJSON 1 points"),
    "far-away": Case(
        "far.geojson",
        geojson(feature(FAR, name="Far"), feature(HUTS[0], name="Near")),
        "GeoJSON 2 points",
        "outside-landscape",
    ),
    "exchanged": Case("swapped.geojson", geojson(*map(feature, MOVED)), "refused axis-order"),
    "exchanged-asked": Case(
        "swapped.geojson",
        geojson(*(feature(one, name=str(n)) for n, one in enumerate(MOVED))),
        "GeoJSON 2 points",
        "swapped",
        choices={"swap": True},
    ),
    "gcj-named": Case("高德.geojson", geojson(feature(PARK)), "GeoJSON 1 areas", "gcj-02"),
    "gcj-by-fit": Case("outline.geojson", geojson(feature(SHIFTED)), "GeoJSON 1 areas", "gcj-02"),
    "gcj-not": Case("outline.geojson", geojson(feature(OUTLINE)), "GeoJSON 1 areas"),
    "twice": Case(
        "twice.geojson", geojson(feature(PARK, a=1), feature(PARK, a=1)), "GeoJSON 2 areas", "duplicate-rows"
    ),
    "hollow": Case("hollow.geojson", geojson(feature(PARK, a=None, b="x")), "GeoJSON 1 areas", "empty-columns"),
    "crs-link": Case("linked.geojson", geojson(feature(PARK), **LINKED), "GeoJSON 1 areas"),
    "hostile": Case(
        "<img src=x onerror=alert(1)>\u202e.geojson",
        geojson(
            feature(
                PARK,
                **{
                    "__proto__": "</script><script>x()</script>",
                    "=cmd|' /C calc'!A0": "@SUM(1)",
                    "\u202ename": "a\x1b[31m\x00b",
                },
            )
        ),
        "GeoJSON 1 areas",
    ),
    "some-unreadable": Case(
        "huts.csv",
        table(
            ["name", "lat", "lon"], [*HUT_ROWS, ["Lost", "", ""], ["Odd", "north", "nan"], ["Endless", "1e999", "inf"]]
        ),
        "CSV 2 points",
        "crs-assumed dropped-empty",
    ),
}
