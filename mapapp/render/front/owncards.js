// Own layers in the panel: a row each above the atlas's own, which opens to all that can be done with the layer.

import { button, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { watchLinks } from "./fetching.js";
import { answersInto } from "./ownanswers.js";
import { doorOf } from "./ownkeeping.js";
import { keyOf } from "./ownlegend.js";
import { guardBadge, reportParts, sizeWords } from "./ownreport.js";
import { sampleOfLook, stylable } from "./ownstyles.js";
import { makeTable } from "./owntable.js";
import { share } from "./sheet.js";
import { say } from "./words.js";

const FORMATS = { geojson: "GeoJSON", gpkg: "GeoPackage", kml: "KML", "shp.zip": "Shapefile", csv: "CSV" };

/** The cards in the panel that `list` promises: {write, open, choose}. */
export function makeCards(own, list) {
  const section = element("section", { class: "own-list", "aria-labelledby": "own-list-title", "data-testid": "own-list", hidden: "" });
  const title = worded("h2", say("Your layers"));
  title.id = "own-list-title";
  section.append(title);
  const items = new Map(); // by layer
  list.then((panel) => panel.querySelector("[data-testid=region-list]").before(section));

  function write() {
    for (const [layer, item] of items) {
      if (own.layers.includes(layer)) continue;
      const held = item.box.contains(document.activeElement);
      item.box.remove();
      items.delete(layer);
      if (held) (section.querySelector(".row") || document.querySelector(".legend-add")).focus({ preventScroll: true });
    }
    for (const layer of own.layers) {
      if (!items.has(layer)) items.set(layer, makeItem(own, layer));
      const item = items.get(layer);
      if (!item.box.isConnected) section.append(item.box);
      item.write();
    }
    section.hidden = !items.size;
  }

  function open(layer) {
    const item = items.get(layer);
    item.open(true);
    share();
    item.row.focus({ preventScroll: true });
    item.box.scrollIntoView({ block: "start" });
  }

  const choose = () => items.forEach((item, layer) => item.choose(own.chosen?.layer === layer ? own.chosen.id : null));
  return { write, open, choose };
}

function makeItem(own, layer) {
  const { report, token } = layer;
  const box = element("div", { class: "own-entry", "data-testid": "own-entry" });
  const row = element("button", { type: "button", class: "row", "aria-expanded": "false", "aria-controls": `own-${token}` });
  const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
  const words = element("span", { class: "row-title" });
  words.append(report.name, worded("span", sizeWords(report, own.language), "own-size"));
  row.append(swatch, words);
  const slot = element("div", { class: "own-card", id: `own-${token}`, hidden: "" });
  box.append(row, slot);
  const key = element("div");
  let table = null;

  function open(wanted) {
    if (wanted && !slot.children.length) fill();
    slot.hidden = !wanted;
    box.classList.toggle("is-open", wanted);
    row.setAttribute("aria-expanded", String(wanted));
  }

  function fill() {
    const told = element("p", { class: "own-quiet", role: "status" });
    slot.append(
      ...(report.guarded ? [guardBadge(report.guarded)] : []),
      actions(own, layer),
      part("answers", say("Questions and answers"), (room) => answersInto(own, layer, room)),
      part("table", say("Features"), (room) => {
        table = makeTable(own, layer);
        room.append(table.box);
        if (own.chosen?.layer === layer) table.follow(own.chosen.id);
      }),
      part("look", say("Look"), (room) => room.append(chooser(own, layer), key)),
      part("report", say("What was found"), (room) => room.append(...reportParts({ ...report, guarded: null }, { language: own.language }))),
      part("files", say("Take it away"), (room) => room.append(files(layer), told)),
    );
    watchLinks(slot, told);
  }

  row.addEventListener("click", () => open(slot.hidden));
  return {
    box,
    row,
    open,
    choose: (id) => table?.follow(id),
    write() {
      swatch.replaceChildren(...(layer.style.field ? [] : [sampleOfLook(layer.style.entries[0].look, report.kind)]));
      key.replaceChildren(...(layer.style.field ? [keyOf(layer)] : []));
      box.classList.toggle("is-off", !layer.shown);
    },
  };
}

/** A part of a card, filled when it is first opened. */
function part(kind, title, fill) {
  const details = element("details", { class: "own-part", "data-part": kind });
  const room = element("div", { class: "own-part-room" });
  details.append(worded("summary", title), room);
  details.addEventListener("toggle", () => details.open && !room.children.length && fill(room));
  return details;
}

function actions(own, layer) {
  const row = element("p", { class: "own-bar" });
  const find = button(say("Show it on the map"), () => {
    if (!layer.shown) own.toggle(layer, true);
    own.find(layer);
  });
  const remove = button(say("Remove"), () => own.remove(layer));
  remove.setAttribute("aria-label", say("Remove %(name)s", { name: layer.report.name }));
  row.append(find, remove);
  return row;
}

function chooser(own, layer) {
  const label = element("label", { class: "own-chooser" });
  const select = element("select", { "data-testid": "own-style" });
  const choices = [["", say("one colour")], ...stylable(layer.report).map(({ name, title }) => [name, title || name])];
  for (const [value, words] of choices) {
    const option = worded("option", words);
    option.value = value;
    option.selected = value === (layer.style.field || "");
    select.append(option);
  }
  select.addEventListener("change", () => own.dress(layer, select.value || null));
  label.append(worded("span", say("Colours and shapes by")), select);
  return label;
}

function files({ token }) {
  const row = element("p", { class: "own-bar" });
  for (const [ending, name] of Object.entries(FORMATS)) {
    const link = worded("a", name, "taking-link");
    link.href = doorOf(token, `export.${ending}`);
    link.download = "";
    row.append(link);
  }
  return row;
}
