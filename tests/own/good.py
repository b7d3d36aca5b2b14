"""Sound layers of every format."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tests.own.writers import (
    METRES,
    PARK,
    WOOD,
    Case,
    by_gdal,
    feature,
    frame,
    geojson,
    shapefile,
    table,
    text,
    two_layers,
    zipped,
)

SEEN = ["2020-05-01", "2021-06-02"]
WOODS = frame([PARK, WOOD], name=["North wood", "Южный лес"], trees=[12, 7], open=[True, False], seen=SEEN)
KML = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
MARK = (
    "<Placemark><name>Hut &amp; well</name><description><![CDATA[<b>Old</b><script>x()</script>]]></description>"
    "<Point><coordinates>131.1,43.1,12</coordinates></Point></Placemark>"
)
GPX = '<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">{}</gpx>'
TRACK = (
    '<trk><name>Walk</name><trkseg><trkpt lat="43.1" lon="131.1"><ele>5</ele><time>2024-05-01T08:00:00Z</time></trkpt>'
    '<trkpt lat="43.2" lon="131.2"></trkpt></trkseg></trk>'
)
WAYPOINT = '<wpt lat="43.15" lon="131.15"><name>Ford</name></wpt>'
HUT_ROWS = [["Old hut", "43.1", "131.1"], ["New hut", "43.3", "131.25"]]
NAMED = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32652"}}}
IN_METRES = json.loads(frame([PARK, WOOD], METRES).to_json()) | NAMED

GOOD: Mapping[str, Case] = {
    "geojson": Case("woods.geojson", by_gdal(WOODS, "geojson"), "GeoJSON 2 areas", "time-fields"),
    "geojson-crs": Case("metres.geojson", text(json.dumps(IN_METRES)), "GeoJSON 2 areas", "reprojected"),
    "geojson-feature": Case("one.json", text(json.dumps(feature(PARK, a=1))), "GeoJSON 1 areas"),
    "geojson-geometry": Case("one.json", text(json.dumps(feature(PARK)["geometry"])), "GeoJSON 1 areas"),
    "geojson-marked": Case("bom.geojson", lambda f: b"\xef\xbb\xbf" + geojson(feature(PARK))(f), "GeoJSON 1 areas"),
    "geojson-nested": Case(
        "nested.geojson", geojson(feature(PARK, a={"b": [1, {"c": None}]}, d=[1, 2])), "GeoJSON 1 areas"
    ),
    "gpkg": Case("woods.gpkg", by_gdal(WOODS, "gpkg"), "GeoPackage 2 areas", "time-fields"),
    "gpkg-metres": Case("utm.gpkg", by_gdal(frame([PARK, WOOD], METRES), "gpkg"), "GeoPackage 2 areas", "reprojected"),
    "gpkg-pulkovo": Case(
        "sk42.gpkg", by_gdal(frame([PARK, WOOD], "EPSG:28422"), "gpkg"), "GeoPackage 2 areas", "reprojected"
    ),
    "gpkg-cgcs": Case(
        "cgcs.gpkg", by_gdal(frame([PARK, WOOD], "EPSG:4490"), "gpkg"), "GeoPackage 2 areas", "reprojected"
    ),
    "gpkg-layers": Case("two.gpkg", two_layers, "GeoPackage 2 areas", "several-layers"),
    "gpkg-chosen": Case("two.gpkg", two_layers, "GeoPackage 1 lines", "several-layers", choices={"layer": "paths"}),
    "kml": Case("marks.kml", text(KML.format(MARK)), "KML 1 points", "3d-dropped"),
    "kml-gdal": Case("woods.kml", by_gdal(frame([PARK, WOOD]), "kml", driver="KML"), "KML 2 areas"),
    "kml-link": Case(
        "link.kml",
        text(KML.format(MARK + "<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>")),
        "KML 1 points",
        "3d-dropped",
    ),
    "kmz": Case(
        "marks.kmz",
        zipped({"doc.kml": KML.format(MARK).encode(), "files/icon.png": b"\x89PNG"}),
        "KMZ 1 points",
        "3d-dropped",
    ),
    "shp": Case("woods.zip", shapefile(WOODS), "Shapefile 2 areas", "time-fields"),
    "shp-folder": Case("woods.zip", shapefile(WOODS, inside="data/2024/"), "Shapefile 2 areas", "time-fields"),
    "shp-no-prj": Case("woods.zip", shapefile(frame([PARK, WOOD]), without="prj"), "Shapefile 2 areas", "crs-assumed"),
    "shp-asked": Case(
        "woods.zip",
        shapefile(frame([PARK, WOOD], METRES), without="prj"),
        "Shapefile 2 areas",
        "reprojected",
        choices={"epsg": 32652},
    ),
    "shp-no-index": Case("woods.zip", shapefile(frame([PARK, WOOD]), without="shx"), "Shapefile 2 areas"),
    "shp-no-table": Case("woods.zip", shapefile(frame([PARK, WOOD]), without="dbf cpg"), "Shapefile 2 areas"),
    "shp-russian": Case(
        "леса.zip",
        shapefile(frame([PARK, WOOD], имя=["Кедровый лес", "Дубовый лес"]), without="cpg", encoding="cp1251"),
        "Shapefile 2 areas",
        "decoded",
    ),
    "shp-chinese": Case(
        "林.zip",
        shapefile(frame([PARK, WOOD], name=["红松林保护区", "橡树林"]), without="cpg", encoding="gb18030"),
        "Shapefile 2 areas",
        "decoded",
    ),
    "shp-two": Case(
        "both.zip", shapefile(frame([PARK, WOOD]), stems=("east", "west")), "Shapefile 2 areas", "several-layers"
    ),
    "fgb": Case("woods.fgb", by_gdal(frame([PARK, WOOD]), "fgb"), "FlatGeobuf 2 areas"),
    "fgb-mercator": Case(
        "web.fgb", by_gdal(frame([PARK, WOOD], "EPSG:3857"), "fgb"), "FlatGeobuf 2 areas", "reprojected"
    ),
    "gpx-track": Case("walk.gpx", text(GPX.format(TRACK)), "GPX 1 lines"),
    "gpx-both": Case(
        "walk.gpx", text(GPX.format(WAYPOINT + TRACK)), "GPX 1 points", "several-layers", choices={"layer": "waypoints"}
    ),
}
TABLES: Mapping[str, Case] = {
    "csv": Case("huts.csv", table(["Name", "Latitude", "Longitude"], HUT_ROWS), "CSV 2 points", "crs-assumed"),
    "csv-russian": Case(
        "избы.csv",
        table(
            ["Название", "Широта", "Долгота"], [["Изба", "43,1", "131,1"], ["Зимовьё", "43,3", "131,25"]], "cp1251", ";"
        ),
        "CSV 2 points",
        "crs-assumed decoded",
    ),
    "csv-chinese": Case(
        "小屋.csv",
        table(["名称", "纬度", "经度"], [["老木屋", "43.1", "131.1"], ["新建的木屋", "43.3", "131.25"]], "gb18030"),
        "CSV 2 points",
        "crs-assumed decoded",
    ),
    "csv-utf16": Case(
        "huts.tsv", table(["Name", "lat", "lon"], HUT_ROWS, "utf-16", "\t"), "CSV 2 points", "crs-assumed decoded"
    ),
    "csv-wkt": Case(
        "woods.csv", table(["wkt", "name"], [[PARK.wkt, "a"], [WOOD.wkt, "b"]]), "CSV 2 areas", "crs-assumed"
    ),
    "csv-ewkt": Case("woods.csv", table(["geom", "name"], [[f"SRID=4326;{PARK.wkt}", "a"]]), "CSV 1 areas"),
    "csv-degrees": Case(
        "huts.csv",
        table(["name", "lat", "lon"], [["a", "43°06'00\"N", "131°06'00\"E"], ["b", "43° 18′ N", "131,25"]]),
        "CSV 2 points",
        "crs-assumed",
    ),
    "csv-pair": Case(
        "huts.csv",
        table(["name", "coordinates"], [["a", "43.1, 131.1"], ["b", "43.3,131.25"]]),
        "CSV 2 points",
        "crs-assumed",
    ),
    "csv-metres": Case(
        "huts.csv",
        table(["name", "easting", "northing"], [["a", "663000", "4774000"], ["b", "672000", "4796000"]]),
        "CSV 2 points",
        "reprojected",
        choices={"epsg": 32652},
    ),
    "zip-csv": Case(
        "huts.zip", zipped({"huts.csv": table(["Name", "Lat", "Lon"], HUT_ROWS)}), "CSV 2 points", "crs-assumed"
    ),
    "zip-geojson": Case(
        "woods.zip", zipped({"__MACOSX/._a.geojson": b"x", "a.geojson": geojson(feature(PARK))}), "GeoJSON 1 areas"
    ),
    "zip-outwards": Case(
        "woods.zip", zipped({"../../../../etc/evil.geojson": geojson(feature(PARK))}), "GeoJSON 1 areas"
    ),
}
