// What the reader looks at, shared by map and panel. It acts at once and reports to the server afterwards.

import { onceAfterPaint } from "./paint.js";

const listeners = new Set();
const glances = new Set();
let state = null; // {selected: id or null, layers: sorted ids, basemap: id, year: number or null, step: number or null}
let send = null; // reports a state to the server, once the stage is mounted
let awaited = null; // what was reported and not yet answered; older answers are ignored

const spell = ({ selected, layers, basemap, year, step }) =>
  JSON.stringify([selected || "", [...layers].sort(), basemap, year || 0, step || 0]);

export const view = () => state;

/** Calls listener(state, previous, cause) now, if there is a state, and after each change. */
export function subscribe(listener) {
  listeners.add(listener);
  if (state) listener(state, null, "start");
  return () => listeners.delete(listener);
}

/** The reader did something: change the state at once, then report it whole, as ids. */
export function act(change, cause) {
  if (!state) return;
  become({ ...state, ...change }, cause);
  awaited = spell(state);
  report();
}

/** Try something while the reader is still choosing: nothing is reported until act() settles it. */
export function preview(change, cause) {
  if (state) become({ ...state, ...change }, cause);
}

/** Look at a place for a moment, a region's id or "latitude,longitude", without opening or reporting anything. */
export function glance(place) {
  for (const look of glances) look(place);
}

/** Calls look(place) at each glance. */
export function onGlance(look) {
  glances.add(look);
}

/** The server says what the address asks for. An answer that is older than the reader's last act is ignored. */
export function hear(told) {
  if (awaited !== null) {
    if (spell(told) === awaited) awaited = null;
  } else if (!state || spell(told) !== spell(state)) {
    const { selected, layers, basemap, year, step } = told;
    become({ selected: selected || null, layers: [...layers], basemap, year: year || null, step: step || null }, "address");
  }
}

/** How to report from now on; what is still owed is reported at once. */
export function reportWith(callback) {
  const first = send === null;
  send = callback;
  if (first) reportAgain();
}

/** The connection is back: report again what nobody has answered. */
export function reportAgain() {
  if (awaited !== null) report();
}

/** Whether the server has still to answer for something. */
export const owed = () => awaited !== null;

function values() {
  const { selected, layers, basemap, year, step } = state;
  const told = { layers: layers.join(","), basemap }; // no layers is an answer too
  if (selected) told.selected = selected;
  if (year) told.year = String(year);
  if (step) told.story = String(step);
  return told;
}

const report = onceAfterPaint(() => { // what is done within a frame is told at once
  if (owed()) send?.(values()); // the reader may have gone back meanwhile
});

function become(next, cause) {
  const previous = state;
  state = next;
  for (const listener of [...listeners]) listener(state, previous, cause);
}

// Back and forward are the reader's latest word: whatever was awaited no longer counts.
window.addEventListener("popstate", () => {
  awaited = null;
});
