// Where the map looks: at the whole landscape, at a region, at a place for a moment; never under what lies over it.

import { motion } from "./cards.js";
import { forgetPlace } from "./place.js";

/** Show the whole landscape. */
export function goHome(map, home, animate) {
  map.fitBounds(home, { animate, ...room(map) });
}

/** Bring a region into what nothing covers. */
export function flyTo(map, part, animate) {
  if (!part) return;
  forgetPlace();
  const bounds = part.getBounds ? part.getBounds() : part.getLatLng().toBounds(30000);
  const options = { ...room(map), maxZoom: 10.5, duration: 0.4 };
  animate ? map.flyToBounds(bounds, options) : map.fitBounds(bounds, { ...options, animate: false });
}

/** Show a place for a moment: a region that is drawn, or latitude and longitude. */
export function look(map, stage, place) {
  const part = stage.parts.get(place);
  if (part) flyTo(map, part, motion() === "smooth");
  else if (/^-?[\d.]+,-?[\d.]+$/.test(place)) map.flyTo(place.split(",").map(Number), 8.5, { animate: motion() === "smooth", duration: 0.4 });
  stage.parts.forEach((other, id) => other.getElement?.()?.classList.toggle("is-glanced", id === place));
}

/** Room in pixels for what lies over the map: the legend on a wide screen, the sheet on a narrow one. */
export function room(map) {
  const wide = matchMedia("(min-width: 768px)").matches;
  return wide
    ? { paddingTopLeft: [24, 24], paddingBottomRight: [map.getSize().x > 900 ? 250 : 24, 40] }
    : { paddingTopLeft: [16, 56], paddingBottomRight: [16, 24] };
}
