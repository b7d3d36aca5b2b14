// One layer of the atlas: its features by address, styled by class, named on hover, selected by click.

import { get } from "./files.js";
import { fillOf, symbol } from "./patterns.js";
import { act, view } from "./store.js";

/** A Leaflet layer for a spec {id, url, pattern, symbol}. It fetches its features when it is first shown. */
export function makeLayer(L, spec, stage) {
  const group = L.geoJSON(null, {
    style: () => ({ className: `region layer-${spec.id}` }),
    pointToLayer: (_, place) => L.marker(place, { icon: icon(L, spec), alt: "", riseOnHover: true }),
    onEachFeature: (feature, part) => prepare(L, spec, stage, feature, part),
  });
  group.spec = spec;
  group.load = () => {
    group.loaded ??= get(spec.url).then(
      (collection) => {
        group.addData(collection);
        stage.arrange();
      },
      () => {
        group.loaded = null;
        stage.layerFailed(group);
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

function icon(L, spec) {
  const html = document.createElement("span");
  html.append(symbol(spec));
  return L.divIcon({ className: `mark layer-${spec.id}`, html, iconSize: [24, 24] });
}

function prepare(L, spec, stage, feature, part) {
  const id = feature.properties.region;
  part.region = id;
  part.layer = spec.id;
  stage.parts.set(id, part);
  const name = document.createElement("span");
  name.textContent = stage.names.entries[id] || id;
  part.bindTooltip(name, { sticky: feature.geometry.type !== "Point", className: "name", direction: "top" });
  part.on("add", () => {
    const element = part.getElement();
    element.setAttribute("data-region", id);
    if (element.tagName === "path") {
      element.classList.toggle("line", feature.geometry.type.includes("Line"));
      if (feature.geometry.type.includes("Polygon")) element.style.fill = fillOf(spec);
    } else {
      element.setAttribute("aria-label", stage.names.entries[id] || id);
      element.title = "";
    }
    element.classList.toggle("is-selected", view().selected === id);
  });
  part.on("click", (event) => {
    L.DomEvent.stopPropagation(event);
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
