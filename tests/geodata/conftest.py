from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
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
    return {feature.region: feature.geometry for found in loaded.features.values() for feature in found}
