// The rows of the list: arrow keys lead from one to the next, and a row says when the map does not show its region.

import { element } from "./elements.js";
import { holds } from "./layers.js";
import { onceAfterPaint } from "./paint.js";
import { subscribe, view } from "./store.js";
import { say } from "./words.js";

/** Up, Down, Home and End between rows, beside Tab. */
export function walkRows(root) {
  root.addEventListener("keydown", (event) => {
    if (!event.target.matches?.(".row") || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...root.querySelectorAll(".row")];
    const at = rows.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    rows[to]?.focus();
  });
}

/** Dim the rows of what the map does not show, its layer off or its year another, and say so to readers who hear the list. */
export function markHidden(root, { layerOf, valid }) {
  const mark = onceAfterPaint(() => {
    const { layers, year } = view();
    for (const row of root.querySelectorAll("[data-region-link]")) {
      const id = row.dataset.regionLink;
      const hidden = !layers.includes(layerOf[id]) || (year && !holds(valid[id] || {}, year));
      if (row.classList.toggle("is-off", Boolean(hidden)) === Boolean(row.querySelector(".unseen"))) continue;
      if (!hidden) row.querySelector(".unseen").remove();
      else {
        const note = element("span", { class: "unseen" });
        note.textContent = say("not shown on the map now");
        row.append(note);
      }
    }
  });
  subscribe((state, previous) => {
    if (previous?.layers.join() !== state.layers.join() || previous?.year !== state.year) mark();
  });
}
