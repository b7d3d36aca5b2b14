// Buttons on the map and what it says when something fails.

import { addressOf, gestured } from "./place.js";
import { say } from "./words.js";

/** Zoom, home, link, measuring and full screen, bottom right; `press` says what home, measure and print do. */
export function addButtons(L, map, root, press) {
  const Buttons = L.Control.extend({
    onAdd() {
      const bar = L.DomUtil.create("div", "leaflet-bar buttons");
      L.DomEvent.disableClickPropagation(bar);
      add(bar, say("Zoom in"), "M4 10h12M10 4v12", () => zoom(map, 1));
      add(bar, say("Zoom out"), "M4 10h12", () => zoom(map, -1));
      add(bar, say("Show the whole landscape"), "M3 10.5 10 4l7 6.5M5.5 9v7h9V9", press.home);
      add(bar, say("Copy a link to this view"), "M8 12l4-4M7 9l-2 2a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4L9 7", () => copyLink(map, root));
      add(bar, say("Measure a distance or an area"), "M2.5 13.5l11-11 4 4-11 11zM5.5 10.5l1.5 1.5M8 8l2 2M10.5 5.5l1.5 1.5", press.measure);
      add(bar, say("Print"), "M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z", press.print);
      if (document.fullscreenEnabled) {
        const corners = "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4";
        add(bar, say("Full screen"), corners, () =>
          document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen(),
        );
      }
      return bar;
    },
  });
  new Buttons({ position: "bottomright" }).addTo(map);
}

function zoom(map, steps) {
  gestured();
  map.setZoom(map.getZoom() + steps);
}

/** Put the address of this view on the clipboard; where the browser does not allow that, show it to be copied by hand. */
async function copyLink(map, root) {
  const address = addressOf(map);
  try {
    await navigator.clipboard.writeText(address);
    notify(root, say("The link to this view has been copied."), {});
  } catch {
    notify(root, address, {});
  }
}

function add(bar, label, drawing, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.innerHTML = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${drawing}"/></svg>`;
  button.addEventListener("click", press);
  bar.append(button);
}

/** Say something over the map, with buttons {label: action}; each button closes it. */
export function notify(root, message, actions) {
  root.querySelector(".notice")?.remove();
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = message;
  notice.append(text);
  for (const [label, action] of Object.entries({ ...actions, [say("Close")]: () => {} })) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      notice.remove();
      action();
    });
    notice.append(button);
  }
  root.append(notice);
}

const PATIENCE = 8000; // milliseconds without one tile before we say that the server cannot be reached

/** Online tiles may be blocked: when none comes, say so, and offer the built-in map. */
export function watchTiles(map, drawn, root) {
  for (const [id, base] of Object.entries(drawn.bases)) {
    if (id === "embedded") continue;
    let arrived = false;
    let timer = 0;
    let failures = 0;
    const fail = () => {
      clearTimeout(timer);
      if (arrived || !map.hasLayer(base) || root.querySelector(".notice")) return;
      notify(root, say("The online map cannot be reached from here. The built-in map needs no network."), {
        [say("Try again")]: () => {
          watch();
          base.redraw();
        },
        [say("Use the built-in map")]: () => {
          map.removeLayer(base);
          map.addLayer(drawn.bases.embedded);
        },
      });
    };
    const watch = () => {
      clearTimeout(timer);
      failures = 0;
      if (!arrived) timer = setTimeout(fail, PATIENCE);
    };
    base.on("tileload", () => {
      arrived = true;
    });
    base.on("tileerror", () => {
      failures += 1;
      if (failures >= 3) fail();
    });
    base.on("add", watch);
    if (map.hasLayer(base)) watch();
  }
}
