"""An atlas whose every text is a hostile string, as a careless or a hostile hand would fill it in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from mapapp.core.characters import refused
from tests.atlases import Json, collection, feature, guarded_files, layer, region, source, write_guarded
from tests.chronicles import COUNTS, chronicled
from tests.hostile.corpus import STRINGS

TEXTS = tuple(text for text in STRINGS if text.strip() and len(text) < 2000 and refused(text) is None)
"""The strings that an atlas takes as texts; the others are refused with a message."""

LINES = {"title", "publisher", "credit", "name", "value", "year"}
LEFT = {"id", "url", "path", "layer", "language", "licence"}


def write_hostile(folder: Path) -> Path:
    """An atlas of many regions, each named by one of the strings, with events, a story, counts, places and a problem."""
    catalogue, strings = chronicled(), cycle(TEXTS)
    names = [f"post-{number}" for number in range(len(TEXTS))]
    catalogue["languages"] = ["en"]
    catalogue["layers"][2]["shown"] = True
    catalogue["regions"] += [_full(name) for name in names]
    catalogue["organisations"][0] |= {"native": [{"language": "ru", "name": "x"}], "since": "x"}
    catalogue["sources"].append(source("spare") | {"title": "x"})
    places = ((20.5 + number % 19 * 0.5, 10.5 + number // 19 * 0.5) for number in range(len(TEXTS)))
    posts = [
        feature(name, {"type": "Point", "coordinates": list(place)}) for name, place in zip(names, places, strict=False)
    ]
    hostile = {**feature("gate", {"type": "Point", "coordinates": [25, 15]})}
    hostile["properties"] |= {"note": next(strings)}
    stranger = feature(TEXTS[0], {"type": "Point", "coordinates": [25, 15]})  # the page tells of it as a problem
    filled = _filled(catalogue, strings) | {"basemap": "basemap", "countries": "lands.geojson"}
    towns = [{"names": {"en": text}, "lon": 21 + n % 9, "lat": 11.2 + n // 9 * 0.2} for n, text in enumerate(TEXTS[:300:8])]
    return write_guarded(folder) and _write(
        folder,
        filled,
        {
            **{name: text for name, text in guarded_files().items() if name.startswith(("basemap/", "lands"))},
            "basemap/places.json": json.dumps(towns),
            "basemap/labels.json": json.dumps(towns),
            "layers/posts.geojson": json.dumps(collection(hostile, *posts, stranger)),
            "texts/en/north-park.md": "\n\n".join(TEXTS),
            "counts.csv": COUNTS,
        },
    )
