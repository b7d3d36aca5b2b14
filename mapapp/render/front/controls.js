// Buttons on the map and what it says when something fails.

import { notify } from "./notices.js";
import { gestured } from "./place.js";
import { say } from "./words.js";

/** Zoom and home, then what `press` has: sharing, measuring, printing, taking away; and full screen. Bottom right. */
export function addButtons(L, map, root, press) {
  const Buttons = L.Control.extend({
    onAdd() {
      const bar = L.DomUtil.create("div", "leaflet-bar buttons");
      L.DomEvent.disableClickPropagation(bar);
      add(bar, say("Zoom in"), "M4 10h12M10 4v12", () => zoom(map, 1));
      add(bar, say("Zoom out"), "M4 10h12", () => zoom(map, -1));
      add(bar, say("Show the whole landscape"), "M3 10.5 10 4l7 6.5M5.5 9v7h9V9", press.home);
      if (press.share) add(bar, say("Share this view"), "M10 12V3.5M6.8 6.5 10 3.3l3.2 3.2M6.5 9H4.5v7.5h11V9h-2", press.share);
      if (press.measure) add(bar, say("Measure a distance or an area"), "M2.5 13.5l11-11 4 4-11 11zM5.5 10.5l1.5 1.5M8 8l2 2M10.5 5.5l1.5 1.5", press.measure);
      if (press.print) add(bar, say("Print"), "M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z", press.print);
      if (press.take) add(bar, say("Take it away"), "M10 3.5v9M6.5 9.2l3.5 3.5 3.5-3.5M3.5 13.5v3h13v-3", press.take);
      if (document.fullscreenEnabled) {
        const corners = "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4";
        add(bar, say("Full screen"), corners, () =>
          document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen(),
        );
      }
      fold(bar, root);
      return bar;
    },
  });
  new Buttons({ position: "bottomright" }).addTo(map);
}

/** Where the map is small, all but the first three wait behind one more (map.css); on a large map nothing does. */
function fold(bar, root) {
  if (bar.children.length < 5) return;
  const press = () => {
    const open = bar.classList.toggle("is-open");
    root.classList.toggle("has-open-buttons", open);
    more.setAttribute("aria-expanded", String(open));
  };
  const more = add(bar, say("More"), "M4.5 10h.01M10 10h.01M15.5 10h.01", press);
  more.className = "buttons-more";
  more.setAttribute("aria-expanded", "false");
  bar.classList.add("has-more");
}

/** Tell the styles how high credits and buttons are: that depends on layers, language and room, and other things keep clear of them. */
export function measureFoot(map, root) {
  const parts = { "--credits": map.attributionControl.getContainer(), "--bar": root.querySelector(".buttons") };
  const observer = new ResizeObserver(() => {
    const heights = Object.entries(parts).map(([name, part]) => [name, `${part.offsetHeight}px`]);
    for (const [name, height] of heights) root.style.setProperty(name, height); // all are read before the first is written
  });
  Object.values(parts).forEach((part) => observer.observe(part));
}

function zoom(map, steps) {
  gestured();
  map.setZoom(map.getZoom() + steps);
}

function add(bar, label, drawing, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.innerHTML = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${drawing}"/></svg>`;
  button.addEventListener("click", press);
  bar.append(button);
  return button;
}

const PATIENCE = 8000; // milliseconds without one tile before we say that the server cannot be reached

/** Online tiles may be blocked: when none comes, say so, and offer the built-in map. */
export function watchTiles(map, drawn, root) {
  for (const [id, base] of Object.entries(drawn.bases)) {
    if (id === "embedded") continue;
    let arrived = false;
    let timer = 0;
    let failures = 0;
    let silence = () => {};
    const fail = () => {
      clearTimeout(timer);
      if (arrived || !map.hasLayer(base)) return;
      silence = notify(root, say("The online map cannot be reached from here. The built-in map needs no network."), {
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
      silence();
    });
    base.on("tileerror", () => {
      failures += 1;
      if (failures === 3) fail(); // said once, however many follow
    });
    base.on("add", watch);
    base.on("remove", () => silence());
  }
}
