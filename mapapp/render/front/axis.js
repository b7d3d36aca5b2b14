// The axis of the open profile on the map: its stations, and a mark with the measured width where the reader points.

import { onStation, point } from "./profile.js";

const REACH = 18; // pixels from the axis at which pointing at the map moves the chart

/** Draw the axis of whatever profile is open, and let the map move the chart. */
export function drawAxis(L, map) {
  map.createPane("axis").style.zIndex = 470;
  map.getPane("axis").style.pointerEvents = "none";
  const plain = { pane: "axis", interactive: false };
  const axis = L.polyline([], { ...plain, className: "axis-line" });
  const width = L.polyline([], { ...plain, className: "axis-width" });
  const mark = L.circleMarker([0, 0], { ...plain, className: "axis-mark", radius: 6 });
  let places = [];
  onStation((station, stations) => {
    if (stations.length !== places.length) {
      places = stations.map(({ place }) => L.latLng(place));
      axis.setLatLngs(places);
      places.length ? axis.addTo(map) : axis.remove();
    }
    if (!station) {
      width.remove();
      mark.remove();
      return;
    }
    width.setLatLngs(station.ends).addTo(map);
    mark.setLatLng(station.place).addTo(map);
  });
  map.on("mousemove", ({ containerPoint }) => {
    if (!places.length) return;
    const away = places.map((place) => map.latLngToContainerPoint(place).distanceTo(containerPoint));
    const least = Math.min(...away);
    if (least < REACH) point(away.indexOf(least));
  });
}
