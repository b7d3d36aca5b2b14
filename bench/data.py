"""The atlas as files that every peer reads: the very GeoJSON that the product serves, and what to say of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapapp.store.atlas import LoadedAtlas, read_atlas
from mapapp.web.build import layer_geojson

INDEX = "index.json"
_AREAS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True)
class LayerData:
    """A layer as a peer needs it; `vertices` counts its areas only, since points are not toggled."""

    id: str
    title: str
    shown: bool
    colour: str
    collection: Mapping[str, Any]

    @property
    def areas(self) -> list[Mapping[str, Any]]:
        """Features that are areas."""
        return [feature for feature in self.collection["features"] if feature["geometry"]["type"] in _AREAS]

    @property
    def vertices(self) -> int:
        """Vertices of the areas."""
        return sum(_count(feature["geometry"]["coordinates"]) for feature in self.areas)


@dataclass(frozen=True)
class AtlasData:
    """All layers, the first view as [[south, west], [north, east]], and a text a region."""

    home: tuple[tuple[float, float], tuple[float, float]]
    layers: tuple[LayerData, ...]
    texts: Mapping[str, str]

    def toggled(self, number: int) -> list[str]:
        """The shown layers with the most vertices: what a reader waits for longest."""
        shown = [layer for layer in self.layers if layer.shown and layer.areas]
        return [layer.id for layer in sorted(shown, key=lambda layer: -layer.vertices)[:number]]

    def clickable(self) -> list[str]:
        """Regions of shown layers that are areas and have a text, those with the most vertices first."""
        areas = [feature for layer in self.layers if layer.shown for feature in layer.areas]
        areas.sort(key=lambda feature: -_count(feature["geometry"]["coordinates"]))
        regions = [str(feature["properties"]["region"]) for feature in areas]
        return [region for region in regions if region in self.texts]


def write_data(atlas_folder: Path, target: Path) -> AtlasData:
    """Write the layers of an atlas folder below `target` and read them back as peers do."""
    loaded = read_atlas(atlas_folder)
    target.mkdir(parents=True, exist_ok=True)
    for layer in loaded.atlas.layers:
        (target / f"{layer.id}.geojson").write_bytes(layer_geojson(loaded, layer.id))
    (target / INDEX).write_text(json.dumps(_index(loaded), ensure_ascii=False), encoding="utf-8")
    return read_data(target)


def read_data(folder: Path) -> AtlasData:
    """What `write_data` wrote."""
    index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    layers = tuple(
        LayerData(**layer, collection=json.loads((folder / f"{layer['id']}.geojson").read_text(encoding="utf-8")))
        for layer in index["layers"]
    )
    south_west, north_east = index["home"]
    return AtlasData((tuple(south_west), tuple(north_east)), layers, index["texts"])


def _index(loaded: LoadedAtlas) -> dict[str, Any]:
    atlas = loaded.atlas
    language = atlas.languages[0]
    return {
        "home": [[atlas.home.south, atlas.home.west], [atlas.home.north, atlas.home.east]],
        "layers": [
            {"id": layer.id, "title": layer.title[language], "shown": layer.shown, "colour": layer.style.light}
            for layer in atlas.layers
            if layer.holds == "regions"  # the bands of doubt are this map's alone
        ],
        "texts": {region.id: region.summary[language] for region in atlas.regions},
    }


def _count(coordinates: Any) -> int:
    return 1 if isinstance(coordinates[0], int | float) else sum(_count(part) for part in coordinates)
