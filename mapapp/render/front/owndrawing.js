// Own layers on the map: drawn on a canvas in a pane of their own, above the atlas and below the names.

import { markClass } from "./ownshapes.js";
import { paintOf } from "./ownstyles.js";

const REACH = 4; // pixels beside a line or a point that still hit it
const PANE = "own";
const dark = matchMedia("(prefers-color-scheme: dark)");

/** What own layers are drawn with on a map: {draw, at, ring}. */
export function makeEasel(L, map) {
  const pane = map.createPane(PANE);
  pane.style.zIndex = 430;
  pane.style.pointerEvents = "none"; // a canvas would take every click from what lies below it: see at()
  const Mark = markClass(L);
  const renderer = new (canvasClass(L))({ pane: PANE, padding: 0.4, tolerance: REACH });
  const ring = L.layerGroup().addTo(map);
  const drawn = new Set();
  const restyle = () => drawn.forEach((drawing) => drawing.restyle());
  dark.addEventListener("change", restyle);
  map.on("recolour", restyle);

  /** A layer's features, not yet on the map; `styleOf(feature)` gives the look of each. */
  function draw(features, styleOf) {
    const group = L.layerGroup();
    const parts = new Map();
    for (const feature of features) {
      const made = feature.geometry && L.GeoJSON.geometryToLayer(feature, { pointToLayer: (_, place) => new Mark(place, {}) });
      const pieces = made ? piecesOf(made) : [];
      for (const part of pieces) {
        part.feature = feature;
        Object.assign(part.options, { renderer, pane: PANE, interactive: false, smoothFactor: 0.7 });
        group.addLayer(part);
      }
      parts.set(feature.id, pieces);
    }
    const drawing = { group, parts, restyle: () => paint(L, group, styleOf), boundsOf: (id) => boundsOf(L, id === undefined ? [...parts.values()].flat() : parts.get(id) || []) };
    drawing.restyle();
    group.on("add", () => drawn.add(drawing)).on("remove", () => drawn.delete(drawing));
    return drawing;
  }

  /** All that lies at a place, as [{drawing, feature}]: points before lines before areas, small ones first. */
  function at(place) {
    const point = map.latLngToLayerPoint(place);
    const found = [];
    for (const drawing of drawn) {
      drawing.group.eachLayer((part) => part._pxBounds?.contains(point) && part._containsPoint(point) && found.push({ drawing, feature: part.feature, size: sizeOf(L, part) }));
    }
    return found.reverse().sort((one, other) => one.size - other.size);
  }

  /** Put a ring round a feature, or round none. */
  function mark(drawing, id) {
    ring.clearLayers();
    for (const part of drawing?.parts.get(id) || []) {
      for (const className of ["ring-halo", "ring"]) ring.addLayer(ringOf(L, part, { pane: "ring", interactive: false, fill: false, className }));
    }
  }

  return { draw, at, mark };
}

/** A canvas that draws a pale seam under every line, so that what is the reader's stands out from the atlas. */
function canvasClass(L) {
  return L.Canvas.extend({
    _fillStroke(context, part) {
      const { seam, weight } = part.options;
      if (seam) {
        Object.assign(context, { globalAlpha: 0.85, lineWidth: weight + 3, strokeStyle: seam, lineJoin: "round" });
        context.setLineDash([]);
        context.stroke();
      }
      L.Canvas.prototype._fillStroke.call(this, context, part);
    },
  });
}

/** The single shapes of what Leaflet made, which may hold several. */
const piecesOf = (made) => (made.eachLayer ? made.getLayers().flatMap(piecesOf) : [made]);

function ringOf(L, part, options) {
  if (part.getLatLng) return L.circleMarker(part.getLatLng(), { ...options, radius: part.options.radius + 5 });
  return (part instanceof L.Polygon ? L.polygon : L.polyline)(part.getLatLngs(), options);
}

function paint(L, group, styleOf) {
  const style = getComputedStyle(document.documentElement);
  const read = new Map();
  const colours = (name) => {
    if (!read.has(name)) read.set(name, style.getPropertyValue(`--own-${name}`).trim());
    return read.get(name);
  };
  group.eachLayer((part) => {
    const kind = part.getLatLng ? "point" : part instanceof L.Polygon ? "area" : "line";
    part.setStyle(paintOf(styleOf(part.feature), kind, colours)); // with the radius of a point
  });
}

function sizeOf(L, part) {
  if (part.getLatLng) return -2;
  if (!(part instanceof L.Polygon)) return -1;
  const { x, y } = part._pxBounds.getSize();
  return x * y;
}

function boundsOf(L, parts) {
  const bounds = L.latLngBounds([]);
  for (const part of parts) bounds.extend(part.getLatLng ? part.getLatLng() : part.getBounds());
  return bounds;
}
