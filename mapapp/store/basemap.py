"""Read the embedded base map: a folder of small GeoJSON, JSON and WebP files. Broken parts are left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mapapp.core.atlas import Atlas
from mapapp.core.characters import refused
from mapapp.core.errors import Problem
from mapapp.core.features import in_degrees, read_shape
from mapapp.core.survey import Place
from mapapp.store import strict_json
from mapapp.store.paths import read_bytes

PARTS = (
    "land.geojson",
    "lakes.geojson",
    "rivers.geojson",
    "borders.geojson",
    "places.json",
    "labels.json",
    "rasters.json",
    "relief.webp",
    "forest.webp",
)
RASTERS = tuple(part.removesuffix(".webp") for part in PARTS if part.endswith(".webp"))


def read_basemap(folder: Path, atlas: Atlas) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The parts of the base map by name, and a problem for each that is missing or cannot be drawn."""
    parts: dict[str, bytes] = {}
    problems: list[Problem] = []
    for part in PARTS if atlas.basemap else ():
        name = f"{atlas.basemap}/{part}"
        body, problem = read_bytes(folder, name)
        wrong = None if problem is not None else why_not(part, body)
        if wrong is not None:
            problem = Problem(name, "", wrong)
        if problem is not None:
            problems.append(problem)
        else:
            parts[part] = body
    return parts, tuple(problems)


def read_places(parts: Mapping[str, bytes]) -> tuple[Place, ...]:
    """The towns and villages of the base map, of parts as `read_basemap` has checked them."""
    return tuple(_place(item) for item in json.loads(parts.get("places.json", b"[]")))


def why_not(part: str, body: bytes) -> str | None:
    """Why a part cannot be drawn; None for a sound one."""
    if part.endswith(".webp"):
        return None if body[:4] == b"RIFF" and body[8:12] == b"WEBP" else "is not a WebP image"
    try:
        value = strict_json.load(body)
    except ValueError as error:
        return f"is not valid JSON, or is cut short: {error}"
    try:
        if part == "rasters.json":
            _check_rasters(value)
        elif part.endswith(".geojson"):
            for number, feature in enumerate(_listed(value["features"]), start=1):
                _check_line(number, feature)
        else:
            for item in _listed(value):
                _place(item)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        expected = {
            "rasters.json": "an entry other than relief and forest, or without bounds",
            "places.json": "an entry without names, lon and lat",
            "labels.json": "an entry without names, lon and lat",
        }
        return f"has {expected.get(part, 'a feature that cannot be drawn')} ({error})"
    return None


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        message = "it is not a list"
        raise TypeError(message)
    return value


def _check_line(number: int, feature: Any) -> None:
    """A feature that the base map draws: properties, and a shape in degrees."""
    if not isinstance(feature["properties"], dict):
        message = f"feature {number} has no properties"
        raise TypeError(message)
    if not in_degrees(read_shape(feature["geometry"])):
        message = f"feature {number} does not lie in degrees"
        raise ValueError(message)


def _check_rasters(value: Any) -> None:
    """Each picture with the box that it covers, as [[south, west], [north, east]]."""
    for name, raster in dict(value).items():
        (south, west), (north, east) = raster["bounds"]
        if name not in RASTERS or not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            message = f"{name!r} covers no box in degrees"
            raise ValueError(message)


def _place(item: Any) -> Place:
    names, longitude, latitude = item["names"], float(item["lon"]), float(item["lat"])
    if not (isinstance(names, dict) and names and all(isinstance(name, str) and name for name in names.values())):
        message = f"{names!r} are no names by language"
        raise TypeError(message)
    for text in (*names, *names.values()):
        if (wrong := refused(text)) is not None:
            message = f"{text!r} {wrong}"
            raise ValueError(message)
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        message = f"{longitude}, {latitude} is no place in degrees"
        raise ValueError(message)
    rank = item.get("rank", 9)
    return Place(names, longitude, latitude, rank if isinstance(rank, int) and 0 <= rank < 100 else 9)
