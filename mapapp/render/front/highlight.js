// What the reader points at, in the list or on the map, stands out in both. Nothing flies, and the server is not told.

const listeners = new Set();
let lit = null;

/** Point at a region, or at none (null); `from` is "list" or "map", `keys` says that the keyboard points. */
function highlight(id, from, keys = false) {
  if (id === lit) return;
  lit = id;
  for (const listener of listeners) listener(id, from, keys);
}

/** Rows and neighbours in the list point at regions; a row that is pointed at from the map stands out, for keys in view. */
export function highlightInList(root) {
  pointing(root, "[data-open]", (found) => found.dataset.open, "list");
  listeners.add((id, from, keys) => {
    for (const row of root.querySelectorAll(".row.is-lit")) row.classList.remove("is-lit");
    const row = id && root.querySelector(`[data-region-link="${CSS.escape(id)}"]`);
    row?.classList.add("is-lit");
    if (row && from === "map" && keys) row.scrollIntoView({ block: "nearest" });
  });
}

/** Regions on the map point at rows, and stand out when a row points at them. */
export function highlightOnMap(map, stage) {
  pointing(map.getContainer(), "[data-region]", (found) => found.dataset.region, "map");
  listeners.add((id) => {
    stage.parts.forEach((part, other) => part.getElement?.()?.classList.toggle("is-lit", other === id));
  });
}

function pointing(host, selector, read, from) {
  const at = (event, keys) => {
    const found = event.target.closest?.(selector);
    highlight(found ? read(found) : null, from, keys);
  };
  host.addEventListener("pointerover", (event) => at(event, false));
  host.addEventListener("focusin", (event) => at(event, event.target.matches(":focus-visible")));
  host.addEventListener("pointerleave", () => highlight(null, from));
  host.addEventListener("focusout", () => highlight(null, from));
}
