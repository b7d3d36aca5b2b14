// Where the reader moved the map to, in the address and nowhere else: the server is not asked while the map is moved.

const PATIENCE = 1500; // milliseconds from a gesture to the end of the move that it caused, inertia included
let gesture = -PATIENCE;

/** The reader is about to move the map. */
export function gestured() {
  gesture = performance.now();
}

/** What moves the map from now on is not the reader. */
export function ungestured() {
  gesture = -PATIENCE;
}

/** Write where the reader moved the map to; moves of the page's own are none of the reader's. */
export function keepPlace(map) {
  const container = map.getContainer();
  for (const kind of ["wheel", "dblclick", "keydown"]) container.addEventListener(kind, gestured, { passive: true });
  container.addEventListener("touchstart", ({ touches }) => touches.length > 1 && gestured(), { passive: true });
  map.on("dragend", gestured);
  map.on("moveend", () => {
    if (performance.now() - gesture < PATIENCE) write(spell(map));
  });
}

/** The page moves the map itself: the address forgets where the reader had been. */
export function forgetPlace() {
  ungestured();
  write("");
}

/** The address of exactly what is on the screen. */
export function addressOf(map) {
  const address = new URL(location.href);
  address.searchParams.set("view", spell(map));
  return address.href.replaceAll("%2C", ",");
}

function spell(map) {
  const { lat, lng } = map.getCenter();
  return [lat.toFixed(4), lng.toFixed(4), map.getZoom()].map(Number).join(",");
}

function write(view) {
  const address = new URL(location.href);
  if ((address.searchParams.get("view") || "") === view) return;
  view ? address.searchParams.set("view", view) : address.searchParams.delete("view");
  history.replaceState(history.state, "", address);
}
