// Own features under the pointer and at the crosshair. Their canvas takes no clicks, so that those beside them reach the atlas below.

import { openFeature } from "./ownpopup.js";

const ABOVE = ".leaflet-popup, .leaflet-control, .leaflet-marker-icon, button, a, input";

/** Let clicks, and Enter on the map, open what they hit. */
export function followPointer(own) {
  const { map, stage } = own;
  const container = map.getContainer();
  const layerOf = (drawing) => own.layers.find((layer) => layer.drawing === drawing);
  const free = ({ target }) => own.layers.length && !stage.measuring?.active() && !target.closest(ABOVE);

  const use = (event, place, byKeys) => {
    const hits = own.easel.at(place).map(({ drawing, feature }) => ({ layer: layerOf(drawing), feature }));
    if (!hits.length) return;
    event.stopPropagation(); // the atlas below is not asked
    event.preventDefault();
    openFeature(own, hits, place, byKeys);
  };
  container.addEventListener("click", (event) => free(event) && !map.dragging.moved() && use(event, map.mouseEventToLatLng(event), false), true);
  container.addEventListener("keydown", (event) => event.key === "Enter" && event.target === container && free(event) && use(event, map.getCenter(), true), true);

  let due = 0;
  container.addEventListener("pointermove", (event) => {
    if (due || event.pointerType === "touch") return;
    due = requestAnimationFrame(() => {
      due = 0;
      container.classList.toggle("is-over-own", Boolean(free(event) && own.easel.at(map.mouseEventToLatLng(event)).length));
    });
  });
}
