"""Read the embedded base map: a folder of small GeoJSON, JSON and WebP files."""

from __future__ import annotations

import json
from pathlib import Path

from mapapp.core.atlas import Atlas
from mapapp.core.errors import Problem
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
