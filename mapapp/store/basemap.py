"""Read the embedded base map: a folder of small GeoJSON, JSON and WebP files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mapapp.core.atlas import Atlas
from mapapp.core.errors import Problem
from mapapp.core.survey import Place
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


def read_basemap(folder: Path, atlas: Atlas) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The parts of the base map by name, and a problem for each that is missing or cannot be parsed."""
    parts: dict[str, bytes] = {}
    problems: list[Problem] = []
    for part in PARTS if atlas.basemap else ():
        name = f"{atlas.basemap}/{part}"
        body, problem = read_bytes(folder, name)
        if problem is None and not part.endswith(".webp"):
            try:
                json.loads(body)
            except (ValueError, RecursionError) as error:
                problem = Problem(name, "", f"is not valid JSON, or is cut short: {error}")
        if problem is not None:
            problems.append(problem)
        else:
            parts[part] = body
    return parts, tuple(problems)


def read_places(parts: Mapping[str, bytes], atlas: Atlas) -> tuple[tuple[Place, ...], tuple[Problem, ...]]:
    """The towns and villages of the base map, or a problem that names the first entry that cannot be used."""
    raw = json.loads(parts.get("places.json", b"[]"))
    try:
        return tuple(_place(item) for item in raw), ()
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        message = f"has an entry without names, lon and lat ({error})"
        return (), (Problem(f"{atlas.basemap}/places.json", "", message),)


def _place(item: Any) -> Place:
    names, longitude, latitude = item["names"], float(item["lon"]), float(item["lat"])
    if not (isinstance(names, dict) and names and all(isinstance(name, str) for name in names.values())):
        message = f"{names!r} are no names by language"
        raise TypeError(message)
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        message = f"{longitude}, {latitude} is no place in degrees"
        raise ValueError(message)
    rank = item.get("rank", 9)
    return Place(names, longitude, latitude, rank if isinstance(rank, int) else 9)
