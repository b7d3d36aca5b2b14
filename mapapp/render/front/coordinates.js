// A place in figures: decimal degrees, and degrees, minutes and seconds in the reader's words.

import { say } from "./words.js";

/** `43.1000, 131.5000`: four decimals are about ten metres, the finest that a click can mean. */
export const decimal = ({ lat, lng }) => `${lat.toFixed(4)}, ${lng.toFixed(4)}`;

/** `43°06′00″ N, 131°30′00″ E` */
export function sexagesimal({ lat, lng }) {
  const north = lat < 0 ? say("%(angle)s S", { angle: angle(lat) }) : say("%(angle)s N", { angle: angle(lat) });
  const east = lng < 0 ? say("%(angle)s W", { angle: angle(lng) }) : say("%(angle)s E", { angle: angle(lng) });
  return `${north}, ${east}`;
}

/** The same place, rounded to what `decimal` shows and with a longitude between -180 and 180. */
export function rounded({ lat, lng }) {
  const turned = ((((lng + 180) % 360) + 360) % 360) - 180;
  return { lat: Number(lat.toFixed(4)), lng: Number(turned.toFixed(4)) };
}

function angle(degrees) {
  const seconds = Math.round(Math.abs(degrees) * 3600);
  const two = (value) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}°${two(Math.floor(seconds / 60) % 60)}′${two(seconds % 60)}″`;
}
