// Search in the masthead: as one types, the server names what it may be; choosing opens it or flies there.

import { element } from "./elements.js";
import { act, glance } from "./store.js";
import { say } from "./words.js";

const PAUSE = 140; // milliseconds without a key before the server is asked
const KINDS = {
  region: () => say("Region"),
  topic: () => say("Topic"),
  organisation: () => say("Organisation"),
  place: () => say("Town or village"),
  river: () => "", // its hint says whether it is a river, a lake, a sea or a range
  event: () => say("Event"),
};
let numbers = 0;

/** Put the search box at the end of `host`; `names` gives the language and which topic tells of events or organisations. `find` asks, by default the server. */
export function addSearch(host, names, find = askServer) {
  numbers += 1;
  const list = `search-results-${numbers}`;
  const box = element("div", { class: "search", role: "search" });
  const field = element("input", {
    type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": list, "aria-autocomplete": "list",
    "aria-label": say("Search"), placeholder: say("Search places, parks, rivers, events"), autocomplete: "off", spellcheck: "false",
  });
  const results = element("ul", { id: list, role: "listbox", "aria-label": say("Search results"), hidden: "" });
  const told = element("p", { class: "search-told", role: "status" });
  box.append(field, results, told);
  host.append(box);
  const state = { found: [], at: -1, asked: 0, timer: 0 };
  const close = () => {
    clearTimeout(state.timer);
    state.asked += 1; // an answer that is still to come opens nothing again
    results.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    state.at = -1;
  };
  const choose = (result) => {
    close();
    field.value = result.title;
    open(result, names);
  };
  const mark = (at) => {
    state.at = at;
    [...results.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    const item = results.children[at];
    item ? field.setAttribute("aria-activedescendant", item.id) : field.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    state.found = found;
    results.replaceChildren(...found.map((result, index) => row(result, `${list}-${index}`, () => choose(result))));
    results.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    told.textContent = found.length ? "" : say("Nothing of that name is known here.");
    mark(found.length ? 0 : -1);
  };
  const ask = async () => {
    const query = field.value.trim();
    const mine = ++state.asked;
    told.textContent = "";
    if (!query) return close();
    try {
      const found = await find(query, names.language);
      if (mine === state.asked) show(found);
    } catch {
      if (mine === state.asked) told.textContent = say("The search cannot be reached; the list below is complete.");
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const last = state.found.length - 1;
    if (event.key === "ArrowDown" && !results.hidden) mark(Math.min(state.at + 1, last));
    else if (event.key === "ArrowUp" && !results.hidden) mark(Math.max(state.at - 1, 0));
    else if (event.key === "Enter" && !results.hidden && state.found[state.at]) choose(state.found[state.at]);
    else if (event.key === "Escape" && !results.hidden) close();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
}

async function askServer(query, language) {
  const answer = await fetch(`search?${new URLSearchParams({ q: query, lang: language })}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).results;
}

/** Open what was found: an entry's card, the topic that tells of it, or its place on the map. */
function open({ kind, id, place }, names) {
  const entry = kind === "region" || kind === "topic" ? id : names.opens[kind];
  if (entry) act({ selected: entry }, "list");
  if (place && kind !== "region") glance(place.join(","));
}

function row(result, id, choose) {
  const item = element("li", { id, role: "option", "aria-selected": "false" });
  const title = element("span", { class: "search-title" });
  title.textContent = result.title;
  const hint = element("span", { class: "search-hint" });
  hint.textContent = [KINDS[result.kind]?.(), result.hint].filter(Boolean).join(" · ");
  item.append(title, hint);
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the field keeps the focus
    choose();
  });
  return item;
}
