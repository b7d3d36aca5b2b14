// The base map that needs no network: land, forest, relief, water and borders on canvas, names as text.

import { finishedCanvas } from "./canvas.js";
import { get, whereIs } from "./files.js";
import { name } from "./names.js";
import { painted } from "./paint.js";
import { say } from "./words.js";

const ABOUT = 0.1; // of the view on each side, as far as regions are drawn
const COLOURS = ["land", "water", "coast", "river", "border", "halo"];

/** The base map's colours of the present theme, read once for all features. */
function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
const dark = matchMedia("(prefers-color-scheme: dark)");

/**
 * A Leaflet layer that draws those `parts` that the atlas has in `folder`, which are by `credits`. `progress.ready`
 * resolves when they are on the map, or cannot be: then `progress.failed` is told how to try again.
 */
export function makeBasemap(L, folder, parts, credits, language, progress) {
  const group = L.layerGroup([], {
    attribution: credits ? say("Built-in map: %(sources)s. Simplified", { sources: credits }) : "",
  });
  let drawn = null;
  const begin = () => {
    drawn ??= draw(L, group._map, group, folder, parts, language).catch((error) => {
      console.warn("the built-in map could not be drawn", error);
      drawn = null;
      progress.failed(() => group._map && begin());
    });
    progress.ready = drawn;
  };
  group.on("add", begin);
  return group;
}

async function draw(L, map, group, folder, parts, language) {
  const panes = { ground: 200, forest: 205, relief: 210, water: 220, labels: 450 };
  for (const [name, order] of Object.entries(panes)) {
    const pane = map.getPane(name) || map.createPane(name); // there already when it is tried again
    pane.style.zIndex = order;
    pane.style.pointerEvents = "none";
    pane.classList.add(`pane-${name}`);
  }
  await painted(); // what the map tells of comes first; to read these takes time as well
  const file = (name) => (parts.includes(name) ? get(`${folder}${name}`) : []);
  const [land, lakes, rivers, borders, places, labels, rasters] = await Promise.all(
    ["land.geojson", "lakes.geojson", "rivers.geojson", "borders.geojson", "places.json", "labels.json", "rasters.json"].map(file),
  );
  const ground = finishedCanvas(L, { pane: "ground", padding: 0.4 });
  const water = finishedCanvas(L, { pane: "water", padding: 0.4 });
  let colours = palette();
  const shapes = [
    [land, ground, () => ({ stroke: true, color: colours.coast, weight: 0.7, fillColor: colours.land, fillOpacity: 1 })],
    [rivers, water, (f) => ({ color: colours.river, weight: [1.6, 1, 0.6][f.properties.rank - 1], fill: false })],
    [lakes, water, () => ({ color: colours.coast, weight: 0.7, fillColor: colours.water, fillOpacity: 1 })],
    [borders, water, (f) => border(f, colours, true)],
    [borders, water, (f) => border(f, colours, false)],
  ].map(([data, renderer, style]) => {
    const layer = L.geoJSON(data, { style, interactive: false, renderer, smoothFactor: 0.7 });
    group.addLayer(layer);
    return [layer, style];
  });
  for (const [kind, { bounds }] of Object.entries(rasters)) {
    const overlay = L.imageOverlay(whereIs(`${folder}${kind}.webp`), bounds, { pane: kind });
    group.addLayer(overlay);
  }
  const names = L.layerGroup().addTo(group);
  const write = writer(L, map, names, places, labels, language);
  write();
  map.on("moveend", write);
  // The relief is coarse: near by it would only be blur.
  const fade = () => map.getPane("relief").style.setProperty("--far", Math.min(1, Math.max(0, (10.6 - map.getZoom()) / 3)));
  fade();
  map.on("zoomend", fade);
  const recolour = () => {
    colours = palette();
    for (const [layer, style] of shapes) layer.setStyle(style);
  };
  dark.addEventListener("change", recolour);
  map.on("recolour", recolour);
}

function border(feature, colours, halo) {
  const state = feature.properties.kind === "state";
  if (halo) return { color: colours.halo, weight: state ? 5 : 0, opacity: state ? 0.75 : 0 };
  return { color: colours.border, weight: state ? 1.4 : 0.9, dashArray: state ? "9 3 2 3" : "2 4", opacity: state ? 0.9 : 0.7 };
}

/** Writes the towns, waters, ranges and countries of the present zoom about the view: far off each would be a picture of its own. */
function writer(L, map, names, places, labels, language) {
  let written = [];
  return () => {
    const zoom = Math.floor(map.getZoom());
    const about = map.getBounds().pad(ABOUT);
    const visible = (item) => zoom >= item.min_zoom && zoom <= (item.max_zoom ?? 99) && about.contains([item.lat, item.lon]);
    const wanted = [...labels.filter(visible), ...places.filter(visible)];
    if (wanted.length === written.length && wanted.every((item, index) => item === written[index])) return;
    written = wanted;
    names.clearLayers();
    for (const item of wanted) add(L, names, item, language);
  };
}

function add(L, names, item, language) {
  const text = document.createElement("span");
  text.textContent = item.names[language] || item.names.en || Object.values(item.names)[0];
  if (item.rotation) text.style.transform = `rotate(${item.rotation}deg)`;
  const className = item.kind ? `label label-${item.kind}` : `place place-${item.rank} place-${item.side || "right"}`;
  names.addLayer(name(L, [item.lat, item.lon], text, className, "labels"));
}
