"""Writers of files as readers bring them: by GDAL, by zipfile, by csv and by hand."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import geopandas
import numpy as np
import pyogrio.raw
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

Write = Callable[[Path], bytes]
PARK = Polygon([(131, 43), (131.5, 43), (131.5, 43.4), (131, 43.4)])
WOOD = Polygon([(132, 44), (132.3, 44), (132.3, 44.2)])
PATH = LineString([(131, 43), (131.2, 43.3), (131.4, 43.2)])
HUTS = (Point(131.1, 43.1), Point(131.25, 43.3))
METRES = "EPSG:32652"


@dataclass(frozen=True)
class Case:
    """A file by the name that a reader's machine gave it, and what is to come of it.

    `gives` is the format, the number of features and their kind, or `refused` and the code of the refusal; `findings`
    are codes, `guarded` is why it is taken for animals, `choices` are what was asked for with it.
    """

    name: str
    write: Write
    gives: str
    findings: str = ""
    guarded: str | None = None
    choices: Mapping[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> str | None:
        """The code of the refusal."""
        return self.gives.removeprefix("refused ") if self.gives.startswith("refused ") else None


def frame(shapes: Sequence[BaseGeometry | None], crs: str = "EPSG:4326", **columns: Any) -> Any:
    """Shapes in degrees with columns, in a reference system."""
    made = geopandas.GeoDataFrame(columns or {"name": [f"n{n}" for n in range(len(shapes))]}, geometry=list(shapes))
    made = made.set_crs("EPSG:4326")
    return made.to_crs(crs)


def by_gdal(data: Any, ending: str, **options: Any) -> Write:
    """A file as GDAL writes it."""

    def write(folder: Path) -> bytes:
        path = Path(mkdtemp(dir=folder)) / f"made.{ending}"
        data.to_file(path, engine="pyogrio", **options)
        return path.read_bytes()

    return write


def two_layers(folder: Path) -> bytes:
    path = Path(mkdtemp(dir=folder)) / "made.gpkg"
    frame([PARK, WOOD]).to_file(path, layer="woods", engine="pyogrio")
    frame([PATH]).to_file(path, layer="paths", engine="pyogrio")
    return path.read_bytes()


def table_only(folder: Path) -> bytes:
    path = Path(mkdtemp(dir=folder)) / "made.gpkg"
    pyogrio.raw.write(path, None, [np.array([1])], ["a"], driver="GPKG")
    return path.read_bytes()


def shapefile(
    data: Any, *, without: str = "", inside: str = "", stems: Sequence[str] = ("woods",), encoding: str | None = None
) -> Write:
    """A ZIP of the parts of a shapefile, some of them missing."""

    def write(folder: Path) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as file:
            for stem in stems:
                data.to_file(folder / f"{stem}.shp", engine="pyogrio", encoding=encoding)
                for part in sorted(folder.glob(f"{stem}.*")):
                    if part.suffix[1:] not in without.split():
                        file.write(part, f"{inside}{part.name}")
                    part.unlink()
        return packed.getvalue()

    return write


def zipped(files: Mapping[str, bytes | Write], method: int = zipfile.ZIP_DEFLATED) -> Write:
    """A ZIP of files."""

    def write(folder: Path) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as file:
            for name, body in files.items():
                file.writestr(name, body if isinstance(body, bytes) else body(folder))
        return packed.getvalue()

    return write


def replaced(write: Write, member: str, body: bytes) -> Write:
    """A ZIP with other bytes in one of its members."""

    def rewrite(folder: Path) -> bytes:
        with zipfile.ZipFile(io.BytesIO(write(folder))) as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
        return zipped({**files, member: body})(folder)

    return rewrite


def text(body: str, encoding: str = "utf-8") -> Write:
    return lambda _: body.encode(encoding)


def raw(body: bytes) -> Write:
    return lambda _: body


def cut(write: Write, part: float = 0.5) -> Write:
    """A file that was not received whole."""
    return lambda folder: (body := write(folder))[: int(len(body) * part)]


def table(
    head: Sequence[str], rows: Sequence[Sequence[object]], encoding: str = "utf-8", delimiter: str = ","
) -> Write:
    """A table as a spreadsheet saves it."""
    file = io.StringIO()
    written = csv.writer(file, delimiter=delimiter)
    written.writerow(head)
    written.writerows(rows)
    return text(file.getvalue(), encoding)


def geojson(*features: Any, **more: Any) -> Write:
    return text(json.dumps({"type": "FeatureCollection", "features": features, **more}, ensure_ascii=False))


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature of a shape, or of raw JSON."""
    value = json.loads(shapely.to_geojson(geometry)) if isinstance(geometry, BaseGeometry) else geometry
    return {"type": "Feature", "properties": properties, "geometry": value}


def dots(count: int, spread: float = 0.3) -> list[Point]:
    """Points that lie as if by chance round a place, the same each time."""
    random = np.random.default_rng(1)
    return [Point(131.2 + x, 43.2 + y) for x, y in random.normal(0, spread, (count, 2))]


def encrypted(folder: Path) -> bytes:
    """A ZIP whose member says that it needs a password."""
    body = bytearray(zipped({"a.geojson": geojson(feature(PARK))}, zipfile.ZIP_STORED)(folder))
    body[6] |= 1
    at = body.index(b"PK\x01\x02")
    body[at + 8] |= 1
    return bytes(body)
