// The own layers of a visit: read by the server, drawn, kept, taken away again. Nothing of them is in the address, and nothing of them is ever markup.

import { announce } from "./announce.js";
import { flyTo } from "./camera.js";
import { motion } from "./cards.js";
import { element } from "./elements.js";
import { tell } from "./notices.js";
import { openAdding, sayFull } from "./ownadding.js";
import { makeCards } from "./owncards.js";
import { makeEasel } from "./owndrawing.js";
import { doorOf, forget, keep, keepAlive, recall } from "./ownkeeping.js";
import { makeRows } from "./ownlegend.js";
import { openFeature } from "./ownpopup.js";
import { followPointer } from "./ownpointer.js";
import { COLOURS, makeStyle, stylable } from "./ownstyles.js";
import { say } from "./words.js";

const MOST = 5; // layers at once
const FOLDED = 700; // pixels of a map up to which the legend opens over it, as in legend.js

/** Begin on a map, once: {add, restore, expect}. */
export async function begin({ L, map, stage, legend, list }) {
  await styles();
  const own = { L, map, stage, layers: [], awaited: [], easel: makeEasel(L, map), language: stage.names.language };
  own.show = (layer, id) => showFeature(own, layer, id, false);
  own.toggle = (layer, shown) => toggle(own, layer, shown);
  own.dress = (layer, field) => dress(own, layer, field);
  own.remove = (layer) => remove(own, layer);
  own.replace = (layer, sent) => place(own, sent, layer);
  own.find = (layer) => flyTo(map, { getBounds: () => layer.drawing.boundsOf() }, motion() === "smooth");
  own.rows = makeRows(own, legend);
  own.cards = makeCards(own, list);
  own.open = (layer) => own.cards.open(layer);
  own.full = () => own.layers.length >= MOST;
  followPointer(own);
  keepAlive(() => own.layers.map(({ token }) => token), (token) => lose(own, token));
  const drop = element("div", { class: "own-drop", hidden: "" });
  drop.append(element("p"));
  drop.firstChild.textContent = say("Drop the file to add it as your layer");
  document.body.append(drop);
  return {
    add(files) {
      if (stage.root.clientWidth < FOLDED && !legend.classList.contains("is-folded")) legend.querySelector(".legend-title").click(); // it would lie over what comes
      own.full() ? sayFull(stage.root, MOST) : openAdding(own, files);
    },
    restore: () => restore(own),
    expect: (wanted) => (drop.hidden = !wanted || Boolean(document.querySelector("dialog[open]:not([data-testid=own-adding])"))),
  };
}

/** The styles come with the first own layer: who adds none does not wait for them. */
function styles() {
  const link = element("link", { rel: "stylesheet", href: new URL("own.css", import.meta.url).href });
  const there = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error("own.css"));
  });
  document.head.append(link);
  return there;
}

/** Put on the map what the server has read: {own, report}; in the place of another layer where it was read anew. */
async function place(own, { own: token, report }, before = null, told = {}) {
  const { features } = await fetch(doorOf(token, "layer.geojson")).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.status} for a layer`))));
  const taken = own.layers.filter((other) => other !== before).map(({ colour }) => colour);
  const free = Array.from({ length: COLOURS }, (_, index) => index + 1).find((colour) => !taken.includes(colour));
  const colour = before?.colour || (Number.isInteger(told.colour) && !taken.includes(told.colour) && told.colour > 0 && told.colour <= COLOURS ? told.colour : free);
  const layer = { token, report, features, colour, shown: told.shown !== false, byId: new Map(features.map((feature) => [feature.id, feature])) };
  layer.style = styleOf(own, layer, told.field);
  layer.drawing = own.easel.draw(features, (feature) => layer.style.of(feature).look);
  if (before) remove(own, before, true);
  own.layers.push(layer);
  if (layer.shown) layer.drawing.group.addTo(own.map);
  changed(own);
  return layer;
}

function styleOf(own, { report, features, colour }, name) {
  const field = stylable(report).find((one) => one.name === name) || null;
  return makeStyle(features, field, colour, own.language);
}

/** Style a layer by a field, or by none. */
function dress(own, layer, name) {
  layer.style = styleOf(own, layer, name);
  layer.drawing.restyle();
  changed(own);
}

function toggle(own, layer, shown) {
  layer.shown = shown;
  shown ? layer.drawing.group.addTo(own.map) : layer.drawing.group.remove();
  if (!shown && own.chosen?.layer === layer) own.map.closePopup();
  announce(shown ? say("Layer shown: %(name)s.", { name: layer.report.name }) : say("Layer hidden: %(name)s.", { name: layer.report.name }));
  changed(own);
}

/** Take a layer from the map, the list, the visit and the server. */
function remove(own, layer, quietly = false) {
  if (own.chosen?.layer === layer) own.map.closePopup();
  layer.drawing.group.remove();
  own.layers = own.layers.filter((other) => other !== layer);
  forget(layer.token);
  changed(own);
  if (!quietly) announce(say("Removed: %(name)s.", { name: layer.report.name }));
}

/** The server no longer has a layer: what is drawn stays as long as the page, the rest cannot be asked any more. */
function lose(own, token) {
  const layer = own.layers.find((one) => one.token === token);
  if (!layer || layer.lost) return;
  layer.lost = true;
  tell(own.stage.root, say("The server no longer keeps “%(name)s”. It stays on this map until the page is closed; add the file again to ask it questions.", { name: layer.report.name }));
  changed(own);
}

/** Show again what the page had before it was loaded anew. */
async function restore(own) {
  own.awaited = recall().slice(0, MOST);
  for (const told of [...own.awaited]) {
    try {
      const answer = await fetch(doorOf(told.token, `report.json?lang=${own.language}`));
      if (answer.status === 404) tell(own.stage.root, say("The server no longer keeps a layer of yours; add the file again."));
      else if (!answer.ok) continue; // it may be there when the page is loaded again
      else await place(own, { own: told.token, report: await answer.json() }, null, told);
      own.awaited = own.awaited.filter((other) => other !== told);
    } catch {
      tell(own.stage.root, say("A layer of yours could not be loaded; load the page again to try once more."));
    }
  }
  changed(own);
}

/** Rows, cards and what is kept follow every change. */
function changed(own) {
  own.rows.write();
  own.cards.write();
  const there = own.layers.filter(({ lost }) => !lost).map(({ token, style, colour, shown }) => ({ token, field: style.field, colour, shown }));
  keep([...there, ...own.awaited.filter(({ token }) => !there.some((one) => one.token === token))]);
}

/** Bring a feature into view, with its popup and a ring; its layer is switched on if need be. */
function showFeature(own, layer, id, byKeys) {
  if (!layer.shown) toggle(own, layer, true);
  const bounds = layer.drawing.boundsOf(id);
  if (!bounds.isValid()) return announce(say("This feature has no place."));
  const { map, L } = own;
  const part = bounds.getNorthEast().equals(bounds.getSouthWest()) ? L.marker(bounds.getCenter()) : { getBounds: () => bounds };
  if (!map.getBounds().pad(-0.1).contains(bounds)) flyTo(map, part, false);
  const at = layer.drawing.parts.get(id)[0];
  openFeature(own, [{ layer, feature: layer.byId.get(id) }], at.getLatLng ? at.getLatLng() : at.getCenter(), byKeys);
}
