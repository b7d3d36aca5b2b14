// What the reader looks at, shared by map and panel. It acts at once and reports to the server afterwards.

const listeners = new Set();
let state = null; // {selected: id or null, layers: sorted ids, basemap: id}
let send = null; // reports a state to the server, once the stage is mounted
let awaited = null; // what was reported and not yet answered; older answers are ignored

const spell = (view) => JSON.stringify([view.selected || "", [...view.layers].sort(), view.basemap]);

export const view = () => state;

/** Calls listener(state, previous, cause) now, if there is a state, and after each change. */
export function subscribe(listener) {
  listeners.add(listener);
  if (state) listener(state, null, "start");
  return () => listeners.delete(listener);
}

/** The reader did something: change the state at once, then report it whole, as ids. */
export function act(change, cause) {
  if (!state) return;
  become({ ...state, ...change }, cause);
  awaited = spell(state);
  report();
}

/** The server says what the address asks for. An answer that is older than the reader's last act is ignored. */
export function hear(told) {
  if (awaited !== null) {
    if (spell(told) === awaited) awaited = null;
  } else if (!state || spell(told) !== spell(state)) {
    become({ selected: told.selected || null, layers: [...told.layers], basemap: told.basemap }, "address");
  }
}

/** How to report from now on; what is still owed is reported at once. */
export function reportWith(callback) {
  const owed = send === null && awaited !== null;
  send = callback;
  if (owed) report();
}

function report() {
  if (send) send({ selected: state.selected || "", layers: state.layers.join(","), basemap: state.basemap });
}

function become(next, cause) {
  const previous = state;
  state = next;
  for (const listener of [...listeners]) listener(state, previous, cause);
}

// Back and forward are the reader's latest word: whatever was awaited no longer counts.
window.addEventListener("popstate", () => {
  awaited = null;
});
