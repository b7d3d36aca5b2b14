// Measuring on the map: each click adds a point, the server says how long the line is or how large the area.

import { announce } from "./announce.js";
import { element } from "./elements.js";
import { say } from "./words.js";

const NEAR = 14; // pixels from the first point at which a click closes the area
const MOST = 200; // points, as the server has it

/** The measuring tool of a map: {start, add, active}. While it is active, `add(place)` takes every click. */
export function makeMeasuring(L, map, stage) {
  let panel = null;
  let points = [];
  let closed = false;
  let asked = 0;
  map.createPane("measuring").style.zIndex = 480;
  map.getPane("measuring").style.pointerEvents = "none";
  const plain = { pane: "measuring", interactive: false };
  const drawing = L.layerGroup();

  const draw = () => {
    drawing.clearLayers();
    const shape = closed ? L.polygon : L.polyline;
    drawing.addLayer(shape(points, { ...plain, className: `measure-line${closed ? " is-closed" : ""}` }));
    points.forEach((place, index) => {
      const first = index === 0 && points.length > 2 && !closed;
      drawing.addLayer(L.circleMarker(place, { ...plain, radius: first ? 8 : 4.5, className: "measure-point" }));
    });
    panel.undo.disabled = !points.length;
    panel.close.disabled = closed || points.length < 3;
    panel.hint.textContent = hint();
  };

  const hint = () => {
    if (closed) return say("Undo opens the area again, Done ends.");
    if (!points.length) return say("Click the map to add points. With the keyboard, Enter adds the middle of the map.");
    if (points.length >= MOST) return say("This is as many points as can be measured.");
    return points.length < 3 ? say("Add the next point.") : say("Add the next point, or click the first one to close the area.");
  };

  const change = () => {
    draw();
    measure();
  };

  const measure = async () => {
    const mine = ++asked;
    if (points.length < 2) return void panel.result.replaceChildren();
    const ring = closed ? [...points, points[0]] : points;
    const query = new URLSearchParams({ points: ring.map(({ lat, lng }) => `${lat.toFixed(6)},${lng.toFixed(6)}`).join(";"), lang: stage.names.language });
    try {
      const response = await fetch(`measure?${query}`);
      const found = await response.json();
      if (mine !== asked || !panel) return;
      response.ok ? show(found) : panel.result.replaceChildren(worded("p", found.problem));
    } catch {
      if (mine !== asked || !panel) return;
      panel.result.replaceChildren(worded("p", say("The server cannot be reached, so this could not be measured.")), button(say("Try again"), measure));
    }
  };

  const show = ({ facts, note }) => {
    const list = element("dl");
    for (const { label, words } of facts) list.append(worded("dt", label), worded("dd", words));
    panel.result.replaceChildren(list, worded("p", note));
  };

  const add = (place) => {
    if (closed || points.length >= MOST) return;
    const away = points.length > 2 ? map.latLngToContainerPoint(points[0]).distanceTo(map.latLngToContainerPoint(place)) : NEAR;
    if (away < NEAR) return close();
    points.push(L.latLng(place));
    change();
  };

  const close = () => {
    closed = points.length > 2;
    change();
    panel.done.focus({ preventScroll: true });
  };

  const undo = () => {
    closed ? (closed = false) : points.pop();
    change();
    if (document.activeElement?.disabled || document.activeElement === document.body) map.getContainer().focus({ preventScroll: true });
  };

  const keys = (event) => {
    if (event.defaultPrevented || event.target.closest?.("input, textarea, .story")) return;
    if (event.key === "Escape") end();
    else if (event.key === "Backspace") undo();
    else return;
    event.preventDefault();
  };

  const start = () => {
    if (panel) return end();
    map.closePopup();
    points = [];
    closed = false;
    panel = build(undo, close, end);
    stage.root.append(panel.box);
    stage.root.classList.add("is-measuring");
    map.doubleClickZoom.disable();
    drawing.addTo(map);
    document.addEventListener("keydown", keys);
    draw();
    announce(panel.hint.textContent);
    map.getContainer().focus({ preventScroll: true });
  };

  const end = () => {
    asked += 1; // an answer that is still to come is for nobody
    document.removeEventListener("keydown", keys);
    stage.root.classList.remove("is-measuring");
    map.doubleClickZoom.enable();
    drawing.remove();
    panel.box.remove();
    panel = null;
    map.getContainer().focus({ preventScroll: true });
  };

  return { start, add, active: () => panel !== null };
}

function build(undo, close, end) {
  const box = element("section", { class: "measuring", "data-testid": "measuring", "aria-label": say("Measure") });
  const result = element("div", { class: "measuring-result", "aria-live": "polite", "aria-atomic": "true" });
  const hint = element("p", { class: "measuring-hint" });
  const bar = element("div", { class: "measuring-bar" });
  const parts = { box, result, hint, undo: button(say("Undo"), undo), close: button(say("Close the area"), close), done: button(say("Done"), end) };
  bar.append(parts.undo, parts.close, parts.done);
  box.append(worded("h2", say("Measure")), result, hint, bar);
  return parts;
}

function button(label, press) {
  const made = element("button", { type: "button" });
  made.textContent = label;
  made.addEventListener("click", press);
  return made;
}

function worded(name, text) {
  const made = element(name);
  made.textContent = text;
  return made;
}
