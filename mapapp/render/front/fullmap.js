// The way out of an embedded map: a link to the whole page with everything that is shown here.

import { element } from "./elements.js";
import { addressOf } from "./place.js";
import { subscribe } from "./store.js";
import { say } from "./words.js";

/** Put the link on the map; it follows what the reader does. */
export function linkToFullMap(map, root, names) {
  const link = element("a", { class: "full-map", target: "_blank", rel: "noopener", "data-testid": "full-map" });
  link.textContent = say("Open the full map");
  const follow = () => {
    link.href = addressOf(map, names);
  };
  subscribe(follow);
  map.on("moveend", follow);
  root.append(link);
}
