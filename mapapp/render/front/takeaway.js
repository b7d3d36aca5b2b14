// Take it away: all that the atlas gives as files, in one dialog. Nothing is asked of the server before the reader asks.

import { atlasCitation } from "./citing.js";
import { box, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { watchLinks } from "./fetching.js";
import { fileAt, offered } from "./offers.js";
import { packParts } from "./packing.js";
import { addressOf, entryKey } from "./place.js";
import { view } from "./store.js";
import { say } from "./words.js";

const offersAny = ["data", "picture", "facts", "offline", "pack", "ready"].some(offered);
let open = null;

/** Prepare the dialog for a map; returns what the map's button does, or nothing where there is nothing to take. */
export function prepareTakeaway(map, root, names) {
  if (!offersAny) return null;
  open = (id) => openTakeaway(map, root, names, id);
  return () => open(view().selected);
}

/** Follow the buttons of a panel that take an entry away. */
export function tendTaking(root) {
  root.classList.toggle("takes-nothing", !offersAny);
  root.addEventListener("click", ({ target }) => {
    const asked = target.closest("[data-take]");
    if (asked) open?.(asked.dataset.take);
  });
}

function openTakeaway(map, root, names, id) {
  const { dialog, told } = box(root, say("Take it away"), "taking");
  const chosen = { language: names.language, paper: "a4" };
  const links = [];
  const taking = {
    names,
    id,
    told,
    chosen,
    /** The view's own query in the chosen language, with more in it. */
    query(more = {}) {
      const params = new URL(addressOf(map, names, more)).searchParams;
      params.set("lang", chosen.language);
      return String(params).replaceAll("%2C", ",");
    },
    visible: () => visible(map),
    box: () => boxOf(map),
    /** A link to a file; its address follows what is chosen in the dialog. */
    link(words, address) {
      const made = element("a", { class: "taking-link", download: "" });
      made.textContent = words;
      links.push(() => (made.href = fileAt(address())));
      return made;
    },
    choose(change) {
      Object.assign(chosen, change);
      for (const follow of links) follow();
    },
  };
  const parts = [packPart, readyPart, dataPart, picturePart, factsPart, offlinePart, citePart];
  dialog.append(...parts.flatMap((part) => part(taking) || []), ...foot(taking), told);
  taking.choose({});
  watchLinks(dialog, told);
  dialog.showModal();
}

function part(kind, title, ...content) {
  const made = element("section", { class: "taking-part", "data-part": kind });
  const room = element("div");
  room.append(...content);
  made.append(worded("h3", title), room);
  return made;
}

function packPart(taking) {
  return offered("pack") && part("pack", say("Briefing pack"), ...packParts(taking));
}

/** Picture, facts and pack of the whole atlas, made when the folder was written. */
function readyPart({ chosen, link }) {
  if (!offered("ready")) return null;
  const files = { ZIP: "pack.zip", PDF: "picture.pdf", PNG: "picture.png", SVG: "picture.svg" };
  const row = element("p", { class: "taking-links" });
  row.append(...Object.entries(files).map(([words, name]) => link(words, () => `${chosen.language}/${name}`)));
  const sheet = element("p", { class: "taking-links" });
  sheet.append(link("PDF", () => `${chosen.language}/facts.pdf`));
  return [
    part("ready", say("The whole map"), use(say("As a briefing pack with picture, facts sheet, data, sources and licences (ZIP), or as a sheet alone.")), row),
    part("facts", say("Facts sheet"), beside(use(say("The whole atlas at a glance, on paper.")), sheet)),
  ];
}

function dataPart({ names, id, chosen, visible, link, choose }) {
  if (!offered("data")) return null;
  const ways = {
    ...(id in names.layerOf ? { [`regions/${id}`]: names.entries[id] } : {}),
    ...(offered("visible") ? { visible: say("What the map shows now") } : {}),
    ...Object.fromEntries(Object.entries(names.layers).map(([layer, title]) => [`layers/${layer}`, title])),
  };
  chosen.data = Object.keys(ways)[0];
  const list = element("ul", { class: "taking-formats" });
  for (const [ending, name, use] of formats()) {
    const row = element("li");
    const address = () => `data/${chosen.data}.${ending}${chosen.data === "visible" ? `?${visible()}` : ""}`;
    row.append(link(name, address), worded("span", use));
    list.append(row);
  }
  return part("data", say("Data"), chooser(say("What"), ways, chosen.data, (data) => choose({ data })), list);
}

/** The formats of data: ending, name, and what each is good for. */
function formats() {
  return [
    ["geojson", "GeoJSON", say("for web maps and most programs")],
    ["gpkg", "GeoPackage", say("for QGIS and ArcGIS, everything in one file")],
    ["kml", "KML", say("for Google Earth and telephones")],
    ["shp.zip", "Shapefile", say("for older programs; names of fields are short")],
    ["csv", "CSV", say("the facts as a table, for spreadsheets")],
  ];
}

/** The layers and the year that are shown, and the box of the map, as a query. */
function visible(map) {
  const { layers, year } = view();
  const params = new URLSearchParams({ layers: [...layers].sort().join(","), ...(year ? { year } : {}), bbox: boxOf(map) });
  return String(params).replaceAll("%2C", ",");
}

/** West, south, east and north of what the map shows, in degrees. */
function boxOf(map) {
  const edges = map.getBounds();
  const within = (value, most) => Number(Math.min(most, Math.max(-most, value)).toFixed(4));
  return [within(edges.getWest(), 180), within(edges.getSouth(), 90), within(edges.getEast(), 180), within(edges.getNorth(), 90)].join(",");
}

function picturePart({ chosen, query, link, choose }) {
  if (!offered("picture")) return null;
  const row = element("p", { class: "taking-links" });
  row.append(...["png", "pdf", "svg"].map((ending) => link(ending.toUpperCase(), () => `picture.${ending}?${query({ size: chosen.paper })}`)));
  row.append(chooser(say("Size of the sheet"), { a4: "A4", a3: "A3" }, chosen.paper, (paper) => choose({ paper })));
  return part("picture", say("Picture"), use(say("This view as a sheet with title, legend and scale: PNG for slides, PDF for paper, SVG to work on.")), row);
}

function factsPart({ names, id, chosen, link }) {
  if (!offered("facts")) return null;
  const row = element("p", { class: "taking-links" });
  row.append(link("PDF", () => `facts.pdf?${new URLSearchParams({ lang: chosen.language, ...(id ? { [entryKey(names, id)]: id } : {}) })}`));
  const words = id ? say("%(name)s on paper, with figures, doubt and sources.", { name: names.entries[id] }) : say("The whole atlas at a glance, on paper.");
  return part("facts", say("Facts sheet"), beside(use(words), row));
}

function offlinePart({ link }) {
  if (!offered("offline")) return null;
  const row = element("p", { class: "taking-links" });
  row.append(link("HTML", () => "offline.html"));
  const words = use(say("The whole map in one file, which opens from a USB stick without a network."));
  return part("offline", say("Offline page"), beside(words, row));
}

function citePart({ names, told }) {
  return part("cite", say("How to cite"), ...atlasCitation(names, told));
}

/** The language of what is made of words, and where programs find the data. */
function foot({ names, chosen, choose }) {
  const row = element("p", { class: "taking-foot" });
  const spoken = Object.keys(names.languages).length > 1 && ["picture", "facts", "pack", "ready"].some(offered);
  if (spoken) row.append(chooser(say("Language of picture, sheet and pack"), names.languages, chosen.language, (language) => choose({ language })));
  if (offered("visible")) { // the page that tells of addresses is the server's
    const link = element("a", { href: fileAt("data/") });
    link.textContent = say("Addresses for QGIS, Python and R");
    row.append(link);
  }
  return row.children.length ? [row] : [];
}

function beside(...parts) {
  const row = element("div", { class: "taking-beside" });
  row.append(...parts);
  return row;
}

function use(words) {
  return worded("p", words, "taking-use");
}

function chooser(words, ways, chosen, choose) {
  const label = element("label", { class: "taking-choice" });
  const made = element("select");
  for (const [value, name] of Object.entries(ways)) {
    const option = worded("option", name);
    option.value = value;
    option.selected = value === chosen;
    made.append(option);
  }
  made.addEventListener("change", () => choose(made.value));
  label.append(worded("span", words), made);
  return label;
}
