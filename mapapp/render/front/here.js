// What is here: a place's coordinates, and what the server says is there, in a popup on the map.

import { announce } from "./announce.js";
import { decimal, rounded, sexagesimal } from "./coordinates.js";
import { element } from "./elements.js";
import { tellFound } from "./found.js";
import { popupRoom } from "./popup.js";
import { act, view } from "./store.js";
import { say } from "./words.js";

let asked = 0; // the latest question; an answer to an older one comes too late

/** Open the popup of a place; `byKeys` moves the focus into it. */
export function askHere(L, map, stage, place, byKeys = false) {
  const at = rounded(place);
  const content = element("section", { class: "here", tabindex: "-1", "aria-label": say("What is here") });
  const title = made("h2", {}, say("What is here"));
  const answer = element("div", { class: "here-answer" });
  const found = element("div", { class: "here-found" });
  content.append(title, figures(decimal(at), say("Copy decimal degrees")), figures(sexagesimal(at), say("Copy degrees, minutes and seconds")), found, answer);
  const popup = L.popup({ maxWidth: 320, minWidth: 250, ...popupRoom(stage.root), className: "here-popup" });
  popup.setLatLng(at).setContent(content).openOn(map);
  popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", say("Close"));
  const close = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    map.closePopup(popup);
    map.getContainer().focus({ preventScroll: true });
  };
  popup.getElement().addEventListener("keydown", close);
  if (byKeys) content.focus({ preventScroll: true });
  tell(map, stage, popup, answer, at);
  tellFound(map, stage, popup, found, place);
}

/** Ask the server; the coordinates stand there already. */
async function tell(map, stage, popup, answer, at) {
  const mine = ++asked;
  const fill = (...parts) => {
    if (mine !== asked || !popup.isOpen()) return false;
    const section = answer.parentElement;
    const held = section.contains(document.activeElement);
    answer.replaceChildren(...parts);
    popup.update(); // takes the content out and puts it back, and with that the focus away
    if (held) section.focus({ preventScroll: true });
    return true;
  };
  fill(made("p", { class: "here-quiet" }, say("Asking the atlas…")));
  const query = new URLSearchParams({ at: `${at.lat},${at.lng}`, lang: stage.names.language });
  if (view().year) query.set("year", view().year);
  try {
    const response = await fetch(`here?${query}`);
    const found = await response.json();
    if (!response.ok) throw new Error(found.problem);
    if (fill(...rows(found, map))) announce(found.summary);
  } catch {
    const again = made("button", { type: "button" }, say("Try again"));
    again.addEventListener("click", () => tell(map, stage, popup, answer, at));
    const words = say("The server cannot be reached, so the rest could not be asked.");
    if (fill(made("p", {}, words), again)) announce(words);
  }
}

function rows({ facts, groups, nothing, note }, map) {
  const list = element("dl");
  for (const { label, words } of facts) list.append(made("dt", {}, label), made("dd", {}, words));
  const held = groups.flatMap(({ label, regions, how }) => [made("h3", {}, label), buttons(regions, how, map)]);
  return [list, ...held, ...(nothing ? [made("p", {}, nothing)] : []), made("p", { class: "here-quiet" }, note)];
}

function buttons(regions, how, map) {
  const list = element("ul", { "data-how": how });
  for (const { id, title } of regions) {
    const item = element("li");
    const open = made("button", { type: "button", "data-here-region": id }, title);
    open.addEventListener("click", () => {
      map.closePopup();
      act({ selected: id }, "list");
    });
    item.append(open);
    list.append(item);
  }
  return list;
}

/** Coordinates that one click selects, and a button that copies them. */
function figures(text, label) {
  const line = element("p", { class: "here-at" });
  const copy = made("button", { type: "button", "aria-label": label, title: label }, say("Copy"));
  const figure = made("span", { class: "here-figures" }, text);
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = say("Copied");
      announce(say("Copied"));
    } catch {
      getSelection().selectAllChildren(figure); // the browser forbids it: the reader's own copy command finds it chosen
    }
  });
  line.append(figure, copy);
  return line;
}

function made(name, attributes, text) {
  const one = element(name, attributes);
  one.textContent = text;
  return one;
}
