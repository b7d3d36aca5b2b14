// One layer of the atlas: its features by address, styled by class, named on hover, selected by click.

import { get } from "./files.js";
import { keptIcon } from "./leaflet.js";
import { painted } from "./paint.js";
import { fillOf, symbol } from "./patterns.js";
import { act, view } from "./store.js";
import { whileWaiting } from "./waiting.js";

/** A Leaflet layer for a spec {id, url, pattern, symbol}. It fetches its features when it is first shown. */
export function makeLayer(L, spec, stage) {
  const group = L.geoJSON(null, spec.bands ? bandOptions(stage) : regionOptions(L, spec, stage));
  group.spec = spec;
  group.load = () => {
    const file = () => (spec.bands ? painted().then(() => get(spec.url)) : get(spec.url)); // bands lie below what the map tells of, and are the largest
    group.loaded ??= whileWaiting(spec.id, file()).then(
      (collection) => {
        group.addData(collection);
        keepTo(group, stage, view()?.year);
        for (const credit of new Set(collection.features.map(({ properties }) => properties.credit))) stage.credit(credit);
        stage.arrange();
      },
      () => {
        group.loaded = null;
        if (view().layers.includes(spec.id)) stage.layerFailed(group); // what nobody looks at is fetched again when it is shown
      },
    );
    return group.loaded;
  };
  group.on("add", () => {
    group.load();
    stage.arrange();
  });
  return group;
}

function regionOptions(L, spec, stage) {
  return {
    style: () => ({ className: `region layer-${spec.id}`, kept: true }),
    pointToLayer: (_, place) => L.marker(place, { icon: icon(L, spec), alt: "", keyboard: false, riseOnHover: true }),
    onEachFeature: (feature, part) => prepare(L, spec, stage, feature, part),
  };
}

/** Whether an extent holds at the end of a year; without a year, whether it holds today. */
export const holds = ({ valid_from: from, valid_to: to }, year) =>
  year ? (!from || Number(from.slice(0, 4)) <= year) && (!to || Number(to.slice(0, 4)) > year) : !to;

/** Leave in a layer what holds in a year; a layer of former extents shows them all when no year is asked for. */
export function keepTo(group, stage, year) {
  const all = stage.features.get(group.spec.id) || [];
  for (const part of all) {
    const wanted = holds(part.feature.properties, year) || (group.spec.former && !year);
    if (wanted !== group.hasLayer(part)) wanted ? group.addLayer(part) : group.removeLayer(part);
  }
}

/** Bands of doubt lie below everything, take no click, and show only while their region does. */
function bandOptions(stage) {
  return {
    pane: "bands",
    interactive: false,
    style: (feature) => ({ className: `band layer-${stage.names.layerOf[feature.properties.region]}` }),
    onEachFeature: (feature, part) => {
      const id = feature.properties.region;
      stage.bands.set(id, part);
      part.on("add", () => {
        const path = part.getElement();
        path.setAttribute("data-band", id);
        path.style.fill = `url(#band-${stage.names.layerOf[id]})`;
      });
    },
  };
}

/** Show the bands of what is shown; the selected region's stands out. */
export function tendBands(map, drawn, stage, state) {
  for (const [id, part] of stage.bands) {
    const path = part.getElement?.();
    if (!path) continue;
    const layer = drawn.layers[stage.names.layerOf[id]];
    const drawnPart = stage.parts.get(id);
    path.classList.toggle("is-off", !drawnPart || !map.hasLayer(layer) || !layer.hasLayer(drawnPart));
    path.classList.toggle("is-selected", id === state.selected);
  }
  stage.root.classList.toggle("has-chosen-band", Boolean(stage.bands.get(state.selected)?.getElement?.()));
}

function icon(L, spec) {
  const html = document.createElement("span");
  html.append(symbol(spec));
  return keptIcon(L, { className: `mark layer-${spec.id}`, html, iconSize: [24, 24] });
}

function prepare(L, spec, stage, feature, part) {
  const id = feature.properties.region;
  part.region = id;
  part.layer = spec.id;
  stage.parts.set(id, part);
  stage.features.set(spec.id, [...(stage.features.get(spec.id) || []), part]);
  const name = document.createElement("span");
  name.textContent = stage.names.entries[id] || id;
  part.bindTooltip(name, { sticky: feature.geometry.type !== "Point", className: "name", direction: "top" });
  part.on("add", () => {
    const element = part.getElement();
    element.classList.toggle("is-selected", view().selected === id);
    element.classList.remove("is-lit", "is-glanced"); // a passing look ended with the layer
    if (element.dataset.region) return; // it is back as it was
    element.setAttribute("data-region", id);
    if (element.tagName === "path") {
      element.classList.toggle("line", feature.geometry.type.includes("Line"));
      if (feature.geometry.type.includes("Polygon")) element.style.fill = fillOf(spec);
    } else {
      element.title = "";
    }
  });
  part.on("click", (event) => {
    L.DomEvent.stopPropagation(event);
    if (stage.measuring?.active()) return stage.measuring.add(event.latlng);
    act({ selected: id }, "map");
    stage.openPopup(id, event.latlng);
  });
}

/** Degrees by degrees of what a part covers: large areas go below small ones, so that each can be clicked. */
export function extentOf(part) {
  if (!part.getBounds) return 0;
  const box = part.getBounds();
  return (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth());
}
