// Names on the map. They hide for the moment of a zoom.

let Name = null;

/** A Leaflet layer that writes `text`, an element, around a place [latitude, longitude] in a pane. */
export function name(L, place, text, className, pane) {
  Name ??= L.Marker.extend({
    onAdd(map) {
      this._zoomAnimated = false;
      L.Marker.prototype.onAdd.call(this, map);
    },
    _updateZIndex() {}, // none lies over another
  });
  return new Name(place, { icon: L.divIcon({ className, html: text, iconSize: [0, 0] }), pane, interactive: false, keyboard: false });
}
