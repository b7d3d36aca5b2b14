"""The embedded base map on paper: land, water, borders and pictures as shapes, its names as candidates for a place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from math import floor
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.render.paper.frame import Frame
from mapapp.render.paper.look import (
    PROVINCE,
    RIVERS,
    STATE_BORDER,
    Json,
    faint,
    line,
    tokens,
)

TOWN_SHIFTS = ((7, 0), (-7, 0), (0, 11), (0, -11))


def ground(parts: Mapping[str, bytes], frame: Frame, pictures: Iterable[Json] = ()) -> list[Json]:
    """What lies under the layers, in the order in which it is drawn; `pictures` lie between land and water."""
    colours = tokens()
    shore = line(colours["coast"], 0.7)
    drawn = [shape(found, frame, {"fill": colours["land"], "line": shore}) for _, found in _features(parts, "land")]
    drawn += pictures
    for properties, found in _features(parts, "rivers"):
        width = RIVERS.get(properties.get("rank", 3), 0.6)
        drawn.append(shape(found, frame, {"line": line(colours["river"], width)}))
    drawn += [shape(found, frame, {"fill": colours["water"], "line": shore}) for _, found in _features(parts, "lakes")]
    borders = list(_features(parts, "borders"))
    for properties, found in borders:
        if properties.get("kind") == "state":
            drawn.append(shape(found, frame, {"line": line(faint(colours["halo"], 0.75), 5)}))
    drawn += [shape(found, frame, border(properties.get("kind") == "state")) for properties, found in borders]
    return [one for one in drawn if one.get("parts") or one.get("picture")]


def border(state: bool) -> Json:
    """How a state border is drawn, or a provincial line."""
    colour = tokens()["border"]
    return {"line": line(faint(colour, 0.9), 1.4, STATE_BORDER) if state else line(faint(colour, 0.7), 0.9, PROVINCE)}


def borders_within(parts: Mapping[str, bytes], frame: Frame) -> set[str]:
    """The kinds of borders that the frame shows: state, province."""
    box = shapely.box(0, 0, frame.width, frame.height)
    return {
        str(properties.get("kind"))
        for properties, found in _features(parts, "borders")
        if frame.place(found).intersects(box)
    }


def shape(geometry: BaseGeometry, frame: Frame, look: Json) -> Json:
    """A geometry in degrees as lines of points on the sheet; no part when the frame does not meet it."""
    return {
        "look": look,
        "parts": [rounded for part in lines(frame.place(geometry)) if len(rounded := _short(part)) > 1],
    }


def lines(geometry: BaseGeometry) -> Iterator[Any]:
    """Coordinates of every ring and line below a geometry."""
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            yield from (ring.coords for ring in (part.exterior, *part.interiors))
        elif part.geom_type in ("LineString", "LinearRing"):
            yield part.coords
        elif hasattr(part, "geoms"):
            yield from lines(part)


def names(parts: Mapping[str, bytes], frame: Frame, language: str) -> tuple[list[Json], list[Json]]:
    """Towns, and waters, ranges and countries that belong to the frame's zoom, each the most important first."""
    places, labels = (json.loads(parts.get(name, b"[]")) for name in ("places.json", "labels.json"))
    farthest = min((item.get("min_zoom", 0) for item in (*places, *labels)), default=0)  # it has no names for less
    zoom = max(floor(frame.zoom + 0.15), farthest)

    def shown(item: Json) -> bool:
        within = item.get("min_zoom", 0) <= zoom <= (item.get("max_zoom") or 99)
        return within and frame.inside(item["lon"], item["lat"])

    towns = [_town(item, frame, language) for item in sorted(filter(shown, places), key=lambda one: one.get("rank", 9))]
    return towns, [_label(item, frame, language) for item in filter(shown, labels)]


def _said(item: Json, language: str) -> str:
    said = item["names"]
    return str(said.get(language) or said.get("en") or next(iter(said.values())))


def _town(item: Json, frame: Frame, language: str) -> Json:
    x, y = frame.xy(item["lon"], item["lat"])
    left = item.get("side") == "left"
    shifts = [TOWN_SHIFTS[1], TOWN_SHIFTS[0], *TOWN_SHIFTS[2:]] if left else list(TOWN_SHIFTS)
    weight = 650 if item.get("rank", 9) <= 2 else 400
    return {
        "text": _said(item, language),
        "x": x,
        "y": y,
        "kind": "town",
        "size": 12,
        "weight": weight,
        "colour": tokens()["town"],
        "shifts": shifts,
    }


KINDS: dict[str, Json] = {
    "country": {"size": 14, "tracking": 0.28, "colour": "country", "upper": True},
    "province": {"size": 11, "tracking": 0.14, "colour": "country", "upper": True},
    "sea": {"size": 14, "tracking": 0.06, "colour": "sea", "italic": True},
    "bay": {"size": 12, "colour": "sea", "italic": True},
    "lake": {"size": 12, "colour": "sea", "italic": True},
    "river": {"size": 11, "colour": "sea", "italic": True},
    "range": {"size": 11, "tracking": 0.2, "colour": "country"},
}


def _label(item: Json, frame: Frame, language: str) -> Json:
    x, y = frame.xy(item["lon"], item["lat"])
    look = KINDS.get(item.get("kind", ""), KINDS["range"])
    said = _said(item, language)
    return {
        "text": said.upper() if look.get("upper") else said,
        "x": x,
        "y": y,
        "kind": "label",
        "size": look["size"],
        "weight": 400,
        "colour": tokens()[look["colour"]],
        "tracking": look.get("tracking", 0),
        "italic": look.get("italic", False),
        "turn": item.get("rotation") or 0,
        "shifts": [(0, 0)],
    }


def _features(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[Json, BaseGeometry]]:
    body = parts.get(f"{name}.geojson")
    for feature in json.loads(body)["features"] if body else ():
        yield feature["properties"], shapely.from_geojson(json.dumps(feature["geometry"]))


def _short(coords: Any) -> list[list[float]]:
    return [[round(x, 2), round(y, 2)] for x, y, *_ in coords]
