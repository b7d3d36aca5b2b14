"""st_folium with what its documentation offers for speed: layers added to a map that stays, and one value back."""

import folium
import streamlit as st
from folium import GeoJsonTooltip
from streamlit_folium import st_folium

from bench.peers.folium_parts import base_map, geojson, load, show_text, switches

st.set_page_config(layout="wide")
data = load()
groups = []
for layer in switches(data):
    group = folium.FeatureGroup(name=layer.title)
    geojson(layer, tooltip=GeoJsonTooltip(["region"], labels=False)).add_to(group)
    groups.append(group)
answer = st_folium(
    base_map(data),
    key="map",
    feature_group_to_add=groups,
    returned_objects=["last_object_clicked_tooltip"],
    height=700,
    use_container_width=True,
)
show_text(data, str(answer.get("last_object_clicked_tooltip") or "").strip())
