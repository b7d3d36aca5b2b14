// Own layers in the legend: each with its own switch, marked as the reader's, and with what its colours and shapes mean.

import { button, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { sampleOfLook } from "./ownstyles.js";
import { say } from "./words.js";

/** The rows in the box of the legend; write() brings them to what is there. */
export function makeRows(own, legend) {
  const rows = element("div", { class: "own-rows", role: "group", "aria-label": say("Your layers"), "data-testid": "own-rows" });
  const add = legend.querySelector(".legend-add");
  add.before(rows);
  return {
    write() {
      const held = rows.contains(document.activeElement) ? document.activeElement.dataset.holds : null;
      rows.replaceChildren(...own.layers.flatMap((layer) => rowOf(own, layer)));
      if (held) (rows.querySelector(`[data-holds="${CSS.escape(held)}"]`) || add).focus({ preventScroll: true });
    },
  };
}

function rowOf(own, layer) {
  const { token, report, shown, style } = layer;
  const row = element("div", { class: "own-row" });
  const label = element("label");
  const box = element("input", { type: "checkbox", "data-own": "", "data-holds": `switch-${token}` });
  box.checked = shown;
  box.addEventListener("change", () => own.toggle(layer, box.checked));
  const words = element("span");
  const swatch = element("span", { class: "legend-swatch" });
  if (style.entries.length === 1 || !style.field) swatch.append(sampleOfLook(style.entries[0].look, report.kind));
  words.append(box, swatch, worded("span", report.name, "own-name"));
  label.append(words);
  const open = button(say("yours"), () => own.open(layer));
  open.className = "own-yours";
  open.dataset.holds = `open-${token}`;
  open.setAttribute("aria-label", say("Yours: open what there is of %(name)s", { name: report.name }));
  row.append(label, open);
  return style.field && shown ? [row, keyOf(layer)] : [row];
}

/** What each look means. */
export function keyOf({ report, style }) {
  const list = element("ul", { class: "own-key" });
  for (const { words, look, count } of style.entries) {
    const item = element("li");
    item.append(sampleOfLook(look, report.kind), worded("span", words, "own-key-words"), worded("span", String(count), "own-key-count"));
    list.append(item);
  }
  return list;
}
