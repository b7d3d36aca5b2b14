// Cards as the server rendered them, fetched once each: the panel shows them whole, the popup their essentials.

import { get } from "./files.js";

/** A fresh copy of an entry's card. */
export async function card(panels, id) {
  const page = document.createElement("template");
  page.innerHTML = await get(`${panels}cards/${id}.html`, "text"); // rendered by our autoescaping templates
  return page.content.querySelector("article");
}

/** How to move: at once for readers who ask for less motion. */
export const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
