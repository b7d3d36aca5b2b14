"""The page that geopandas.explore saves, with Folium's files from the local server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import folium
import geopandas

from bench.data import AtlasData, LayerData
from bench.vendor import use_vendor


def write_explore(data: AtlasData, target: Path) -> None:
    """Write `index.html` below `target`."""
    use_vendor("/vendor")
    page = None
    for layer in data.layers:
        if not layer.collection["features"]:
            continue
        frame = geopandas.GeoDataFrame.from_features(layer.collection, crs="EPSG:4326")[["geometry", "region"]]
        frame["text"] = [data.texts.get(region, "") for region in frame["region"]]
        page = frame.explore(
            m=page,
            tiles=None,
            color=layer.colour,
            tooltip=["region"],
            popup=["text"],
            name=f'<span data-layer="{layer.id}">{layer.title}</span>',
            show=layer.shown,
            style_kwds={"style_function": _classes(layer)},
        )
    if page is None:
        page = folium.Map(tiles=None)
    folium.LayerControl(collapsed=False).add_to(page)
    page.fit_bounds(data.home)
    target.mkdir(parents=True, exist_ok=True)
    page.save(str(target / "index.html"))


def _classes(layer: LayerData) -> Callable[[Mapping[str, Any]], dict[str, object]]:
    return lambda feature: {"className": f"layer-{layer.id} region-{feature['properties']['region']}"}
