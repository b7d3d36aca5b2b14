// The map on paper: for as long as a page is printed it is laid out as one sheet, in light colours, with its full legend.

import { element } from "./elements.js";
import { addressOf, ungestured } from "./place.js";
import { view } from "./store.js";
import { say } from "./words.js";

const PATIENCE = 4000; // milliseconds that online tiles are waited for

/** Lay the map out for the sheet whenever the browser prints; returns what the button does. */
export function preparePrint(L, map, stage) {
  const { retina } = L.Browser;
  const root = document.documentElement;
  let before = null;
  const lay = () => {
    if (before) return;
    const bounds = map.getBounds();
    before = { centre: map.getCenter(), zoom: map.getZoom(), parts: [head(stage), foot(stage, addressOf(map, stage.names))] };
    document.body.append(...before.parts);
    root.classList.add("is-printing");
    root.style.setProperty("--foot", `${before.parts[1].scrollHeight + 1}px`); // the map ends where the words below it begin
    L.Browser.retina = true; // paper is finer than a screen
    fit(() => map.fitBounds(bounds, { animate: false }));
    before.parts.push(...[...map.getPane("mapPane").querySelectorAll("canvas")].map(picture));
  };
  const restore = () => {
    if (!before) return;
    const { centre, zoom, parts } = before;
    before = null;
    parts.forEach((part) => part.remove());
    root.classList.remove("is-printing");
    root.style.removeProperty("--foot");
    L.Browser.retina = retina;
    fit(() => map.setView(centre, zoom, { animate: false }));
  };
  // Paper is made at once: whatever would wait for the next frame is told to draw now.
  const fit = (move) => {
    ungestured(); // the key that asked for paper moved no map
    map.stop();
    map.fire("recolour");
    map.invalidateSize({ pan: false, animate: false });
    move();
    map.fire("drawnow");
  };
  addEventListener("beforeprint", lay);
  addEventListener("afterprint", restore);
  return async () => {
    lay();
    await tiles(map);
    print();
    restore(); // some browsers tell nothing when the reader is done
  };
}

/** A picture of a canvas in its place: a browser would print stroke by stroke what was drawn, and its clearing as white. */
function picture(canvas) {
  const copy = canvas.cloneNode();
  copy.getContext("2d").drawImage(canvas, 0, 0);
  copy.classList.add("sheet-picture");
  canvas.after(copy);
  return copy;
}

/** Resolves when every tile on the map is there, or when waiting is no use. */
function tiles(map) {
  const waiting = [];
  map.eachLayer((layer) => {
    if (layer.isLoading?.()) waiting.push(new Promise((resolve) => layer.once("load", resolve)));
  });
  return Promise.race([Promise.all(waiting), new Promise((resolve) => setTimeout(resolve, waiting.length ? PATIENCE : 0))]);
}

function head({ names }) {
  const made = element("header", { class: "sheet-head" });
  const { year, selected } = view();
  const told = [names.entries[selected], year && say("As it was at the end of %(year)s", { year })].filter(Boolean);
  made.append(worded("h1", names.title), worded("p", told.join(" · ")));
  return made;
}

function foot({ names }, address) {
  const made = element("footer", { class: "sheet-foot" });
  const credits = [...new Set(view().layers.map((layer) => names.credits[layer]).filter(Boolean))];
  const day = new Date().toLocaleDateString(names.language, { dateStyle: "long" });
  made.append(worded("p", names.doubt), worded("p", say("Layers: %(credits)s", { credits: credits.join("; ") })), worded("p", `${address} · ${day}`));
  return made;
}

function worded(name, text) {
  const made = element(name);
  made.textContent = text;
  return made;
}
