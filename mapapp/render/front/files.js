// Files of the atlas, fetched once each, with one retry by the reader when that fails.

const kept = new Map();

/** The parsed JSON or text at an address. A failure is not kept, so that asking again tries again. */
export function get(address, kind = "json") {
  if (!kept.has(address)) {
    const answer = fetch(address).then((response) => {
      if (!response.ok) throw new Error(`${response.status} at ${address}`);
      return response[kind]();
    });
    answer.catch(() => kept.delete(address));
    kept.set(address, answer);
  }
  return kept.get(address);
}

/** Leaflet from our own server, as the global that it defines. */
export function leaflet() {
  if (!kept.has("leaflet")) {
    const script = document.createElement("script");
    const loaded = new Promise((resolve, reject) => {
      script.onload = () => resolve(window.L);
      script.onerror = () => reject(new Error("Leaflet could not be loaded"));
    });
    loaded.catch(() => kept.delete("leaflet"));
    script.src = new URL("leaflet/leaflet.js", import.meta.url);
    document.head.append(script);
    kept.set("leaflet", loaded);
  }
  return kept.get("leaflet");
}
