"""Layers that look like places of animals."""

from __future__ import annotations

from collections.abc import Mapping

from shapely import Polygon

from tests.own.writers import HUTS, PATH, Case, by_gdal, dots, feature, frame, geojson, table

MOMENTS = [f"2024-05-{1 + n // 24:02}T{n % 24:02}:10:00" for n in range(60)]
FIXES = frame(dots(60), individual=[f"F{n % 3}" for n in range(60)], time=MOMENTS, lat=[p.y for p in dots(60)])
RANGE = Polygon([(131.0123, 43.0123), (131.4321, 43.0456), (131.3456, 43.3987)])

ANIMALS: Mapping[str, Case] = {
    "collars": Case("fixes.gpkg", by_gdal(FIXES, "gpkg"), "GeoPackage 60 points", guarded="column"),
    "cameras-russian": Case(
        "точки.csv",
        table(
            ["фотоловушка", "широта", "долгота"],
            [["A1", "43.11234", "131.12345"], ["A2", "43.31234", "131.25678"]],
            "cp1251",
        ),
        "CSV 2 points",
        guarded="column",
    ),
    "cameras-chinese": Case(
        "点位.csv",
        table(["红外相机", "纬度", "经度"], [["A1", "43.11234", "131.12345"], ["A2", "43.31234", "131.25678"]]),
        "CSV 2 points",
        guarded="column",
    ),
    "species": Case(
        "notes.geojson",
        geojson(feature(HUTS[0], note="Panthera pardus orientalis, female"), feature(HUTS[1], note="nothing")),
        "GeoJSON 2 points",
        guarded="species",
    ),
    "named-by-file": Case(
        "leopards 2024.geojson", geojson(feature(HUTS[0], a=1)), "GeoJSON 1 points", guarded="species"
    ),
    "telemetry": Case(
        "export.geojson",
        by_gdal(frame(dots(60), moment=MOMENTS, value=list(range(60))), "geojson"),
        "GeoJSON 60 points",
        guarded="telemetry",
    ),
    "repeating": Case(
        "export.csv",
        table(
            ["n", "day", "lat", "lon"],
            [[n % 2, f"2024-05-{1 + n // 2:02}", 43.12345 + n % 3 / 10, 131.12345] for n in range(60)],
        ),
        "CSV 60 points",
        guarded="telemetry",
    ),
    "swarm": Case(
        "points.geojson",
        by_gdal(frame(dots(150, 0.02), n=list(range(150))), "geojson"),
        "GeoJSON 150 points",
        guarded="swarm",
    ),
    "home-range": Case("areas.geojson", geojson(feature(RANGE, animal_id="F12")), "GeoJSON 1 areas", guarded="column"),
    "tracks": Case("tracks.geojson", geojson(feature(PATH, collar="F12")), "GeoJSON 1 lines", guarded="column"),
}
