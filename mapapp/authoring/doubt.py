"""Bands of doubt for an atlas: `python -m mapapp doubt DIR` draws them from the property half_width_m of features."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from mapapp.core.errors import AtlasError, Problem
from mapapp.core.features import Area, Feature
from mapapp.core.measure import buffer_m, length_km
from mapapp.store.atlas import LoadedAtlas, read_atlas
from mapapp.store.catalogue import CATALOGUE

HALF_WIDTH, FOLLOWS = "half_width_m", "follows"
MOST_M = 500_000
FINENESS = 25
DEGREE_M = 111_320  # metres in a degree of longitude on the equator, and no less nearly everywhere


def write_doubt(folder: Path) -> tuple[Path, int]:
    """Write the layer of bands anew: its file and how many bands it holds now.

    Raises AtlasError when the atlas has no such layer, or when a half-width is no sane number of metres.
    """
    loaded = read_atlas(folder)
    layer = next((layer for layer in loaded.atlas.layers if layer.holds == "bands"), None)
    if layer is None:
        raise AtlasError((Problem(CATALOGUE, "layers", "there is no layer that `holds: bands`"),))
    doubted = [one for one in loaded.regions if HALF_WIDTH in one.properties]
    wrong = [_problem(loaded, one) for one in doubted if not _is_width(one.properties[HALF_WIDTH])]
    if wrong:
        raise AtlasError(tuple(wrong))
    path = folder / layer.path
    path.write_text(collection(_band(loaded, one) for one in doubted), encoding="utf-8")
    return path, len(doubted)


def collection(features: Iterable[dict[str, Any]]) -> str:
    """The text of a FeatureCollection, one feature a line."""
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _band(loaded: LoadedAtlas, one: Feature) -> dict[str, Any]:
    width, edge = one.properties[HALF_WIDTH], _edge_of(one.geometry)
    region = next(region for region in loaded.atlas.regions if region.id == one.region)
    told = {
        "follows": str(one.properties.get(FOLLOWS) or "by-eye"),
        "half_width_m": width,
        "length_km": round(length_km(edge), 1) if edge.length else 0.0,
        "says": loaded.atlas.say(region.outline, loaded.atlas.languages[0]),
    }
    return {
        "type": "Feature",
        "id": one.region,
        "properties": {"region": one.region, "edges": [told]},
        "geometry": mapping(_band_round(edge, width)),
    }


def _edge_of(geometry: BaseGeometry) -> BaseGeometry:
    """What may be off: the boundary of an area, a line or a point itself."""
    return geometry.boundary if isinstance(geometry, Area) else geometry


def _band_round(edge: BaseGeometry, metres: float) -> BaseGeometry:
    """So many metres to each side, simplified by a small part of that, to 5 decimals (about 1 m)."""
    wide = buffer_m(edge, metres).simplify(metres / FINENESS / DEGREE_M)
    return shapely.set_precision(wide, 1e-5)


def _is_width(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= MOST_M


def _problem(loaded: LoadedAtlas, one: Feature) -> Problem:
    path = next(layer.path for layer in loaded.atlas.layers if one in loaded.features[layer.id])
    value = one.properties[HALF_WIDTH]
    return Problem(path, one.region, f"has {HALF_WIDTH} {value!r}; expected metres, more than 0 and at most {MOST_M:,}")
