"""The base lines every outline cuts its pieces from, so that neighbours share each vertex; EPSG:4326 (lon, lat).

geodata/frame.geojson holds five administrative faces at the full resolution of their sources, rounded to 5 decimals
(about 1 m) without gap or overlap: shores from GSHHG, state and provincial lines from DCW-GMT (both Wessel and Smith,
LGPL-3.0-or-later). `python -m geodata.build.frame` writes it from the source packages; everything else only reads it.
Lines are read off the faces, so a line and the country behind it can never disagree.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Literal

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.build.outline import BaseLine, Country, Position
from geodata.build.products import collection, feature, rounded
from mapapp.basemap.gshhg import lines, polygons

FILE = Path(__file__).resolve().parents[1] / "frame.geojson"

JAPAN = shapely.box(
    139.0, 41.0, 141.0, 42.8
)  # Okushiri and the tip of Hokkaido come with the sea, and belong to no face

Face = Literal["jilin", "heilongjiang", "primorsky", "khabarovsk", "KP"]
_FACES: dict[Country, tuple[Face, ...]] = {
    "CN": ("jilin", "heilongjiang"),
    "RU": ("primorsky", "khabarovsk"),
    "KP": ("KP",),
}


@cache
def faces() -> dict[str, BaseGeometry]:
    """Return the land of each face by its name, lakes included, as the file has it."""
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    return {one["properties"]["name"]: shape(one["geometry"]) for one in features}


@cache
def land_of(code: Country) -> MultiPolygon:
    """Return the land of one country inside the frame, lakes included."""
    merged = unary_union([faces()[name] for name in _FACES[code]])
    return MultiPolygon(polygons(merged))


@cache
def base_line(follow: BaseLine) -> tuple[LineString, ...]:
    """Return the lines of one kind: state borders by pair of countries, provincial lines, sea shores."""
    codes = tuple(_FACES)
    if follow == "state-border":
        return tuple(line for a, b in combinations(codes, 2) for line in _shared(land_of(a), land_of(b)))
    if follow == "provincial-line":
        return _shared(faces()["jilin"], faces()["heilongjiang"])
    land = unary_union([land_of(code) for code in codes])
    return joined(land.boundary.difference(shapely.box(*land.bounds).boundary))


def piece(follow: BaseLine, start: Position, end: Position) -> tuple[Position, ...]:
    """Return the vertices of a base line from the one nearest to start to the one nearest to end."""
    first, last = shapely.Point(start), shapely.Point(end)
    line = min(base_line(follow), key=lambda at: at.distance(first) + at.distance(last))
    vertices = shapely.get_coordinates(line)
    a, b = (int(np.argmin(np.hypot(*(vertices - place).T))) for place in (start, end))
    cut = vertices[a : b + 1] if a <= b else vertices[b : a + 1][::-1]
    return tuple((float(lon), float(lat)) for lon, lat in cut)


def _shared(one: BaseGeometry, other: BaseGeometry) -> tuple[LineString, ...]:
    """Return the lines two faces have in common."""
    return joined(one.boundary.intersection(other.boundary))


def joined(geometry: BaseGeometry) -> tuple[LineString, ...]:
    """Return the lines of a geometry, those that touch joined; points where faces only touch are left out."""
    return tuple(lines(MultiLineString(lines(geometry))))


def main() -> None:
    """Write the faces from the source packages. Raises ValueError when rounding broke the coverage."""
    from geodata.build import baselines  # noqa: PLC0415  # only writing the file needs the source packages

    full: dict[Face, BaseGeometry] = {
        "jilin": baselines.province("jilin"),
        "heilongjiang": baselines.province("heilongjiang"),
        "primorsky": baselines.province("primorsky").difference(JAPAN),
        "khabarovsk": baselines.country("RU").difference(baselines.province("primorsky")).difference(JAPAN),
        "KP": baselines.country("KP"),
    }
    land = {name: shapely.orient_polygons(rounded(face)) for name, face in full.items()}
    if not shapely.coverage_is_valid(list(land.values())) or not all(face.is_valid for face in land.values()):
        message = "rounding the base lines broke the coverage"
        raise ValueError(message)
    country = {face: code for code, names in _FACES.items() for face in names}
    features = [feature(land[name], {"name": name, "country": country[name]}, name) for name in full]
    FILE.write_text(collection(features), encoding="utf-8")
    vertices = sum(shapely.get_num_coordinates(face) for face in land.values())
    print(f"{FILE.name}: {vertices:,} vertices, {FILE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
