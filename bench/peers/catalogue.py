"""The peers, in the order of the table."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bench.peers.peer import Peer, streamlit_run

_ST_FOLIUM = 'iframe[title="streamlit_folium.st_folium"]'


def run_map(port: int) -> Sequence[str]:
    """The command that serves this map, of the atlas that MAPAPP_ATLAS names."""
    return [sys.executable, "-m", "mapapp", "run", "--host", "127.0.0.1", "--port", str(port)]


PRODUCT = Peer(
    key="product",
    name="this map",
    command=run_map,
    region='path[data-region="{id}"]',
    switch='input[data-layer="{id}"]',
    text='[data-testid="region-panel"][data-region="{id}"]',
)
NAIVE = Peer(
    key="st-folium-naive",
    name="st_folium, as tutorials do it",
    command=streamlit_run("st_folium_naive.py"),
    health="/_stcore/health",
    frame=_ST_FOLIUM,
    switch=".st-key-layer-{id} label",
    text=".st-key-region-{id}",
)
TUNED = Peer(
    key="st-folium-tuned",
    name="st_folium, tuned",
    command=streamlit_run("st_folium_tuned.py"),
    health="/_stcore/health",
    frame=_ST_FOLIUM,
    switch=".st-key-layer-{id} label",
    text=".st-key-region-{id}",
)
EXPLORE = Peer(
    key="explore",
    name="geopandas.explore, static page",
    path="/explore/index.html",
    switch='[data-layer="{id}"]',
    text=".leaflet-popup-content",
)
PLAIN = Peer(
    key="plain-leaflet",
    name="plain Leaflet, static page",
    path="/plain/index.html",
    switch='[data-layer="{id}"]',
    text='#panel[data-region="{id}"]',
)
PUBLISHED = Peer(
    key="published",
    name="this map published as files",
    path="/published/en/index.html",
    region=PRODUCT.region,
    switch=PRODUCT.switch,
    text=PRODUCT.text,
)
ONE_FILE = Peer(
    key="one-file",
    name="this map as one file",
    path="/published/offline.html",
    region=PRODUCT.region,
    switch=PRODUCT.switch,
    text=PRODUCT.text,
)
EMPTY = Peer(
    key="empty-streamlit",
    name="empty Streamlit page, one line",
    command=streamlit_run("empty_streamlit.py"),
    health="/_stcore/health",
    region="",
    first='[data-testid="stMarkdownContainer"] p',
)
PEERS = (PRODUCT, NAIVE, TUNED, EXPLORE, PLAIN, PUBLISHED, ONE_FILE, EMPTY)
