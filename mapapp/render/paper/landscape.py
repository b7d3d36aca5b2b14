"""What a sheet is made from: an atlas with its shapes and base map, and the words of one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from mapapp.core.atlas import Atlas, Region
from mapapp.core.chronicle import Count
from mapapp.core.evidence import Evidence
from mapapp.core.features import Feature, widest_places
from mapapp.core.values import Words
from mapapp.core.words import Say

UNDATED = dt.date(2000, 1, 1)


@dataclass(frozen=True)
class Landscape:
    """An atlas as it was read: features by layer, parts of the base map by name, texts by entry and language."""

    atlas: Atlas
    features: Mapping[str, Sequence[Feature]]
    basemap: Mapping[str, bytes] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    counts: Sequence[Count] = ()
    evidence: Evidence = field(default_factory=Evidence)

    @property
    def day(self) -> dt.date:
        """The date of the data: of their release, else when one of their sources was last read."""
        said = self.atlas.citation
        return (said and said.released) or self.atlas.read or UNDATED

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """The regions by id."""
        return {region.id: region for region in self.atlas.regions}

    @cached_property
    def drawn(self) -> Mapping[str, Feature]:
        """The feature of each region that is drawn."""
        layers = (layer.id for layer in self.atlas.layers if layer.holds == "regions")
        return {feature.region: feature for layer in layers for feature in self.features.get(layer, ())}

    @cached_property
    def bands(self) -> Mapping[str, Feature]:
        """The band of doubt of each region that has one."""
        layers = (layer.id for layer in self.atlas.layers if layer.holds == "bands")
        return {feature.region: feature for layer in layers for feature in self.features.get(layer, ())}

    @cached_property
    def former(self) -> Set[str]:
        """Layers whose extents have all ceased to hold: without a year they are shown whole."""
        return {name for name, found in self.features.items() if found and all(feature.valid_to for feature in found)}

    @cached_property
    def widest(self) -> Sequence[tuple[str, tuple[float, float]]]:
        """Where the names of areas go, the most important first, as (latitude, longitude)."""
        schematic = {region.id for region in self.atlas.regions if region.schematic}
        leading = {region.id for region in self.atlas.regions if region.project}
        return widest_places(self.drawn.values(), schematic, leading)


@dataclass(frozen=True)
class Reader:
    """Who a sheet is for: a language, the interface's words in it, and the address that leads back to the map."""

    language: str
    say: Say
    link: str = ""

    def of(self, atlas: Atlas, words: Words) -> str:
        """A text of an atlas."""
        return atlas.say(words, self.language)
