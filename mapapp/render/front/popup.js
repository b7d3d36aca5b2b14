// The popup of a region on the map.

import { uncover } from "./camera.js";
import { card } from "./cards.js";
import { covered, isSheet } from "./sheet.js";
import { view } from "./store.js";
import { say } from "./words.js";

/** The essentials of a region at a place of the map; where the card lies below the map or the map is small, only a label. */
export async function openPopup(L, map, stage, id, place) {
  const content = document.createElement("div");
  content.className = "essentials";
  const title = document.createElement("h2");
  title.textContent = stage.names.entries[id] || id;
  content.append(title);
  try {
    const part = isSheet() || stage.root.clientHeight < 360 ? ".card-names" : "[data-essentials]";
    content.append((await card(stage.panels, id)).querySelector(part));
  } catch {
    // The panel says that the text could not be loaded and offers a retry.
  }
  if (view().selected !== id) return;
  const flies = uncover(map, stage.parts.get(id)); // a popup that pans would stop the flight
  const popup = L.popup({ ...size(stage.root), ...clear(stage.root), autoPan: !flies }).setLatLng(place).setContent(content);
  popup.openOn(map);
  popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", say("Close"));
}

/** No wider than what the buttons leave, no higher than what the year and the legend leave. */
function size(root) {
  const widest = Math.min(300, root.clientWidth - 128);
  return { maxWidth: widest, minWidth: Math.min(220, widest), maxHeight: Math.max(root.clientHeight - covered() - 170, 90) };
}

/** Where a popup must not lie: under the legend, the buttons, the year and the credits, or under the sheet. */
function clear(root) {
  const legend = root.querySelector(".legend");
  const folded = !legend || legend.classList.contains("is-folded");
  const wide = legend && !folded && root.clientWidth > 700;
  const foot = [...root.querySelectorAll(".years, .leaflet-control-attribution")].reduce((sum, part) => sum + part.offsetHeight, 20);
  return {
    autoPanPaddingTopLeft: [16, folded ? 64 : 16],
    autoPanPaddingBottomRight: [wide ? legend.offsetWidth + 28 : 68, foot + covered()],
  };
}
