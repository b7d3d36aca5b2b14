from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Region
from mapapp.store.atlas import LoadedAtlas, read_atlas

GEODATA = Path(__file__).resolve().parents[2] / "geodata"


@pytest.fixture(scope="session")
def loaded() -> LoadedAtlas:
    """The atlas of the Amur leopard as it is committed."""
    return read_atlas(GEODATA)


@pytest.fixture(scope="session")
def regions(loaded: LoadedAtlas) -> Mapping[str, Region]:
    return {region.id: region for region in loaded.atlas.regions}


@pytest.fixture(scope="session")
def shapes(loaded: LoadedAtlas) -> Mapping[str, BaseGeometry]:
    """What is drawn, by region, in degrees."""
    return {feature.region: feature.geometry for feature in loaded.regions}


@pytest.fixture(scope="session")
def lands(loaded: LoadedAtlas) -> Mapping[str, BaseGeometry]:
    """The land of each country, by its code."""
    return loaded.lands


@pytest.fixture(scope="session")
def frame() -> Mapping[str, BaseGeometry]:
    """The land of each province and country that outlines are cut from, by its name."""
    features = json.loads((GEODATA / "frame.geojson").read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["name"]: shape(feature["geometry"]) for feature in features}
