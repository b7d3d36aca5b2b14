// A large layer of the atlas: Leaflet's own tiles, asked for only where something is drawn, in the colour of light or dark.

import { bytesOf, get } from "./files.js";
import { fileAt } from "./offers.js";
import { view } from "./store.js";
import { whileWaiting } from "./waiting.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** A Leaflet layer for a spec {id, url, light, dark}. What is at `url` says where its tiles are, and where there is nothing. */
export function makeTiles(L, spec, stage) {
  const pane = "large"; // above the bands of doubt, below the regions, which take the clicks
  const layer = L.tileLayer("", { pane, minNativeZoom: 0, maxNativeZoom: 24 });
  const onAdd = layer.onAdd;
  const isDark = () => dark.matches && !document.documentElement.classList.contains("is-printing");
  let about = null;
  let failed = false;
  let drawnDark = null;
  let map = null;
  layer.spec = spec;
  layer.getLayers = () => []; // it has no regions
  layer.getTileUrl = ({ x, y, z }) => {
    drawnDark = isDark();
    return fileAt(`${about.tiles.slice(1)}${drawnDark ? spec.dark : spec.light}/${z}/${x}/${y}.png`);
  };
  const createTile = layer.createTile;
  layer.createTile = (at, done) => {
    if (holds(about, at.x, at.y, at.z)) return createTile.call(layer, at, done);
    const nothing = document.createElement("div"); // an empty picture would never count as loaded, and keep tiles of other zooms
    queueMicrotask(() => done(null, nothing));
    return nothing;
  };
  layer.load = () => {
    if (failed) begin();
    layer.loaded ??= whileWaiting(spec.id, get(spec.url)).then(
      (found) => {
        about = { ...found, bits: bitsOf(found.blocks) };
        [layer.options.minNativeZoom, layer.options.maxNativeZoom] = found.zooms;
        stage.credit(stage.names.credits[spec.id]);
        begin();
      },
      () => {
        layer.loaded = null;
        if (view().layers.includes(spec.id)) stage.layerFailed(layer);
      },
    );
    return layer.loaded;
  };
  const begin = () => {
    failed = false;
    if (!map?.hasLayer(layer)) return;
    const { viewprereset, viewreset } = layer.getEvents(); // its redraw() forgets that zooms lie between whole ones
    viewprereset.call(layer);
    viewreset.call(layer);
  };
  layer.on("add", () => layer.load());
  layer.on("tileerror", () => {
    if (failed) return; // said once, however many follow
    failed = true;
    stage.layerFailed(layer);
  });
  const recolour = () => drawnDark !== null && drawnDark !== isDark() && begin();
  dark.addEventListener("change", recolour);
  layer.onAdd = (where) => {
    if (!where.getPane(pane)) where.createPane(pane).style.zIndex = 390;
    map ??= where.on("recolour", recolour);
    return onAdd.call(layer, where);
  };
  return layer;
}

function holds(about, x, y, z) {
  const block = about?.blocks[z];
  if (!block) return false;
  const [left, top, columns, rows] = block;
  const [across, down] = [x - left, y - top];
  if (across < 0 || down < 0 || across >= columns || down >= rows) return false;
  const place = down * columns + across;
  return Boolean(about.bits[z][place >> 3] & (1 << (place & 7)));
}

const bitsOf = (blocks) => Object.fromEntries(Object.entries(blocks).map(([zoom, block]) => [zoom, bytesOf(block[4])]));
