// The map's keyboard way to a place: a crosshair at its middle while it has the focus, and Enter to use it.

import { element } from "./elements.js";
import { say } from "./words.js";

/** Calls use(place) when Enter is pressed on the map itself; null where nobody answers for a place. */
export function addCrosshair(map, use) {
  const container = map.getContainer();
  container.setAttribute("role", "application");
  if (!use) return container.setAttribute("aria-label", say("Map. Arrow keys move it, plus and minus zoom. Tab leads to its regions, where arrow keys walk from one to the next."));
  container.append(element("div", { class: "crosshair", "aria-hidden": "true" }));
  container.setAttribute("aria-label", say("Map. Arrow keys move it, plus and minus zoom, Enter asks what is at its middle. Tab leads to its regions, where arrow keys walk from one to the next."));
  container.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== container || event.defaultPrevented) return;
    event.preventDefault();
    use(map.getCenter());
  });
}
