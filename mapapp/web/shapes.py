"""The shapes of an atlas as plain bytes: they are kept with the site, and drawn upon when somebody asks of a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Base64Bytes


@dataclass(frozen=True)
class Shape:
    """A region or a country by its name, with its geometry (EPSG:4326) as well-known binary."""

    name: str
    wkb: Base64Bytes
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Shapes:
    """Regions, their bands of doubt, the lands of countries; towns as names by language, longitude and latitude."""

    regions: tuple[Shape, ...]
    bands: tuple[Shape, ...]
    lands: tuple[Shape, ...]
    towns: tuple[tuple[Mapping[str, str], float, float], ...]
