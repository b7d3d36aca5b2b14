// Fills and symbols in SVG, so that a layer is known without its colour.

const NS = "http://www.w3.org/2000/svg";
const LINES = {
  diagonal: "M-2 2 L2 -2 M0 10 L10 0 M8 12 L12 8",
  vertical: "M5 0 L5 10",
  cross: "M0 5 L10 5 M5 0 L5 10",
  dots: "M3 3 h1.6 v1.6 h-1.6 z M8 8 h1.6 v1.6 h-1.6 z",
};
const SYMBOLS = {
  circle: "M8 2.5 a5.5 5.5 0 1 0 .01 0 z",
  square: "M3 3 h10 v10 h-10 z",
  diamond: "M8 1.5 L14.5 8 L8 14.5 L1.5 8 z",
  triangle: "M8 2 L14.5 13.5 L1.5 13.5 z",
};

let hand;

export function svg(name, attributes = {}, children = []) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Pattern definitions for the layers that have one; the colours come from each layer's class. */
export function definitions(specs) {
  const patterns = specs.filter((spec) => LINES[spec.pattern]).map((spec) => {
    const ground = svg("rect", { width: 10, height: 10, class: "pattern-ground" });
    const lines = svg("path", { d: LINES[spec.pattern], class: "pattern-lines" });
    const box = { id: `pattern-${spec.id}`, width: 10, height: 10, patternUnits: "userSpaceOnUse" };
    return svg("pattern", { ...box, class: `layer-${spec.id}` }, [ground, lines]);
  });
  const bands = specs.map((spec) => {
    const lines = svg("path", { d: "M-1 1 L1 -1 M0 7 L7 0 M6 8 L8 6", class: "band-lines" });
    const box = { id: `band-${spec.id}`, width: 7, height: 7, patternUnits: "userSpaceOnUse" };
    return svg("pattern", { ...box, class: `layer-${spec.id}` }, [lines]);
  });
  const all = svg("defs", {}, [...patterns, ...bands]);
  return svg("svg", { class: "pattern-store", width: 0, height: 0, "aria-hidden": "true" }, [all]);
}

export const fillOf = (spec) => (LINES[spec.pattern] ? `url(#pattern-${spec.id})` : "");

/** A point's symbol, 16 by 16 pixels. */
export function symbol(spec) {
  return svg("svg", { viewBox: "0 0 16 16", class: "symbol", "aria-hidden": "true" }, [
    svg("path", { d: SYMBOLS[spec.symbol] || SYMBOLS.circle }),
  ]);
}

/** A sample of a layer for the legend and the list: its symbol, or its fill and line. */
export function sample(spec) {
  if (spec.points) return symbol(spec);
  if (spec.lines) return svg("svg", { viewBox: "0 0 24 16", class: "sample", "aria-hidden": "true" }, [svg("path", { d: "M2 12 C8 2 14 15 22 4", class: "region line" })]);
  const area = svg("rect", { x: 1.5, y: 1.5, width: 21, height: 13, rx: 2, class: spec.bands ? "band" : "region" });
  area.style.fill = spec.bands ? `url(#band-${spec.id})` : fillOf(spec);
  return svg("svg", { viewBox: "0 0 24 16", class: "sample", "aria-hidden": "true" }, [area]);
}

/** Layer specs by id, once the map is drawn: the list shows the same samples as the legend. */
export const published = new Promise((resolve) => {
  hand = resolve;
});

/** Hands the specs of the drawn layers to whoever waits for `published`. */
export const publish = (specs) => hand(specs);
