"""A page by hand: Leaflet, the same GeoJSON by address, Leaflet's own layer control, a text beside the map."""

from __future__ import annotations

import json
from pathlib import Path

from bench.data import AtlasData

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plain Leaflet</title>
<link rel="stylesheet" href="/vendor/leaflet.css">
<style>html,body{margin:0;height:100%%}#map{position:absolute;inset:0 0 0 396px}#panel{width:370px;padding:12px}</style>
</head><body><div id="panel"></div><div id="map"></div>
<script src="/vendor/leaflet.js"></script>
<script>
const data = %s;
const map = L.map("map").fitBounds(data.home);
const control = L.control.layers({}, {}, {collapsed: false}).addTo(map);
const panel = document.getElementById("panel");
for (const layer of data.layers) {
  const group = L.geoJSON(null, {
    style: (feature) => ({color: layer.colour, weight: 2, fillOpacity: 0.18,
      className: `layer-${layer.id} region-${feature.properties.region}`}),
    pointToLayer: (feature, place) => L.circleMarker(place, {radius: 6}),
    onEachFeature: (feature, part) => {
      const region = feature.properties.region;
      part.bindTooltip(region).on("click", () => {
        panel.dataset.region = region;
        panel.textContent = data.texts[region] || "";
      });
    },
  });
  control.addOverlay(group, `<span data-layer="${layer.id}">${layer.title}</span>`);
  fetch(`/data/${layer.id}.geojson`).then((answer) => answer.json()).then((collection) => {
    group.addData(collection);
    if (layer.shown) group.addTo(map);
  });
}
</script></body></html>
"""


def write_plain(data: AtlasData, target: Path) -> None:
    """Write `index.html` below `target`."""
    layers = [
        {"id": layer.id, "title": layer.title, "shown": layer.shown, "colour": layer.colour} for layer in data.layers
    ]
    known = {"home": data.home, "layers": layers, "texts": data.texts}
    target.mkdir(parents=True, exist_ok=True)
    (target / "index.html").write_text(_PAGE % json.dumps(known).replace("</", "<\\/"), encoding="utf-8")
