"""Read the GeoJSON file of a layer, feature by feature."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mapapp.core.atlas import Atlas, Layer
from mapapp.core.errors import Problem
from mapapp.core.features import BadFeatureError, Feature, generalised, read_feature
from mapapp.store import strict_json
from mapapp.store.paths import read_text

Found = tuple[tuple[Feature, ...], tuple[Problem, ...]]


def read_layer(folder: Path, layer: Layer, atlas: Atlas) -> Found:
    """The sound features of a layer in file order, and a problem for each thing that is wrong."""
    text, problem = read_text(folder, layer.path)
    if problem is not None:
        return (), (problem,)
    try:
        raw = strict_json.load(text)
    except ValueError as error:
        return (), (Problem(layer.path, "", f"is not valid JSON, or is cut short: {error}"),)
    collection = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(collection, list) or raw.get("type") != "FeatureCollection":
        return (), (Problem(layer.path, "", "is not a GeoJSON FeatureCollection"),)
    if "crs" in raw and "CRS84" not in str(raw["crs"]):
        return (), (Problem(layer.path, "crs", "names another CRS; save it in EPSG:4326 (RFC 7946)"),)
    return _read_features(collection, layer, atlas)


def _read_features(collection: list[Any], layer: Layer, atlas: Atlas) -> Found:
    regions = frozenset(r.id for r in atlas.regions if layer.holds == "bands" or r.layer == layer.id)
    features: list[Feature] = []
    problems: list[Problem] = []
    for number, raw in enumerate(collection, start=1):
        name = raw.get("id") if isinstance(raw, dict) and isinstance(raw.get("id"), (str, int)) else None
        where = f"feature {number}" + (f" ({name})" if name is not None else "")
        try:
            feature = read_feature(raw, regions, atlas.extent)
            if layer.animals and atlas.policy:
                feature = generalised(feature, atlas.policy.degrees)
        except BadFeatureError as error:
            problems.append(Problem(layer.path, where, str(error)))
            continue
        if feature.region in {known.region for known in features}:
            problems.append(Problem(layer.path, where, f"is the second feature of {feature.region}; join them"))
            continue
        features.append(feature)
    problems += [
        Problem(layer.path, region, "the catalogue has this region, but no sound feature draws it")
        for region in sorted(regions - {feature.region for feature in features})
        if layer.holds == "regions"  # a region may do without a band of doubt
    ]
    return tuple(features), tuple(problems)
