// What of the large layers is at a place: the server looks it up, and the popup that is open there tells of it.

import { announce } from "./announce.js";
import { element } from "./elements.js";
import { fileAt } from "./offers.js";
import { renew } from "./popup.js";
import { view } from "./store.js";
import { say } from "./words.js";

/** Put into `host`, in an open popup, what of the shown large layers is at a place; nothing where nothing is. */
export async function tellFound(map, stage, popup, host, at) {
  const layers = stage.large.filter((id) => view().layers.includes(id));
  if (!layers.length) return;
  const query = new URLSearchParams({ at: `${at.lat.toFixed(6)},${at.lng.toFixed(6)}`, zoom: map.getZoom(), layers, lang: stage.names.language });
  let parts;
  let words;
  try {
    const response = await fetch(fileAt(`identify?${query}`));
    const found = await response.json();
    if (!response.ok) throw new Error(found.problem);
    parts = found.layers.map((one) => section(stage, one));
    words = found.layers.map((one) => `${stage.names.layers[one.layer]}: ${one.features.flatMap(({ fields }) => fields.slice(0, 1).map(([, value]) => value)).join(", ")}`).join(". ");
  } catch {
    words = say("What the large layers hold here could not be asked.");
    parts = [made("p", { class: "here-quiet" }, words)];
  }
  if (!parts.length || !popup.isOpen()) return;
  host.replaceChildren(...parts);
  renew(popup);
  announce(words);
}

function section(stage, { layer, features, more }) {
  const part = element("section", { class: `found layer-${layer}`, "data-found": layer, "aria-label": stage.names.layers[layer] });
  part.append(made("h3", {}, stage.names.layers[layer]));
  for (const { id, fields } of features) {
    const list = element("dl", { "data-feature": id });
    for (const [label, words] of fields) list.append(made("dt", {}, label), made("dd", {}, words));
    part.append(fields.length ? list : made("p", {}, say("Feature %(number)s, without fields", { number: id + 1 })));
  }
  if (more) part.append(made("p", { class: "here-quiet" }, say("And %(count)s more at this place; zoom in to tell them apart.", { count: more })));
  return part;
}

function made(name, attributes, text) {
  const one = element(name, attributes);
  one.textContent = text;
  return one;
}
