// Which layers are being fetched, shown on their rows in the legend.

import { say } from "./words.js";

const awaited = new Set();
let legend = null;

/** Mark a layer's row for as long as its file is under way. */
export async function whileWaiting(id, file) {
  awaited.add(id);
  markWaiting(legend);
  try {
    return await file;
  } finally {
    awaited.delete(id);
    markWaiting(legend);
  }
}

/** Bring the marks onto the rows of the legend, which Leaflet writes anew now and then. */
export function markWaiting(box) {
  legend = box;
  for (const input of box?.querySelectorAll("input[data-layer]") || []) {
    const row = input.closest("label");
    const wanted = awaited.has(input.dataset.layer);
    row.setAttribute("aria-busy", String(wanted));
    const mark = row.querySelector(".legend-waiting");
    if (wanted === Boolean(mark)) continue;
    if (mark) mark.remove();
    else input.nextElementSibling.append(sign());
  }
}

function sign() {
  const sign = document.createElement("span");
  sign.className = "legend-waiting";
  sign.textContent = say("loading");
  return sign;
}
