// Files of the atlas, fetched once each. A line that breaks is tried again, by itself and then by the reader.

import { painted } from "./paint.js";

const PAUSES = [300, 1500]; // milliseconds before each further try
const kept = new Map();
const held = new Map(); // what a document without a server has with it, by address

let further = async () => ({});
let others = null;

/** Take the files that came with the document: text, or bytes in base64 with their type; `rest` promises the others. Nothing else is fetched then. */
export function hold(files, rest) {
  take(files);
  if (rest) further = rest;
}

/** Resolves when all that came with the document can be had. The rest is read when the first of it is wanted, and not before something is on the screen. */
export const everything = () => (others ??= painted().then(further).then(take));

const take = (files) => Object.entries(files).forEach(([address, file]) => held.set(address, file));

/** Where a file of the atlas is, for an import or a picture; `address` begins with the slash of the atlas's own root. */
export function whereIs(address) {
  if (!held.size) return new URL(`../..${address}`, import.meta.url).href; // the scripts lie in a folder of /assets
  const file = held.get(address);
  const name = `blob of ${address}`;
  if (file !== undefined && !kept.has(name)) kept.set(name, URL.createObjectURL(blob(file, address)));
  return kept.get(name) || "about:blank";
}

/** The bytes of a text in base64. A plain loop: Uint8Array.from asks a function for each byte, ten times as long. */
export function bytesOf(base64) {
  const signs = atob(base64);
  const bytes = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i++) bytes[i] = signs.charCodeAt(i);
  return bytes;
}

function blob(file, address) {
  if (file.bytes) return new Blob([bytesOf(file.bytes)], { type: file.type });
  return new Blob([file], { type: address.endsWith(".js") ? "text/javascript" : "text/plain;charset=utf-8" });
}

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
      if (held.size) return fromDocument(address, kind);
      const response = await fetch(whereIs(address));
      if (!response.ok) throw new RefusedError(`${response.status} at ${address}`);
      return response[kind]();
    });
    answer.catch(() => kept.delete(address));
    kept.set(address, answer);
  }
  return kept.get(address);
}

/** Read the features of these layers ahead: they are in the first picture of the map if they are there when Leaflet is. */
export function readAhead(features = {}, layers) {
  for (const id of layers) if (features[id]) get(features[id]).catch(() => {}); // the layer tells of it
}

async function fromDocument(address, kind) {
  if (!held.has(address)) await everything();
  const file = held.get(address);
  if (file === undefined) throw new RefusedError(`no ${address} in this document`);
  return kind === "json" ? JSON.parse(file) : file;
}

/** Leaflet from where we are ourselves, as the global that it defines; pages begin to read it in their heads. */
export function leaflet() {
  if (!kept.has("leaflet")) {
    const address = held.size ? whereIs("leaflet.js") : new URL("leaflet/leaflet.js", import.meta.url);
    const loaded = begun(document.querySelector("script[data-leaflet]"))
      .then(() => window.L || patiently(() => run(address)))
      .then(() => window.L);
    loaded.catch(() => kept.delete("leaflet"));
    kept.set("leaflet", loaded);
  }
  return kept.get("leaflet");
}

/** Resolves when a script of the document has run or failed, or when it is no use to wait any longer. */
async function begun(script) {
  if (window.L || !script) return;
  await new Promise((done) => {
    script.onload = script.onerror = done;
    setTimeout(done, PAUSES[1]); // it may have failed before we could hear of it
  });
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
