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

/** What was drawn for this very view is put back as it is when its layer comes back; features ask for it with the option `kept`. */
export function keepDrawn(L) {
  const { _updatePoly } = L.SVG.prototype;
  L.SVG.include({
    _updatePoly(part, closed) {
      _updatePoly.call(this, part, closed);
      [part._drawnIn, part._drawnFrom] = [this._bounds, this._map._pixelOrigin]; // new objects for each new view
    },
  });
  const { onAdd } = L.Path.prototype;
  L.Path.include({
    onAdd(map) {
      const drawer = this._renderer;
      const stands = this.options.kept && this._drawnIn && this._drawnIn === drawer._bounds && this._drawnFrom === map._pixelOrigin;
      if (!stands) return onAdd.call(this, map);
      drawer._layers[L.stamp(this)] = this;
      this.addInteractiveTarget(this._path); // the stage puts it into its place among the others
    },
  });
  const { _addFocusListenersOnLayer } = L.Layer.prototype;
  const heard = new WeakSet();
  L.Layer.include({
    _addFocusListenersOnLayer(part) {
      const element = part.getElement();
      if (!element || heard.has(element)) return;
      heard.add(element);
      _addFocusListenersOnLayer.call(this, part);
    },
  });
}

/** An icon that keeps its element when its marker goes. */
export function keptIcon(L, options) {
  const made = L.divIcon(options);
  let element = null;
  return Object.assign(made, { createIcon: () => (element ??= L.DivIcon.prototype.createIcon.call(made)) });
}

/** Shifts are plain, and marks stand by left and top: browsers keep a picture of each thing that is shifted, and pile them up anew at each change. */
export function keepFlat(L) {
  L.Browser.ie3d = true; // all that it decides is how a shift is written
  L.Marker.include({
    _setPos({ x, y }) {
      const { style } = this._icon;
      if (this._map._animatingZoom && this._stands) {
        style.transform = `translate(${x - this._stands.x}px, ${y - this._stands.y}px)`;
        return;
      }
      this._stands = { x, y };
      Object.assign(style, { left: `${x}px`, top: `${y}px`, transform: "" });
      this._zIndex = y + this.options.zIndexOffset;
      this._resetZIndex();
    },
  });
}

/** The list of layers is as high as the styles say: Leaflet would measure it, and lay out the whole page for that before the first map. */
export function keepUnmeasured(L) {
  L.Control.Layers.include({
    expand() {
      this._container.classList.add("leaflet-control-layers-expanded");
      return this;
    },
  });
}
