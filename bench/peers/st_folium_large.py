"""st_folium with one layer of points, as many as the file has that the bench names."""

import os

import folium
import geopandas
import streamlit as st
from streamlit_folium import st_folium

from bench.peers.folium_parts import VENDOR
from bench.vendor import use_vendor

st.set_page_config(layout="wide")
use_vendor(os.environ[VENDOR])
habitat = folium.Map(tiles=None, location=(43.3, 130.9), zoom_start=9)
marker = folium.CircleMarker(radius=3)
folium.GeoJson(geopandas.read_parquet(os.environ["BENCH_LARGE"]), marker=marker).add_to(habitat)
st_folium(habitat, height=700, use_container_width=True)
