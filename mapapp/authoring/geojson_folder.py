"""A folder of GeoJSON as layers of an atlas: one a file, with an id and a title for each feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.authoring.slug import slug
from mapapp.core.errors import MapAppError
from mapapp.core.features import BadFeatureError, in_degrees, read_shape
from mapapp.store import strict_json

NAMES = ("title", "name", "nimi", "label", "id")  # properties that may hold a feature's name, the best first
KEPT = ("half_width_m", "follows", "valid_from", "valid_to")  # properties that mean something here
CORNER = 1e-5  # degrees, about 1 m: the finest that is shown


class DataError(MapAppError):
    """A file of a folder of GeoJSON cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class Found:
    """One file as a layer: GeoJSON features with ids, their titles by id, and the box round them in degrees."""

    layer: str
    features: tuple[dict[str, Any], ...]
    titles: Mapping[str, str]
    bounds: tuple[float, float, float, float]


def read_folder(folder: Path) -> tuple[Found, ...]:
    """Every .geojson or .json file of a folder, by name. Raises DataError."""
    paths = sorted(path for path in folder.glob("*") if path.suffix.lower() in (".geojson", ".json"))
    if not paths:
        message = f"{folder}: there is no file that ends in .geojson"
        raise DataError(message)
    taken: set[str] = set()
    layers: set[str] = {"doubt"}
    return tuple(_read(path, _free(slug(path.stem) or "layer", layers), taken) for path in paths)


def _read(path: Path, layer: str, taken: set[str]) -> Found:
    try:
        raw = strict_json.load(path.read_bytes())
    except (OSError, ValueError) as error:
        message = f"{path}: is not valid JSON ({error})"
        raise DataError(message) from error
    rows = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(rows, list) or not rows:
        message = f"{path}: is not a GeoJSON FeatureCollection with features"
        raise DataError(message)
    if "crs" in raw and "CRS84" not in str(raw["crs"]):
        message = f"{path}: names another CRS; export it in EPSG:4326"
        raise DataError(message)
    features, titles, shapes = [], {}, []
    for number, row in enumerate(rows, start=1):
        properties = row.get("properties") if isinstance(row, dict) else None
        known = properties if isinstance(properties, dict) else {}
        title = _title(known) or f"{path.stem} {number}"
        region = _free(slug(title) or f"{layer}-{number}", taken)
        shape = _shape(row, f"{path}: feature {number} ({title})")
        kept = {key: known[key] for key in KEPT if known.get(key) is not None}
        geometry = {"type": shape.geom_type, **strict_json.load(shapely.to_geojson(shape).encode())}
        features.append(
            {"type": "Feature", "id": region, "properties": {"region": region, **kept}, "geometry": geometry}
        )
        titles[region] = title
        shapes.append(shape)
    west, south, east, north = (float(value) for value in shapely.total_bounds(shapes))
    return Found(layer, tuple(features), titles, (west, south, east, north))


def _title(properties: Mapping[str, Any]) -> str:
    """The name of a feature, from the property that most likely holds it."""
    lower = {str(key).lower(): value for key, value in properties.items()}
    return next((" ".join(str(lower[key]).split()) for key in NAMES if str(lower.get(key) or "").strip()), "")


def _shape(row: Any, where: str) -> BaseGeometry:
    try:
        shape = shapely.force_2d(read_shape(row.get("geometry") if isinstance(row, dict) else None))
    except BadFeatureError as error:
        message = f"{where}: {error}"
        raise DataError(message) from error
    if not in_degrees(shape):
        message = f"{where}: does not lie in degrees; export it in EPSG:4326, longitude first"
        raise DataError(message)
    fine: BaseGeometry = shapely.set_precision(shapely.make_valid(shape), CORNER)
    return fine


def _free(name: str, taken: set[str]) -> str:
    """A name that nobody has: with a number behind it where need be."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
