"""st_folium as tutorials do it: one map with its layers, every event to the server, no key."""

import streamlit as st
from folium import GeoJsonPopup, GeoJsonTooltip
from streamlit_folium import st_folium

from bench.peers.folium_parts import base_map, geojson, load, show_text, switches

st.set_page_config(layout="wide")
data = load()
habitat = base_map(data)
for layer in switches(data):
    geojson(layer, tooltip=GeoJsonTooltip(["region"]), popup=GeoJsonPopup(["region"])).add_to(habitat)
answer = st_folium(habitat, height=700, use_container_width=True)
clicked = answer.get("last_active_drawing") or {}
show_text(data, clicked.get("properties", {}).get("region", ""))
