// Where the map looks: at the whole landscape, at a region, at a place for a moment; never under what lies over it.

import { motion } from "./cards.js";
import { forgetPlace } from "./place.js";
import { covered, isSheet } from "./sheet.js";

/** Show the whole landscape. */
export function goHome(map, home, animate) {
  map.fitBounds(home, { animate, ...room(map) });
}

/** Bring a region into what nothing covers. */
export function flyTo(map, part, animate) {
  if (!part) return;
  forgetPlace();
  const bounds = part.getBounds ? part.getBounds() : part.getLatLng().toBounds(30000);
  const options = { ...room(map), maxZoom: map.getMaxZoom() - 2.5, duration: 0.4 };
  animate ? map.flyToBounds(bounds, options) : map.fitBounds(bounds, { ...options, animate: false });
}

/** Bring a region that the sheet covers in part into what is free, no nearer than it was; says whether the map moves. */
export function uncover(map, part) {
  if (!isSheet() || !part?.getBounds) return false;
  const bounds = part.getBounds();
  const { paddingTopLeft, paddingBottomRight } = room(map);
  const free = map.getSize().subtract(paddingBottomRight);
  const [low, high] = [map.latLngToContainerPoint(bounds.getSouthWest()), map.latLngToContainerPoint(bounds.getNorthEast())];
  if (low.x >= 0 && low.y <= free.y && high.x <= map.getSize().x && high.y >= paddingTopLeft[1]) return false;
  forgetPlace();
  const animate = motion() === "smooth";
  const options = { paddingTopLeft: [16, 120], paddingBottomRight, maxZoom: map.getZoom(), duration: 0.4 }; // a name stands above the place
  animate ? map.flyToBounds(bounds, options) : map.fitBounds(bounds, { ...options, animate });
  return animate;
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
  return isSheet()
    ? { paddingTopLeft: [16, 64], paddingBottomRight: [16, 76 + covered()] }
    : { paddingTopLeft: [24, 24], paddingBottomRight: [map.getSize().x > 900 ? 250 : 24, 40] };
}
