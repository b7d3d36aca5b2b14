// Where the reader moved the map to, in the address and nowhere else: the server is not asked while the map is moved.

import { pages } from "./pages.js";
import { view } from "./store.js";

const PATIENCE = 1500; // milliseconds from a gesture to the end of the move that it caused, inertia included
let gesture = -PATIENCE;

/** The reader is about to move the map. */
export function gestured() {
  gesture = performance.now();
}

/** What moves the map from now on is not the reader. */
export function ungestured() {
  gesture = -PATIENCE;
}

/** Write where the reader moved the map to; moves of the page's own are none of the reader's. */
export function keepPlace(map) {
  const container = map.getContainer();
  for (const kind of ["wheel", "dblclick", "keydown"]) container.addEventListener(kind, gestured, { passive: true });
  container.addEventListener("touchstart", ({ touches }) => touches.length > 1 && gestured(), { passive: true });
  container.addEventListener("touchend", ({ touches }) => touches.length > 0 && gestured(), { passive: true }); // a slow pinch ends here
  map.on("dragend", gestured);
  window.addEventListener("popstate", () => {
    const place = placed();
    if (place) map.setView(place.slice(0, 2), place[2], { animate: false });
  });
  map.on("moveend", () => {
    if (performance.now() - gesture < PATIENCE) write(spell(map));
  });
}

/** The page moves the map itself: the address forgets where the reader had been. */
export function forgetPlace() {
  ungestured();
  write("");
}

/** The place that the address names, as [latitude, longitude, zoom]; null when it names none. */
export function placed() {
  const parts = (new URLSearchParams(location.search).get("view") || "").split(",").map(Number);
  return parts.length === 3 && parts.every(Number.isFinite) ? parts : null;
}

/** Write the address as the server would: defaults and what it does not know are left out, without a step back to them. */
export function tidy(query) {
  const search = query ? `?${query}` : "";
  if (location.search !== search) history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
}

/** The server has answered for an address: when a quick step back has crossed an answer, the address follows the map. */
export function agree(query) {
  const told = new URLSearchParams(query);
  const written = new URLSearchParams(location.search);
  for (const key of ["embed", "embed_options"]) if (written.has(key)) told.set(key, written.get(key)); // Streamlit's own
  const rest = (params) => String([...params].filter(([key]) => key !== "view").sort());
  if (rest(told) !== rest(written)) tidy(String(told));
}

/** The address of what is on the screen, in full: nothing is left to the reader's language or to what the server has heard of. */
export function addressOf(map, names, more = {}) {
  const { selected, layers, basemap, year, step } = view();
  const address = pages.of(names.language, selected, entryKey(names, selected));
  const given = { basemap: basemap === "embedded" ? null : basemap, year, story: step };
  const known = { layers: [...layers].sort().join(","), ...given, view: spell(map), ...more };
  for (const [key, value] of Object.entries(known)) if (value !== null) address.searchParams.set(key, value);
  return address.href.replaceAll("%2C", ",");
}

/** The key under which an address names an entry. */
export const entryKey = (names, id) => (id in names.layerOf ? "region" : "topic");

/** The address at which others find an entry, or the whole atlas; a page that was opened from a disk has none. */
export function homeOf(names, id) {
  const address = pages.of(names.language, id, entryKey(names, id));
  return address.protocol === "file:" ? "" : address.href;
}

function spell(map) {
  const { lat, lng } = map.getCenter();
  return [lat.toFixed(4), lng.toFixed(4), map.getZoom()].map(Number).join(",");
}

function write(place) {
  const address = new URL(location.href);
  if ((address.searchParams.get("view") || "") === place) return;
  place ? address.searchParams.set("view", place) : address.searchParams.delete("view");
  history.replaceState(history.state, "", address);
}
