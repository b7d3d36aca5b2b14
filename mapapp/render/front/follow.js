// What is open in the panel follows the year of the map: events and counts of that year are marked.

import { subscribe, view } from "./store.js";

/** Mark them whenever the year changes. */
export function followYear(root) {
  subscribe((state, previous) => {
    if (!previous || state.year !== previous.year) markYear(root);
  });
}

/** Mark what belongs to the year; `data-years` holds the first and the last one, parted by a space. */
export function markYear(root) {
  const year = view()?.year;
  for (const part of root.querySelectorAll("[data-years]")) {
    const [first, last] = part.dataset.years.split(" ").map(Number);
    const now = Boolean(year) && first <= year && year <= last;
    part.classList.toggle("is-of-year", now);
    now ? part.setAttribute("aria-current", "true") : part.removeAttribute("aria-current");
  }
}
