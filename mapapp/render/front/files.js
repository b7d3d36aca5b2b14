// Files of the atlas, fetched once each. A line that breaks is tried again, by itself and then by the reader.

const PAUSES = [300, 1500]; // milliseconds before each further try
const kept = new Map();

/** The server answered, and not with what was asked for: asking again at once would not help. */
class RefusedError extends Error {}

async function patiently(work) {
  for (const pause of PAUSES) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return work();
}

/** The parsed JSON or text at an address. A failure is not kept, so that asking again tries again. */
export function get(address, kind = "json") {
  if (!kept.has(address)) {
    const answer = patiently(async () => {
      const response = await fetch(address);
      if (!response.ok) throw new RefusedError(`${response.status} at ${address}`);
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
    const loaded = patiently(() => run(new URL("leaflet/leaflet.js", import.meta.url))).then(() => window.L);
    loaded.catch(() => kept.delete("leaflet"));
    kept.set("leaflet", loaded);
  }
  return kept.get("leaflet");
}

function run(address) {
  const script = document.createElement("script");
  const done = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
  });
  script.src = address;
  document.head.append(script);
  return done;
}
