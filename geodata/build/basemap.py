"""Write the embedded basemap to geodata/basemap: run `python -m geodata.build.basemap` from the repository root.

Products: land, lakes, rivers and borders (GeoJSON, EPSG:4326), relief and forest (WebP, Web Mercator) with their
bounds in rasters.json, places.json and labels.json. Two runs give the same bytes.
Licence and credit of each stand in geodata/atlas.yaml.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from geodata.build import basemap_names, basemap_vectors
from mapapp.basemap import rasters
from mapapp.basemap.gshhg import Box

OUT = Path(__file__).resolve().parent.parent / "basemap"
RELIEF_BOX: Box = (113.0, 33.0, 150.0, 54.0)
FOREST_BOX: Box = (118.0, 36.0, 150.0, 53.0)
BUDGET = 420_000
"""Bytes all products together may take."""


def main() -> None:
    """Write every product and report its size; fail when the budget is exceeded."""
    OUT.mkdir(exist_ok=True)
    for name, features in (
        ("land", basemap_vectors.land_features()),
        ("lakes", basemap_vectors.lake_features()),
        ("rivers", basemap_vectors.river_features()),
        ("borders", basemap_vectors.border_features()),
    ):
        _write(f"{name}.geojson", {"type": "FeatureCollection", "features": features})
    places, labels = basemap_names.place_names()
    _write("places.json", places)
    _write("labels.json", labels)
    rasters.write_relief(OUT / "relief.webp", RELIEF_BOX, width=890)
    rasters.write_forest(OUT / "forest.webp", FOREST_BOX, width=640)
    _write("rasters.json", {"relief": rasters.bounds(RELIEF_BOX), "forest": rasters.bounds(FOREST_BOX)})
    sizes = {path.name: path.stat().st_size for path in sorted(OUT.iterdir())}
    for file, size in sizes.items():
        print(f"{size:>8,}  {file}")
    total = sum(sizes.values())
    print(f"{total:>8,}  in all, of {BUDGET:,}")
    if total > BUDGET:
        msg = "the basemap is larger than its budget"
        raise SystemExit(msg)


def _write(name: str, content: Any) -> None:
    """Write compact JSON, one line, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    (OUT / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
