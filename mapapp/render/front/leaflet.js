// Leaflet as this page wants it: its scale in the page's words, and still where a reader asks for no motion.

import { say } from "./words.js";

/** Leaflet's scale in the words of the page. */
export function nameUnits(L) {
  L.Control.Scale.include({
    _updateMetric(most) {
      const metres = this._getRoundNum(most);
      const [count, unit] = metres < 1000 ? [metres, say("m")] : [metres / 1000, say("km")];
      this._updateScale(this._mScale, `${count} ${unit}`, metres / most);
    },
  });
}

/** No moving pictures for readers who ask for none: zooms, fades and pans happen at once. */
export function keepStill(L) {
  L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
  const { panBy } = L.Map.prototype;
  L.Map.include({
    panBy(offset, options) {
      return panBy.call(this, offset, { ...options, animate: false });
    },
  });
}

/** Places as plain shifts: Leaflet's shifts in depth make browsers keep a picture of each name and mark, and pile them up anew at each change. */
export function keepFlat(L) {
  L.Browser.ie3d = true; // all that it decides is how a shift is written
}
