// Walking on the map by keys: its regions are one stop of the tab order, and arrow keys lead from one to the next.

import { room } from "./camera.js";
import { onceAfterPaint } from "./paint.js";
import { act, subscribe, view } from "./store.js";

const WAYS = { ArrowUp: 0, ArrowRight: 90, ArrowDown: 180, ArrowLeft: 270 }; // degrees from north
const CONE = 45; // degrees to either side: four cones leave no region out
const RADIANS = Math.PI / 180;

/** Let the reader walk; `places` holds [latitude, longitude] of areas by id. Returns what brings a lost focus back. */
export function walkOnMap(L, map, stage, places) {
  const container = map.getContainer();
  const walk = { L, map, stage, places: new Map(places), stop: null, held: null, ring: L.layerGroup().addTo(map) };
  const pane = map.createPane("ring");
  pane.style.zIndex = 465;
  pane.style.pointerEvents = "none";
  container.addEventListener("keydown", (event) => press(walk, event));
  container.addEventListener("focusin", ({ target }) => target.dataset?.region && hold(walk, target));
  container.addEventListener("focusout", ({ target }) => target.dataset?.region && setTimeout(() => settle(walk, target)));
  const soon = onceAfterPaint(() => tend(walk));
  map.on("layeradd layerremove", ({ layer }) => layer.region && soon());
  subscribe(soon);
  return () => mend(walk);
}

const elementOf = ({ stage }, id) => stage.parts.get(id)?.getElement?.();
const isDrawn = (walk, id) => Boolean(elementOf(walk, id)?.isConnected);
const inListOrder = () => [...document.querySelectorAll("[data-region-link]")].map((row) => row.dataset.regionLink);

/** Name every drawn region, and keep exactly one of them in the tab order. */
function tend(walk) {
  const drawn = [...walk.stage.parts.keys()].filter((id) => isDrawn(walk, id));
  if (!drawn.includes(walk.stop)) {
    const { selected } = view();
    walk.stop = drawn.includes(selected) ? selected : inListOrder().find((id) => drawn.includes(id)) || drawn[0] || null;
  }
  const { entries, where } = walk.stage.names;
  for (const id of drawn) {
    const element = elementOf(walk, id);
    const told = {
      role: "button",
      tabindex: id === walk.stop ? "0" : "-1",
      "aria-label": [entries[id] || id, where[id]].filter(Boolean).join(". "),
      "aria-expanded": String(view().selected === id),
    };
    for (const [name, value] of Object.entries(told)) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  mend(walk);
}

/** Leaflet takes elements out and puts them back, and the focus with them: give it back, or else to the map. */
function mend(walk) {
  if (!walk.held || document.activeElement !== document.body) return;
  const element = elementOf(walk, walk.held);
  if (element?.isConnected) element.focus({ preventScroll: true });
  else {
    release(walk);
    walk.map.getContainer().focus({ preventScroll: true });
  }
}

/** The focus has left a region: by the reader, or because the region has gone from the map. */
function settle(walk, element) {
  if (walk.held !== element.dataset.region || document.activeElement === elementOf(walk, walk.held)) return;
  if (document.activeElement === document.body && !element.isConnected) mend(walk);
  else release(walk);
}

function press(walk, event) {
  const id = event.target.dataset?.region;
  if (!id || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key in WAYS) go(walk, nextTo(walk, id, WAYS[event.key]));
  else if (event.key === "Home" || event.key === "End") {
    const order = inListOrder().filter((other) => isDrawn(walk, other));
    go(walk, order.at(event.key === "Home" ? 0 : -1));
  } else if (event.key === "Enter" || event.key === " ") choose(walk, id);
  else if (event.key === "Escape") {
    walk.map.closePopup();
    walk.map.getContainer().focus({ preventScroll: true });
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Open a region's card as a click does, or close it. */
function choose(walk, id) {
  const opens = view().selected !== id;
  if (!opens) walk.map.closePopup();
  act({ selected: opens ? id : null }, "map");
  if (opens) walk.stage.openPopup(id, placeOf(walk, id));
}

/** Put the focus on a region and bring its place into what nothing covers. */
function go(walk, id) {
  if (!id) return;
  elementOf(walk, walk.stop)?.setAttribute("tabindex", "-1");
  walk.stop = id;
  const element = elementOf(walk, id);
  element.setAttribute("tabindex", "0");
  element.focus({ preventScroll: true });
  walk.map.panInside(placeOf(walk, id), room(walk.map));
}

/** The nearest region in a direction; of two equally near ones the first by id. */
function nextTo(walk, id, way) {
  const start = placeOf(walk, id);
  const found = [...walk.stage.parts.keys()]
    .filter((other) => other !== id && isDrawn(walk, other))
    .map((other) => ({ other, place: placeOf(walk, other) }))
    .filter(({ place }) => Math.abs(((bearing(start, place) - way + 540) % 360) - 180) <= CONE)
    .map(({ other, place }) => ({ other, away: start.distanceTo(place) }));
  found.sort((one, two) => one.away - two.away || (one.other < two.other ? -1 : 1));
  return found[0]?.other;
}

/** Degrees from north of the great circle from one place to another, where it starts. */
function bearing(from, to) {
  const [north, south, turn] = [from.lat * RADIANS, to.lat * RADIANS, (to.lng - from.lng) * RADIANS];
  const east = Math.sin(turn) * Math.cos(south);
  const ahead = Math.cos(north) * Math.sin(south) - Math.sin(north) * Math.cos(south) * Math.cos(turn);
  return (Math.atan2(east, ahead) / RADIANS + 360) % 360;
}

/** Where a region stands for walking: the widest place of an area, the half-way vertex of a line, a point itself. */
function placeOf({ L, places, stage }, id) {
  const part = stage.parts.get(id);
  if (places.has(id)) return L.latLng(places.get(id));
  if (part.getLatLng) return part.getLatLng();
  const vertices = part.getLatLngs().flat(Infinity);
  return vertices[Math.floor(vertices.length / 2)];
}

/** The region has the focus: a ring round it, where the browser would show one. */
function hold(walk, element) {
  release(walk);
  walk.held = element.dataset.region;
  const part = walk.stage.parts.get(walk.held);
  if (!part.getLatLngs || !element.matches(":focus-visible")) return;
  const draw = part instanceof walk.L.Polygon ? walk.L.polygon : walk.L.polyline;
  for (const className of ["ring-halo", "ring"]) {
    walk.ring.addLayer(draw(part.getLatLngs(), { pane: "ring", interactive: false, fill: false, className }));
  }
}

function release(walk) {
  walk.held = null;
  walk.ring.clearLayers();
}
