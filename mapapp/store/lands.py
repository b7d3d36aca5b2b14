"""Read the land of the countries: GeoJSON polygons with the property `country`."""

from __future__ import annotations

import re
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas
from mapapp.core.errors import Problem
from mapapp.core.features import Area, in_degrees, read_shape
from mapapp.core.values import COUNTRY
from mapapp.store import strict_json
from mapapp.store.paths import read_text


def read_lands(folder: Path, atlas: Atlas) -> tuple[dict[str, BaseGeometry], tuple[Problem, ...]]:
    """The land of each country by its code, or a problem; an atlas without such a file has none."""
    if atlas.countries is None:
        return {}, ()
    text, problem = read_text(folder, atlas.countries)
    if problem is not None:
        return {}, (problem,)
    parts: dict[str, list[BaseGeometry]] = {}
    try:
        for feature in strict_json.load(text)["features"]:
            parts.setdefault(_code(feature["properties"]["country"]), []).append(_area(feature["geometry"]))
        return {country: shapely.union_all(pieces) for country, pieces in parts.items()}, ()
    except (KeyError, TypeError, ValueError, RecursionError, shapely.errors.GEOSException) as error:
        message = f"is not GeoJSON of land with the property country: {type(error).__name__} {error}"
        return {}, (Problem(atlas.countries, "", message),)


def _code(raw: object) -> str:
    if not isinstance(raw, str) or re.fullmatch(COUNTRY, raw) is None:
        message = f"{raw!r} is no ISO 3166 code of two letters"
        raise ValueError(message)
    return raw


def _area(raw: object) -> Area:
    land = read_shape(raw)
    if not isinstance(land, Area) or not land.is_valid:
        message = f"a {land.geom_type} is no sound area ({shapely.is_valid_reason(land)})"
        raise TypeError(message)
    if not in_degrees(land):
        message = "it does not lie in degrees; save it in EPSG:4326, longitude first"
        raise ValueError(message)
    return land
