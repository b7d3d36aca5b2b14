// What a visit keeps of own layers: their keys and looks, so that a page that is loaded again shows them again; and a word to the server now and then.

import { fileAt } from "./offers.js";

const KEY = "own-layers";
const PULSE = 5 * 60 * 1000; // milliseconds; the server forgets after half an hour without a word
let pulse = 0;

/** The address of a door of an own layer. */
export const doorOf = (token, door = "") => fileAt(`own/${token}${door && "/"}${door}`);

/** Keep what is told of the own layers for this visit: [{token, field, colour, shown}]. */
export function keep(layers) {
  try {
    layers.length ? sessionStorage.setItem(KEY, JSON.stringify(layers)) : sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing: the layers last as long as the page.
  }
}

/** What was kept; nothing of it is believed before the server knows the key. */
export function recall() {
  try {
    const told = JSON.parse(sessionStorage.getItem(KEY) || "[]");
    return Array.isArray(told) ? told.filter((one) => /^[0-9a-f]{32}$/.test(one?.token)) : [];
  } catch {
    return [];
  }
}

/** Tell the server that the layers are still wanted; calls gone(token) for one that it no longer has. */
export function keepAlive(tokens, gone) {
  clearInterval(pulse);
  const tell = () => {
    for (const token of tokens()) {
      fetch(doorOf(token, "ping"), { method: "POST" }).then((answer) => answer.status === 404 && gone(token), () => {});
    }
  };
  pulse = setInterval(tell, PULSE);
  document.onvisibilitychange = () => document.visibilityState === "visible" && tokens().length && tell();
}

/** Have the server forget a layer. */
export const forget = (token) => fetch(doorOf(token), { method: "DELETE", keepalive: true }).catch(() => {});
