"""An atlas whose every text is a hostile string, as a careless or a hostile hand would fill it in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from shapely.affinity import translate
from shapely.geometry import mapping, shape

from mapapp.core.characters import refused
from tests.atlases import Json, collection, feature, guarded_files, region, square, tiny_files, write_atlas
from tests.chronicles import COUNTS, chronicled, chronicled_files
from tests.hostile.corpus import STRINGS

TEXTS = tuple(text for text in STRINGS if text.strip() and len(text) < 2000 and refused(text) is None)
"""The strings that an atlas takes as texts; the others are refused with a message."""

EAST, NORTH = 100, 30  # degrees from where the small atlases lie to where the base map is drawn
LINES = {"title", "publisher", "credit", "name", "since", "year"}


def write_hostile(folder: Path) -> Path:
    """An atlas of a region for each string, with events, a story, counts, places and a problem."""
    names = [f"post-{number}" for number in range(len(TEXTS))]
    catalogue = chronicled() | {"languages": ["en"], "basemap": "basemap", "countries": "lands.geojson"}
    catalogue["regions"] += [_region(name) for name in names]
    catalogue["citation"] = {"authors": list(TEXTS[::50]), "licence": TEXTS[7]}
    catalogue["organisations"][0] |= {"native": [{"language": "ru", "name": ""}], "since": ""}
    posts = [feature(name, _point(number)) for number, name in enumerate(["gate", *names])]
    park = feature("north-park", square(24, 16))
    park["properties"]["note"] = TEXTS[0]
    stranger = feature(TEXTS[0], _point(0))  # the page tells of it as a problem
    places = [
        {"names": {"en": text}, "lon": 20 + EAST + n % 10, "lat": 10 + NORTH + n // 10 / 3}
        for n, text in enumerate(TEXTS)
    ]
    files = {
        **tiny_files(),
        **chronicled_files(),
        **{name: text for name, text in guarded_files().items() if name.startswith(("basemap/", "lands"))},
        "basemap/places.json": json.dumps(places),
        "basemap/labels.json": json.dumps(places),
        "layers/parks.geojson": json.dumps(collection(park, feature("south-park", square(24, 12)), stranger)),
        "layers/posts.geojson": json.dumps(collection(*posts)),
        "texts/en/north-park.md": "\n\n".join(TEXTS),
        "counts.csv": COUNTS.replace("A cold winter.", TEXTS[0]),
    }
    for box in ("home", "extent"):
        catalogue[box] = {
            side: at + (EAST if side in {"west", "east"} else NORTH) for side, at in catalogue[box].items()
        }
    for step in catalogue["story"]:
        step["view"] = {"latitude": 15 + NORTH, "longitude": 25 + EAST, "zoom": 8}
    catalogue["events"][1]["at"] = [15 + NORTH, 25 + EAST]
    filled: Json = _filled(catalogue, cycle(TEXTS))
    return write_atlas(folder, filled, {name: _moved(name, text) for name, text in files.items()})


def _moved(name: str, text: str) -> str:
    """A GeoJSON file where its places lie on the map that readers can move."""
    if not name.endswith(".geojson"):
        return text
    value = json.loads(text)
    for one in value["features"]:
        one["geometry"] = mapping(translate(shape(one["geometry"]), EAST, NORTH))
    return json.dumps(value)


def _region(name: str) -> Json:
    figure = {
        "id": "a",
        "label": {"en": ""},
        "value": {"en": ""},
        "note": {"en": ""},
        "year": "",
        "sources": ["survey"],
    }
    return region(
        name,
        "posts",
        native=[{"language": "ru", "name": ""}],
        figures=[figure],
        corrections=[{"claim": {"en": ""}, "fact": {"en": ""}, "sources": ["survey"]}],
        roles=[{"organisation": "wardens", "role": {"en": ""}, "sources": ["survey"]}],
    )


def _point(number: int) -> Json:
    return {"type": "Point", "coordinates": [20.5 + number % 19 / 2, 10.5 + number // 19 / 2]}


def _filled(value: Any, strings: Iterator[str]) -> Any:
    """Raw values with the next string in the place of every text; the regions' titles take them all in turn."""
    if isinstance(value, dict) and set(value) == {"en"}:
        return {"en": next(strings)}
    if isinstance(value, dict):
        return {
            key: next(strings) if key in LINES and isinstance(item, str) else _filled(item, strings)
            for key, item in value.items()
        }
    return [_filled(item, strings) for item in value] if isinstance(value, list) else value
