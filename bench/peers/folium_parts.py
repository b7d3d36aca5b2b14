"""What both st_folium peers share: the data, a map without tiles, a layer, and the text of a region."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import folium
import streamlit as st

from bench.data import AtlasData, LayerData, read_data
from bench.vendor import use_vendor

DATA, VENDOR = "BENCH_DATA", "BENCH_VENDOR"


@st.cache_resource
def load() -> AtlasData:
    """The layers, read once, with Folium's files redirected to the local server."""
    use_vendor(os.environ[VENDOR])
    return read_data(Path(os.environ[DATA]))


def base_map(data: AtlasData) -> folium.Map:
    """A map without tiles at the first view of the atlas."""
    base = folium.Map(tiles=None)
    base.fit_bounds(data.home)
    return base


def geojson(layer: LayerData, **options: Any) -> folium.GeoJson:
    """A layer with the classes by which the bench finds its paths."""

    def style(feature: Mapping[str, Any]) -> dict[str, object]:
        names = f"layer-{layer.id} region-{feature['properties']['region']}"
        return {"color": layer.colour, "weight": 2, "fillOpacity": 0.18, "className": names}

    return folium.GeoJson(
        layer.collection, name=layer.title, style_function=style, marker=folium.CircleMarker(radius=6), **options
    )


def switches(data: AtlasData) -> list[LayerData]:
    """One checkbox a layer in the sidebar; returns the layers that are on."""
    return [
        layer for layer in data.layers if st.sidebar.checkbox(layer.title, value=layer.shown, key=f"layer-{layer.id}")
    ]


def show_text(data: AtlasData, region: str) -> None:
    """The text of the clicked region in the sidebar."""
    if region in data.texts:
        with st.sidebar.container(key=f"region-{region}"):
            st.write(data.texts[region])
