// A canvas for what changes with the view alone.

let Finished = null;

/**
 * Leaflet's canvas that shows what it drew as a finished picture. A canvas that can be drawn on is copied by browsers
 * without a graphics processor for every frame of the page, whatever has changed in it.
 */
export function finishedCanvas(L, options) {
  if (!globalThis.OffscreenCanvas) return L.canvas(options);
  Finished ??= L.Canvas.extend({
    _initContainer() {
      this._container = document.createElement("canvas");
      this._shown = this._container.getContext("bitmaprenderer");
      this._ctx = new OffscreenCanvas(1, 1).getContext("2d");
    },
    _extendRedrawBounds() {}, // what was drawn is given away: all is drawn anew
    _clear() {
      const { width, height } = this._container;
      const { min } = this._bounds;
      const scale = width / this._bounds.getSize().x;
      Object.assign(this._ctx.canvas, { width, height });
      this._ctx.setTransform(scale, 0, 0, scale, -min.x * scale, -min.y * scale);
    },
    _draw() {
      L.Canvas.prototype._draw.call(this);
      const drawn = this._ctx.canvas;
      if (drawn.width && drawn.height) this._shown.transferFromImageBitmap(drawn.transferToImageBitmap());
    },
  });
  return new Finished(options);
}
