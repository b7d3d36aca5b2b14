"""The Folium map of an atlas, rendered to a JavaScript module that the page mounts without a frame."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

import folium

from mapapp.core.atlas import Atlas
from mapapp.core.reach import reach, zooms
from mapapp.render.elements import AtlasLayer, EmbeddedBasemap, LargeLayer
from mapapp.render.tiles import ONLINE

MAKERS = ("GSHHG", "DCW", "GeoNames", "OpenStreetMap")
ELEMENT = "map_habitat"  # Folium names the map's element and variable alike


@dataclass(frozen=True)
class LayerKinds:
    """Layers whose features are all points, and those whose features have all ceased to hold.

    `large` says of each large layer whether it holds points, lines, areas or is mixed.
    """

    points: Set[str] = frozenset()
    former: Set[str] = frozenset()
    large: Mapping[str, str] = field(default_factory=dict)


def build_map(
    atlas: Atlas,
    layer_addresses: Mapping[str, str],
    basemap_folder: str,
    basemap_parts: Sequence[str],
    kinds: LayerKinds,
) -> folium.Map:
    """The map with its base maps, layers and layer control; geometry stays at `layer_addresses`.

    `kinds` says which layers hold points alone (legend and list show their symbol) or former extents alone.
    """
    home = atlas.home
    habitat = folium.Map(
        location=((home.south + home.north) / 2, (home.west + home.east) / 2),
        zoom_start=7,
        tiles=None,
        zoom_control=False,
        control_scale=True,
        zoom_snap=0.5,
    )
    habitat._id = "habitat"
    # Folium spends min_zoom and max_zoom on its own tile layer, which we do not have.
    (least, most), world = zooms(atlas.extent), reach(atlas.extent)
    corners = [[world.south, world.west], [world.north, world.east]]
    habitat.options |= {"min_zoom": least, "max_zoom": most, "max_bounds": corners, "max_bounds_viscosity": 0.8}
    EmbeddedBasemap(basemap_folder, basemap_parts, _credits(atlas) if basemap_parts else "").add_to(habitat)
    for name, provider in ONLINE.items():
        tiles = folium.TileLayer(
            provider,
            name=name,
            overlay=False,
            show=False,
            max_zoom=most,
            # Tile servers refuse requests without a referrer; the origin is enough for them.
            referrer_policy="strict-origin-when-cross-origin",
        )
        tiles._id = name.replace("-", "_")
        tiles.add_to(habitat)
    for layer in atlas.layers:
        spec = {
            "id": layer.id,
            "url": layer_addresses[layer.id],
            "pattern": layer.style.pattern,
            "symbol": layer.style.symbol,
            "points": layer.id in kinds.points,
            "former": layer.id in kinds.former,
            "bands": layer.holds == "bands",
        }
        AtlasLayer(layer.id, spec, show=layer.shown).add_to(habitat)
    for tiled in atlas.large:
        kind = kinds.large.get(tiled.id, "mixed")
        spec = {
            "id": tiled.id,
            "url": f"/data/large/{tiled.id}.json",
            "light": tiled.style.light[1:],
            "dark": tiled.style.dark[1:],
            "points": kind == "points",
            "lines": kind == "lines",
            "symbol": "circle",
        }
        LargeLayer(tiled.id, spec, show=tiled.shown).add_to(habitat)
    control = folium.LayerControl(collapsed=False)
    control._id = "habitat"
    control.add_to(habitat)
    return habitat


def _credits(atlas: Atlas) -> str:
    """The makers of the base map's data that fit in the corner of a map; the page's foot names all, with licences."""
    told = " ".join(file.credit for file in atlas.files if file.path.startswith(f"{atlas.basemap}/"))
    return ", ".join(maker for maker in MAKERS if maker in told)


def to_module(habitat: folium.Map, atlas: Atlas, widest: Sequence[tuple[str, tuple[float, float]]]) -> str:
    """The map's script as an ES module: `draw(L, front)` draws it and returns map, layers, bases and control.

    `widest` gives for each area, the widest first, the place for its name as (latitude, longitude).
    """
    figure = habitat.get_root()
    figure.render()
    script = figure.script.render()  # type: ignore[attr-defined]  # the root of a map is a Figure
    layers = ", ".join(f'"{layer.id}": atlas_layer_{layer.id.replace("-", "_")}' for layer in atlas.switched)
    bases = ", ".join(f'"{name}": tile_layer_{name.replace("-", "_")}' for name in ONLINE)
    box = atlas.home
    return (
        f'export const element = "{ELEMENT}";\n'
        f"export const home = [[{box.south}, {box.west}], [{box.north}, {box.east}]];\n"
        f"export const widest = {json.dumps([[region, place] for region, place in widest])};\n"
        f"export function draw(L, front) {{\n{script}\n"
        f"return {{map: {ELEMENT}, layers: {{{layers}}}, "
        f'bases: {{"embedded": basemap_embedded, {bases}}}, control: layer_control_habitat}};\n}}\n'
    )
