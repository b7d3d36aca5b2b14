// The frame of the page for readers who go from landmark to landmark: shortcuts as its first stops, no empty regions.

import { element } from "./elements.js";
import { say } from "./words.js";

/** Two links before everything else: to the map and to the list. */
export function addSkips() {
  if (document.querySelector(".skips")) return;
  const bar = element("nav", { class: "skips", "aria-label": say("Shortcuts") });
  bar.append(
    skip(say("Skip to the map"), "#map_habitat"),
    skip(say("Skip to the list"), '[data-testid="region-list"] .row'),
  );
  document.body.prepend(bar);
}

/** Streamlit's frame round the list is a region without a use and in English; its main takes a tab stop for nothing. */
export function tidyFrame(host) {
  host.closest('[data-testid="stSidebar"]')?.removeAttribute("aria-label");
  document.querySelector('[data-testid="stMain"]')?.setAttribute("tabindex", "-1");
}

function skip(words, target) {
  const link = element("a", { href: "#" });
  link.textContent = words;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector(target)?.focus();
  });
  return link;
}
