// The popup of a region on the map.

import { card } from "./cards.js";
import { view } from "./store.js";
import { say } from "./words.js";

/** The essentials of a region at a place of the map; where the card lies below the map, only a label. */
export async function openPopup(L, map, stage, id, place) {
  const content = document.createElement("div");
  content.className = "essentials";
  const title = document.createElement("h2");
  title.textContent = stage.names.entries[id] || id;
  content.append(title);
  const popup = L.popup({ maxWidth: 300, minWidth: 220, ...popupRoom(stage.root) }).setLatLng(place).setContent(content);
  try {
    const part = matchMedia("(min-width: 768px)").matches ? "[data-essentials]" : ".card-names";
    content.append((await card(stage.panels, id)).querySelector(part));
  } catch {
    // The panel says that the text could not be loaded and offers a retry.
  }
  if (view().selected !== id) return;
  popup.openOn(map);
  popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", say("Close"));
}

/** Where a popup must not lie: below the open legend, or under the map's edge. */
export function popupRoom(root) {
  const legend = root.querySelector(".legend:not(.is-folded)");
  const right = legend && root.clientWidth > 700 ? legend.offsetWidth + 28 : 16;
  return { autoPanPaddingTopLeft: [16, 16], autoPanPaddingBottomRight: [right, 16] };
}
