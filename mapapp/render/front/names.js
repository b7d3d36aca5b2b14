// Names on the map, each put in its pane by left and top: browsers paint such a pane as one picture, where shifted
// names would each be a picture of their own, piled up anew at every change. They hide for the moment of a zoom.

let Name = null;

/** A Leaflet layer that writes `text`, an element, around a place [latitude, longitude] in a pane. */
export function name(L, place, text, className, pane) {
  Name ??= L.Marker.extend({
    onAdd(map) {
      this._zoomAnimated = false;
      L.Marker.prototype.onAdd.call(this, map);
    },
    _setPos({ x, y }) {
      this._icon.style.left = `${x}px`;
      this._icon.style.top = `${y}px`;
    },
  });
  return new Name(place, { icon: L.divIcon({ className, html: text, iconSize: [0, 0] }), pane, interactive: false, keyboard: false });
}
