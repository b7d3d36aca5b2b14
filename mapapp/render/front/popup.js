// The popup of a region on the map.

import { uncover } from "./camera.js";
import { card } from "./cards.js";
import { painted } from "./paint.js";
import { covered, isSheet } from "./sheet.js";
import { view } from "./store.js";
import { say } from "./words.js";

/** The essentials of a region at a place of the map; where the card lies below the map, only the name. `tellMore` knows what else is there. */
export async function openPopup(L, map, stage, id, place, tellMore) {
  await painted(); // the panel's text comes first: to lay out both takes twice as long
  const content = document.createElement("div");
  content.className = "essentials";
  const title = document.createElement("h2");
  title.textContent = stage.names.entries[id] || id;
  content.append(title);
  const room = popupRoom(stage.root);
  const highest = stage.root.clientHeight - room.autoPanPaddingTopLeft[1] - room.autoPanPaddingBottomRight[1] - 60;
  try {
    const part = highest < 180 ? ".card-names" : "[data-essentials]";
    const article = await card(stage.panels, id);
    if (!isSheet()) content.append(article.querySelector(part));
  } catch {
    // The panel says that the text could not be loaded and offers a retry.
  }
  if (view().selected !== id) return;
  const flies = uncover(map, stage.parts.get(id)); // a popup that pans would stop the flight
  const widest = Math.min(300, stage.root.clientWidth - 128);
  const size = { maxWidth: widest, minWidth: Math.min(220, widest), maxHeight: Math.max(highest, 60) };
  const arrived = flies && new Promise((done) => map.once("moveend", done));
  const popup = L.popup({ ...size, ...room, autoPan: !flies }).setLatLng(place).setContent(content);
  popup.openOn(map);
  popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", say("Close"));
  if (!tellMore || !stage.large.length) return;
  const more = document.createElement("div");
  title.after(more); // what was clicked may be a dot in a large park
  await tellMore(map, stage, popup, more, place);
  if (!(await arrived) || !popup.isOpen()) return;
  popup.options.autoPan = true; // it has grown, and must not lie under anything
  renew(popup);
}

/** Let a popup take the size of what it says now; Leaflet takes the content out and puts it back, and with that the focus away. */
export function renew(popup) {
  const held = popup.getElement().contains(document.activeElement) && document.activeElement;
  popup.update();
  if (held) held.focus({ preventScroll: true });
}

/** Where a popup must not lie: under the legend, the buttons, the year and the credits, or under the sheet. */
export function popupRoom(root) {
  const legend = root.querySelector(".legend");
  const folded = !legend || legend.classList.contains("is-folded");
  const wide = legend && !folded && root.clientWidth > 700;
  const parts = [...root.querySelectorAll(".years, .full-map")];
  const low = parts.filter((part) => part.offsetHeight && part.offsetTop > root.clientHeight / 2).map((part) => part.offsetTop);
  const credits = root.querySelector(".leaflet-control-attribution").offsetHeight;
  // A sheet that still moves takes along what stands on it: there heights are sure, places are not.
  const foot = isSheet() ? credits + (root.querySelector(".years")?.offsetHeight || 0) + 20 : root.clientHeight - Math.min(...low, root.clientHeight - credits) + 8;
  return {
    autoPanPaddingTopLeft: [16, folded ? 64 : 16],
    autoPanPaddingBottomRight: [wide ? legend.offsetWidth + 28 : 68, foot + covered()],
  };
}
