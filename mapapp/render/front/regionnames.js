// Names of regions on the map, each in its layer's colour, near its widest place, never over another name.

import { name } from "./names.js";
import { onceAfterPaint } from "./paint.js";

const LINE = 16; // pixels from line to line
const WIDEST = 128; // pixels before a name is broken
const SMALLEST = 64; // pixels a region must measure across before it is named
const SHIFTS = [[0, 0], [0, -20], [0, 20], [-36, 0], [36, 0], [0, -40], [0, 40], [40, 38], [40, -38], [64, 24], [64, -24], [80, 0], [72, 52]];
const pen = document.createElement("canvas").getContext("2d");

/** Keep the names of what is drawn up to date; `places` holds [latitude, longitude] by region, widest first. */
export function nameRegions(L, map, stage, places) {
  map.createPane("regionnames").style.zIndex = 460;
  map.getPane("regionnames").style.pointerEvents = "none";
  const names = L.layerGroup().addTo(map);
  const soon = onceAfterPaint(() => write(L, map, stage, places, names));
  map.on("moveend zoomend overlayadd overlayremove yearchange", soon);
  map.on("drawnow", () => write(L, map, stage, places, names));
  soon();
}

function write(L, map, stage, places, names) {
  names.clearLayers();
  pen.font = `600 13px ${getComputedStyle(stage.root).fontFamily}`;
  const taken = takenByTowns(stage.root);
  for (const [id, place] of places) {
    const part = stage.parts.get(id);
    if (!part || !map.hasLayer(part) || across(map, part) < SMALLEST) continue;
    const lines = wrap(stage.names.entries[id] || id);
    const width = Math.max(...lines.map((line) => pen.measureText(line).width)) + 6;
    const centre = map.latLngToContainerPoint(place);
    const spot = SHIFTS.map(([x, y]) => box(centre.x + x, centre.y + y, width, lines.length * LINE)).find(
      (wanted) => inside(wanted, map.getSize()) && !taken.some((other) => meets(wanted, other)),
    );
    if (!spot) continue;
    taken.push(spot);
    const middle = map.containerPointToLatLng([(spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2]);
    names.addLayer(name(L, middle, broken(lines), `region-name layer-${part.layer}`, "regionnames"));
  }
}

function broken(lines) {
  const text = document.createElement("span");
  lines.forEach((line, index) => text.append(...(index ? [document.createElement("br"), line] : [line])));
  return text;
}

/** Lines of about equal length, none wider than WIDEST where words allow. */
function wrap(title) {
  const width = pen.measureText(title).width;
  const target = width / Math.ceil(width / WIDEST);
  const lines = [""];
  // Chinese is broken between any two signs, other languages between words.
  for (const word of title.match(/[\u201c\u300a\uff08]?[\u2e80-\u9fff][\u201d\u300b\uff00-\uff07\uff09-\uffef]?|[^\s\u2e80-\u9fff]+|\s+/g) || []) {
    const longer = `${lines.at(-1)}${word}`.trimStart();
    if (lines.at(-1) && pen.measureText(longer).width > Math.min(WIDEST, target * 1.25)) lines.push(word.trimStart());
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function across(map, part) {
  const bounds = part.getBounds();
  const [one, other] = [map.latLngToContainerPoint(bounds.getNorthWest()), map.latLngToContainerPoint(bounds.getSouthEast())];
  return Math.min(other.x - one.x, other.y - one.y);
}

function takenByTowns(root) {
  const frame = root.getBoundingClientRect();
  return [...root.querySelectorAll(".pane-labels span, .legend, .buttons, .mark")].map((element) => {
    const b = element.getBoundingClientRect();
    return [b.left - frame.left - 8, b.top - frame.top, b.right - frame.left + 2, b.bottom - frame.top];
  });
}

const box = (x, y, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
const meets = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
const inside = (b, size) => b[0] > 4 && b[1] > 4 && b[2] < size.x - 4 && b[3] < size.y - 4;
