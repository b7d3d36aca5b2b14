// A corridor's profile: pointing at the chart shows the place on the map, pointing at the axis on the map shows it in the chart.

import { get } from "./files.js";

const listeners = new Set();
let open = null; // {stations, svg, says, index} of the chart that is on screen

/** Calls listener(station, stations) when another station is pointed at, and listener(null, []) when the chart goes. */
export function onStation(listener) {
  listeners.add(listener);
  if (open) listener(open.stations[open.index] || null, open.stations);
}

/** Bring the chart of a card to life, if it has one; without it, forget the one before. */
export async function attach(article, panels) {
  open = null;
  tell();
  const section = article?.querySelector("[data-profile]");
  if (!section) return;
  const stations = await get(`${panels}${section.dataset.profile}`);
  if (!section.isConnected) return;
  const svg = section.querySelector(".profile-chart");
  open = { stations, svg, says: section.querySelector(".profile-says"), index: -1 };
  svg.addEventListener("pointermove", (event) => point(nearestTo(event)));
  svg.addEventListener("pointerdown", (event) => point(nearestTo(event)));
  svg.addEventListener("keydown", walk);
  tell();
}

/** Point at a station by its number. */
export function point(index) {
  if (!open || index === open.index) return;
  open.index = Math.max(0, Math.min(open.stations.length - 1, index));
  const station = open.stations[open.index];
  const cursor = open.svg.querySelector(".profile-cursor");
  cursor.removeAttribute("hidden");
  cursor.setAttribute("transform", `translate(${station.x} 0)`);
  open.svg.setAttribute("aria-valuenow", String(open.index));
  open.svg.setAttribute("aria-valuetext", station.says);
  open.says.textContent = station.says;
  tell();
}

function tell() {
  for (const listener of listeners) listener(open?.stations[open.index] || null, open?.stations || []);
}

function nearestTo(event) {
  const box = open.svg.getBoundingClientRect();
  const x = ((event.clientX - box.left) / box.width) * open.svg.viewBox.baseVal.width;
  const away = open.stations.map((station) => Math.abs(station.x - x));
  return away.indexOf(Math.min(...away));
}

function walk(event) {
  const last = open.stations.length - 1;
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10, Home: -last, End: last };
  if (!(event.key in steps)) return;
  event.preventDefault();
  point(Math.max(0, open.index) + steps[event.key]);
}
