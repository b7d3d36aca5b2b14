"""Files that give no layer, each for a reason that is said."""

from __future__ import annotations

import json
from collections.abc import Mapping

from shapely import Point

from tests.own.good import GPX, IN_METRES, KML, MARK, WOODS
from tests.own.writers import (
    METRES,
    PARK,
    WOOD,
    Case,
    by_gdal,
    cut,
    encrypted,
    feature,
    frame,
    geojson,
    raw,
    replaced,
    shapefile,
    table,
    table_only,
    text,
    two_layers,
    zipped,
)

PRJ = b'GEOGCS["G",DATUM["D_WGS_1984",SPHEROID["W",6378137.0,298.257]],PRIMEM["G\xdc",0.0],UNIT["Degree",0.0174532925]]'

BAD: Mapping[str, Case] = {
    "shp-prj": Case("woods.zip", replaced(shapefile(frame([PARK, WOOD])), "woods.prj", PRJ), "refused unknown-crs"),
    "csv-commas": Case("table.csv", text(",\n,,\n"), "refused empty-file"),
    "empty": Case("empty.geojson", raw(b""), "refused empty-file"),
    "blank": Case("blank.csv", raw(b" \n\n"), "refused empty-file"),
    "pdf": Case("map.pdf", raw(b"%PDF-1.7\n%"), "refused a-pdf"),
    "png": Case("map.png", raw(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50), "refused a-picture"),
    "tiff": Case("dem.tif", raw(b"II*\x00" + b"\x00" * 50), "refused a-picture"),
    "svg": Case(
        "map.svg", raw(b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>'), "refused a-picture"
    ),
    "html": Case("download.geojson", raw(b"<!DOCTYPE html><html><body>Log in</body></html>"), "refused a-page"),
    "gml": Case("woods.gml", raw(b'<?xml version="1.0"?><gml:FeatureCollection/>'), "refused other-markup"),
    "vrt": Case(
        "x.vrt",
        raw(b"<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>"),
        "refused other-markup",
    ),
    "gdalg": Case(
        "x.geojson",
        raw(b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd"}'),
        "refused damaged",
    ),
    "workbook": Case("table.xls", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99), "refused a-workbook"),
    "workbook-new": Case(
        "table.xlsx",
        zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}),
        "refused zip-without-layer",
    ),
    "topojson": Case("topo.json", raw(b'{"type":"Topology","objects":{},"arcs":[]}'), "refused topojson"),
    "esri-json": Case("esri.json", raw(b'{"geometryType":"esriGeometryPoint","features":[]}'), "refused esri-json"),
    "json-of-none": Case("settings.json", raw(b'{"a": 1}'), "refused damaged"),
    "nan": Case(
        "nan.geojson",
        raw(b'{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[NaN, 1]}}'),
        "refused nothing-drawn",
    ),
    "endless": Case(
        "inf.geojson",
        raw(b'{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e999, 1]}}'),
        "refused nothing-drawn",
    ),
    "shp-alone": Case("woods.shp", raw(b"\x00\x00\x27\x0a" + b"\x00" * 96), "refused shapefile-alone"),
    "dbf-alone": Case("woods.dbf", raw(b"\x03\x7c\x0b\x17" + b"\x00" * 60), "refused shapefile-alone"),
    "shp-missing": Case("woods.zip", shapefile(frame([PARK, WOOD]), without="shp"), "refused shapefile-incomplete"),
    "shp-metres": Case("woods.zip", shapefile(frame([PARK, WOOD], METRES), without="prj"), "refused no-crs-metres"),
    "metres-as-degrees": Case(
        "woods.geojson", text(json.dumps(IN_METRES).replace("32652", "4326")), "refused metres-as-degrees"
    ),
    "beyond": Case("beyond.geojson", geojson(feature(Point(200, 95))), "refused beyond-degrees"),
    "crs-unknown": Case(
        "odd.geojson",
        geojson(feature(PARK), crs={"type": "name", "properties": {"name": "EPSG:5701"}}),
        "refused unknown-crs",
    ),
    "gpkg-cut": Case("woods.gpkg", cut(by_gdal(WOODS, "gpkg"), 0.3), "refused damaged"),
    "gpkg-table": Case("table.gpkg", table_only, "refused no-shapes"),
    "sqlite": Case("x.gpkg", raw(b"SQLite format 3\x00" + b"\x00" * 200), "refused damaged"),
    "geojson-cut": Case("woods.geojson", cut(by_gdal(WOODS, "geojson")), "refused damaged"),
    "geojson-none": Case("none.geojson", geojson(), "refused no-shapes"),
    "fgb-cut": Case("woods.fgb", cut(by_gdal(WOODS, "fgb"), 0.8), "refused damaged"),
    "kml-cut": Case("marks.kml", cut(text(KML.format(MARK * 3))), "refused damaged"),
    "kml-entities": Case(
        "bomb.kml",
        raw(b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml>&b;</kml>'),
        "refused entities",
    ),
    "kml-outside": Case(
        "xxe.kml",
        raw(b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>'),
        "refused entities",
    ),
    "gpx-empty": Case("empty.gpx", text(GPX.format("")), "refused no-shapes"),
    "csv-no-places": Case("table.csv", table(["name", "age"], [["a", 1]]), "refused no-coordinates"),
    "csv-head-alone": Case("table.csv", table(["lat", "lon"], []), "refused no-shapes"),
    "csv-nowhere": Case("table.csv", table(["lat", "lon"], [["x", "y"]]), "refused nothing-drawn"),
    "csv-metres-alone": Case("table.csv", table(["x", "y"], [["663000", "4774000"]]), "refused no-crs-metres"),
    "csv-long": Case("long.csv", table(["lat", "lon"], [["43", "131"]] * 20_001), "refused too-many-features"),
    "csv-wide": Case(
        "wide.csv", table(["lat", "lon", *map(str, range(120))], [["43", "131"]]), "refused too-many-fields"
    ),
    "gzip": Case("woods.geojson.gz", raw(b"\x1f\x8b\x08\x00" + b"\x00" * 20), "refused an-archive"),
    "seven-zip": Case("woods.7z", raw(b"7z\xbc\xaf\x27\x1c" + b"\x00" * 20), "refused an-archive"),
    "zip-cut": Case("woods.zip", cut(shapefile(WOODS)), "refused damaged"),
    "zip-empty": Case("empty.zip", zipped({}), "refused zip-without-layer"),
    "zip-in-zip": Case(
        "woods.zip", zipped({"a.gpkg": zipped({"a.geojson": geojson(feature(PARK))})}), "refused zip-in-zip"
    ),
    "zip-bomb": Case("bomb.zip", zipped({"a.geojson": b"0" * (301 * 1024 * 1024)}), "refused zip-bomb"),
    "zip-crowd": Case("crowd.zip", zipped({f"{n}.txt": b"" for n in range(2001)}), "refused zip-bomb"),
    "zip-locked": Case("locked.zip", encrypted, "refused encrypted"),
    "no-such-layer": Case("two.gpkg", two_layers, "refused no-such-layer", choices={"layer": "roads"}),
    "noise": Case("noise.bin", raw(bytes(range(256)) * 20), "refused unknown-format"),
    "traversal": Case("../../etc/passwd", raw(b"root:x:0:0\n"), "refused no-coordinates"),
}
