"""The formats that data can be taken away in, and who writes each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mapapp.core.fields import Collection
from mapapp.store.exports.csv_table import write_csv
from mapapp.store.exports.geojson import write_geojson
from mapapp.store.exports.geopackage import write_gpkg
from mapapp.store.exports.kml import write_kml
from mapapp.store.exports.shapefile import write_shapefiles

WRITERS: Mapping[str, Callable[[Collection, Path], None]] = {
    "geojson": write_geojson,
    "gpkg": write_gpkg,
    "kml": write_kml,
    "shp.zip": write_shapefiles,
    "csv": write_csv,
}
"""By the ending of the file. The same collection gives the same bytes, whatever day it is."""
