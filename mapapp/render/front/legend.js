// Leaflet's own layer control, dressed as the legend: the list of layers, what they look like, and the line on doubt.

import { sample } from "./patterns.js";
import { act, view } from "./store.js";
import { markWaiting } from "./waiting.js";
import { say } from "./words.js";

const BASES = {
  embedded: () => say("Built-in map, no network"),
  openstreetmap: () => say("OpenStreetMap, online"),
  "esri-imagery": () => say("Satellite (Esri), online"),
  opentopomap: () => say("OpenTopoMap, online"),
};

/** What a base map is called. */
export const nameOfBase = (id) => BASES[id]?.() || id;

/** Dress a control whose layers are named by id; `stage` gives names and specs; `folded`, it shows only its title. */
export function dress(control, stage, folded) {
  // The control redraws its rows when a layer is switched from elsewhere, and offers no event for it.
  const redraw = control._update;
  control._update = function () {
    redraw.call(control);
    name(control, stage);
  };
  const box = control.getContainer();
  box.classList.add("legend");
  const title = document.createElement("button");
  title.type = "button";
  title.className = "legend-title";
  title.textContent = say("Layers");
  const fold = (away) => {
    box.classList.toggle("is-folded", away);
    stage.root.classList.toggle("has-open-legend", !away);
    title.setAttribute("aria-expanded", String(!away));
  };
  title.addEventListener("click", () => fold(!box.classList.contains("is-folded")));
  box.prepend(title);
  // The words of a row switch it like its box; the map, which holds them all, is not to take the focus in between.
  box.addEventListener("mousedown", (event) => event.target.closest("label") && event.target.tagName !== "INPUT" && event.preventDefault());
  const doubt = document.createElement("p");
  doubt.className = "legend-doubt";
  doubt.textContent = stage.names.doubt;
  box.querySelector("section").append(doubt);
  fold(folded);
  group(box.querySelector(".leaflet-control-layers-overlays"), "group", say("Layers"));
  group(box.querySelector(".leaflet-control-layers-base"), "radiogroup", say("Base map"));
  name(control, stage);
}

function group(list, role, words) {
  list.setAttribute("role", role);
  list.setAttribute("aria-label", words);
}

function name(control, stage) {
  const box = control.getContainer();
  for (const input of box.querySelectorAll("input:not([data-own])")) {
    const words = input.nextElementSibling;
    const id = input.dataset.layer || input.dataset.basemap || words.textContent.trim();
    if (input.type === "radio") {
      input.dataset.basemap = id;
      words.textContent = nameOfBase(id);
      continue;
    }
    input.dataset.layer = id;
    const title = document.createElement("span");
    title.textContent = stage.names.layers[id] || id;
    const swatch = document.createElement("span");
    swatch.className = `legend-swatch layer-${id}`;
    if (stage.specs.has(id)) swatch.append(sample(stage.specs.get(id)));
    words.replaceChildren(swatch, title);
    input.title = words.title = stage.names.descriptions[id] || "";
  }
  markWaiting(box);
}

/** Report what the reader switched, once the map has done it; not what the stage itself is switching. */
export function follow(map, drawn, stage) {
  const idOf = (layers, layer) => Object.keys(layers).find((id) => layers[id] === layer);
  const layers = () => Object.keys(drawn.layers).filter((id) => map.hasLayer(drawn.layers[id])).sort();
  map.on("overlayadd overlayremove", () => {
    if (!stage.showing && layers().join() !== [...view().layers].sort().join()) act({ layers: layers() }, "map");
  });
  map.on("baselayerchange", (event) => {
    const basemap = idOf(drawn.bases, event.layer);
    if (!stage.showing && basemap && basemap !== view().basemap) act({ basemap }, "map");
  });
}
