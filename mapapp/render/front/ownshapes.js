// Shapes of the points of own layers, on the map's canvas and in its legend, so that a class is known without its colour.

import { svg } from "./patterns.js";

const corners = (...places) => places;
const round = (count, turn) => Array.from({ length: count }, (_, n) => [Math.sin((2 * Math.PI * n) / count + turn), -Math.cos((2 * Math.PI * n) / count + turn)]);

/** Outlines within a circle of radius 1, as corners; a circle has none. */
const SHAPES = {
  circle: null,
  square: corners([-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]),
  triangle: corners([0, -1.1], [1.05, 0.8], [-1.05, 0.8]),
  diamond: corners([0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]),
  wedge: corners([0, 1.1], [1.05, -0.8], [-1.05, -0.8]),
  cross: corners([-0.4, -1], [0.4, -1], [0.4, -0.4], [1, -0.4], [1, 0.4], [0.4, 0.4], [0.4, 1], [-0.4, 1], [-0.4, 0.4], [-1, 0.4], [-1, -0.4], [-0.4, -0.4]),
  hexagon: round(6, 0),
  bar: corners([-1.1, -0.5], [1.1, -0.5], [1.1, 0.5], [-1.1, 0.5]),
};

export const NAMES = Object.keys(SHAPES);

/** Leaflet's circle marker in other shapes, for its canvas. */
export function markClass(L) {
  return L.CircleMarker.extend({
    _updatePath() {
      const { _renderer: renderer, _point: at, _radius: size } = this;
      if (!renderer._drawing || this._empty()) return;
      trace(renderer._ctx, SHAPES[this.options.shape], at, size);
      renderer._fillStroke(renderer._ctx, this);
    },
  });
}

function trace(context, shape, at, size) {
  context.beginPath();
  if (!shape) return context.arc(at.x, at.y, size, 0, Math.PI * 2);
  for (const [x, y] of shape) context.lineTo(at.x + x * size, at.y + y * size);
  context.closePath();
}

/** A sample, 24 by 16, of what Leaflet draws a "point", "line" or "area" with. */
export function sampleOf({ color, weight, dashArray, fillColor, fillOpacity, shape, radius }, kind) {
  const made = kind === "point" ? point(SHAPES[shape], Math.min(radius, 7)) : kind === "line" ? svg("path", { d: "M1.5 8H22.5" }) : svg("rect", { x: 1.5, y: 1.5, width: 21, height: 13, rx: 2 });
  Object.assign(made.style, { stroke: color, strokeWidth: Math.min(weight, 8), strokeDasharray: dashArray || "none", fill: fillColor || "none", fillOpacity: fillOpacity ?? 1 });
  return svg("svg", { viewBox: "0 0 24 16", class: "sample own-sample", "aria-hidden": "true" }, [made]);
}

function point(corners, size) {
  if (!corners) return svg("circle", { cx: 12, cy: 8, r: size });
  return svg("polygon", { points: corners.map(([x, y]) => `${12 + x * size},${8 + y * size}`).join(" ") });
}
