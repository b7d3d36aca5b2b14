"""What is said of a reader's file: every finding and every refusal has its sentence and its advice here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mapapp.core.words import marked


class Told(NamedTuple):
    """What is said of something that was found, and what the reader can do about it, both marked for translation."""

    text: str
    advice: str | None = None


KNOWN = marked("Bring GeoJSON, GeoPackage, KML or KMZ, a zipped Shapefile, FlatGeobuf, GPX, or CSV with coordinates.")
SAVE = marked("Open it in a GIS such as QGIS and save it again as GeoPackage or GeoJSON.")
LESS = marked("Make it smaller: fewer features, simpler lines, only the columns that you need.")
SYSTEM = marked("Save it again in EPSG:4326, or in a format that says its coordinate system, such as GeoPackage.")
CELLS = marked(
    "So that no animal can be found by it, every place was moved to the centre of its cell of %(degrees)s degrees "
    "before it was drawn, and the file itself was deleted."
)

FINDINGS: Mapping[str, Told] = {
    "reprojected": Told(marked("The coordinates were in %(crs)s and were converted to longitude and latitude.")),
    "crs-assumed": Told(
        marked("The file does not say which coordinate system it uses. Longitude and latitude on WGS 84 were assumed."),
        marked("If the layer lies in the wrong place, save it again with its coordinate system."),
    ),
    "repaired": Told(
        marked("Shapes that crossed themselves or were otherwise broken were repaired: %(count)s."),
        marked("Compare them with the original before you rely on their areas."),
    ),
    "dropped-empty": Told(marked("Rows without a shape that can be drawn were left out: %(count)s.")),
    "3d-dropped": Told(marked("Heights were left out; the map is flat. Shapes that had them: %(count)s.")),
    "mixed-geometry": Told(marked("The layer holds points, lines and areas together. Each is drawn in its own way.")),
    "outside-landscape": Told(
        marked("Shapes that lie outside the landscape of this atlas: %(count)s."),
        marked("They are drawn, but the atlas can say nothing about them."),
    ),
    "axis-order": Told(
        marked("Latitude and longitude look exchanged: as they stand, the layer lies far from here."),
        marked("Nothing was exchanged. Read the file again with the two exchanged, if that is right."),
    ),
    "swapped": Told(marked("Latitude and longitude were exchanged, as you asked.")),
    "gcj-02": Told(
        marked(
            "The layer looks as if it were in GCJ-02, the shifted coordinates of map services in China: off by some "
            "hundred metres."
        ),
        marked("Nothing was shifted back. If that is so, convert it to WGS 84 and bring it again."),
    ),
    "decoded": Told(
        marked("The texts are not in UTF-8 and do not say in what; they were read as %(encoding)s."),
        marked("If they are wrong, save the file again in UTF-8."),
    ),
    "several-layers": Told(marked("The file holds several layers; one of them was read. Layers: %(count)s.")),
    "duplicate-rows": Told(marked("Rows that say the same as another row, in the same place: %(count)s.")),
    "empty-columns": Told(marked("Columns without any value were left out: %(count)s.")),
    "time-fields": Told(marked("Columns that hold dates: %(count)s.")),
    "columns-dropped": Told(marked("Columns that could tell the places again were left out: %(columns)s.")),
}

GUARDED: Mapping[str, Told] = {
    "column": Told(marked("The column “%(word)s” looks like that of a layer of animals or their traces."), CELLS),
    "name": Told(marked("The layer's name speaks of animals or their traces (%(word)s)."), CELLS),
    "species": Told(marked("The layer names a species (%(word)s) at points or along lines."), CELLS),
    "telemetry": Told(marked("The points and their times look like those of a collar or a camera."), CELLS),
    "swarm": Told(marked("The layer is a dense swarm of points without names, as sightings of animals are."), CELLS),
}

REFUSALS: Mapping[str, Told] = {
    "empty-file": Told(marked("The file is empty."), marked("Save it again and try once more.")),
    "unknown-format": Told(marked("This kind of file is not known here."), KNOWN),
    "damaged": Told(marked("The file begins like %(format)s but cannot be read; it is damaged or incomplete."), SAVE),
    "a-pdf": Told(marked("This is a PDF: a picture of a map, not its data."), KNOWN),
    "a-picture": Told(marked("This is a picture, not a layer of points, lines or areas."), KNOWN),
    "a-page": Told(marked("This is a web page, not the file that it leads to."), marked("Download the file itself.")),
    "a-workbook": Told(marked("This is a workbook of a spreadsheet."), marked("Save its sheet as CSV in UTF-8.")),
    "an-archive": Told(marked("This kind of archive is not read here."), marked("Unpack it, or pack it as a ZIP.")),
    "other-markup": Told(marked("This XML is neither KML nor GPX."), SAVE),
    "topojson": Told(marked("This is TopoJSON, which is not read here."), SAVE),
    "esri-json": Told(marked("This is Esri's own JSON, not GeoJSON."), SAVE),
    "entities": Told(marked("This XML defines entities of its own, which are not read here."), SAVE),
    "shapefile-alone": Told(
        marked("This is one part of a shapefile."),
        marked("Pack its .shp, .shx, .dbf, .prj and .cpg files into one ZIP and bring that."),
    ),
    "shapefile-incomplete": Told(
        marked("The ZIP holds parts of a shapefile, but not its .shp file."),
        marked("Pack its .shp, .shx, .dbf, .prj and .cpg files into one ZIP and bring that."),
    ),
    "zip-without-layer": Told(marked("The ZIP holds no file that can be read as a layer."), KNOWN),
    "zip-in-zip": Told(marked("The ZIP holds another ZIP."), marked("Unpack it and bring the inner one.")),
    "zip-bomb": Told(marked("What the ZIP holds would be too large, or too many files, when unpacked."), LESS),
    "encrypted": Told(marked("The ZIP needs a password."), marked("Pack it without one.")),
    "no-shapes": Told(marked("The file holds no shapes: there is nothing to draw.")),
    "nothing-drawn": Told(marked("No shape of the file can be drawn: all are empty or broken.")),
    "no-such-layer": Told(marked("The file has no layer of this name.")),
    "no-coordinates": Told(
        marked("The table has no columns with coordinates that are known by their names."),
        marked("Name them latitude and longitude, easting and northing, or WKT, and bring it again."),
    ),
    "unknown-crs": Told(marked("The file's coordinate system is not known."), SYSTEM),
    "no-crs-metres": Told(
        marked("The coordinates look like metres, and the file does not say in which coordinate system."), SYSTEM
    ),
    "metres-as-degrees": Told(
        marked("The file says that its coordinates are degrees, but they look like metres."), SYSTEM
    ),
    "beyond-degrees": Told(marked("The coordinates go beyond 180 degrees of longitude or 90 of latitude."), SYSTEM),
    "axis-order": Told(
        marked("Latitude and longitude look exchanged: as they stand, there is no such place."),
        marked("Nothing was exchanged. Read the file again with the two exchanged, if that is right."),
    ),
    "crs-does-not-fit": Told(marked("The coordinates do not fit their coordinate system, %(crs)s."), SYSTEM),
    "too-many-features": Told(
        marked("The layer has %(features)s features; at most %(most)s are read here."),
        marked("Bring a part of it. For whole large layers, whoever runs the map can prepare them as tiles."),
    ),
    "too-many-fields": Told(marked("The layer has %(fields)s columns; at most %(most)s are read here."), LESS),
    "too-many-vertices": Told(
        marked("The shapes have %(vertices)s corners; at most %(most)s are read here."),
        marked("Simplify the lines in a GIS, or bring a part of them."),
    ),
    "too-large": Told(marked("The file needs more memory than one reader's file may take here."), LESS),
    "stopped": Told(
        marked("Reading the file took too long, or broke the program that read it, and was given up."), SAVE
    ),
}
