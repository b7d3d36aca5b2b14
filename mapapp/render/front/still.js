// A page without a server runs this: it reads the address itself, and writes into it what the reader does.

import { read, write } from "./address.js";
import { element } from "./elements.js";
import { get, hold } from "./files.js";
import { makeIndex } from "./find.js";
import { mapFailed } from "./loading.js";
import { pages } from "./pages.js";
import { placed } from "./place.js";
import { hear, reportWith, subscribe, view } from "./store.js";
import { learn } from "./words.js";

const start = JSON.parse(document.querySelector('meta[name="atlas-start"]').content);
const words = start.vocabulary;
const opened = new URL(location.href);
const local = opened.protocol === "file:"; // there a folder has no page of its own, and an address keeps its path
const reader = navigator.languages.map((tag) => tag.toLowerCase().split("-")[0]).find((code) => words.languages.includes(code));
const own = start.language || reader || words.languages[0]; // what the address leaves out
const language = asked().language;
const speaks = start.speaks[language];

/** Begin, with the files that came with the document where none can be fetched; `more` promises the rest of them. */
export function begin(files = {}, more) {
  hold(files, more);
  learn(speaks.words);
  document.documentElement.lang = language;
  const embedded = new URLSearchParams(opened.search).get("embed") === "true";
  const data = { ...asked(), ...(embedded ? { step: null, embedded } : {}), map: start.map, features: start.features, panels: speaks.panels, still: true, single: start.single, unshared: local && !start.address, find };
  hear(data);
  Object.assign(pages, { of: shared, inLanguage });
  if (!embedded) keepAddress();
  subscribe(() => title().then((words) => (document.title = words), () => {}));
  const [list, map] = [element("div", { class: "atlas-panel" }), element("main", { class: "atlas-stage" })];
  document.documentElement.className = ["is-still", start.single && "is-single", embedded && "is-embedded"].filter(Boolean).join(" ");
  if (embedded) get(`${speaks.panels}names.json`).then((names) => map.prepend(Object.assign(element("h1", { class: "unseen" }), { textContent: names.title })));
  document.body.append(...(embedded ? [] : [list]), map);
  // Each by itself: when a file of the one does not come, the other still works.
  import("./stage.js").then((stage) => stage.begin(data, map)).catch(mapFailed);
  const fill = () => import("./panel.js").then((panel) => panel.begin(data, list));
  if (!embedded) "requestIdleCallback" in window ? requestIdleCallback(fill, { timeout: 400 }) : setTimeout(fill); // the map comes first
}

/** The view that the address asks for; the page of an entry asks for it by being there. */
function asked() {
  const query = new URLSearchParams(location.search);
  const implied = start.entry && location.pathname === opened.pathname && !query.has("region") && !query.has("topic");
  if (implied) query.set(Object.hasOwn(words.regions, start.entry) ? "region" : "topic", start.entry);
  return read(query, words, own);
}

function keepAddress() {
  history.replaceState(history.state, "", here(asked()) + location.hash);
  reportWith(() => {
    hear(view()); // nobody else answers
    const address = here({ ...view(), language, place: placed() });
    if (address !== location.href.split("#")[0]) history.pushState(null, "", address);
  });
  addEventListener("popstate", () => hear(asked()));
}

/** What the document is called: what is open in it, and the atlas. */
async function title() {
  const names = await get(`${speaks.panels}names.json`);
  return [names.entries[view().selected], names.title].filter(Boolean).join(" · ");
}

/** The address of a view in this document, or on the home page of its language when it shows another entry than its own. */
function here(state) {
  return spelt(local || !start.entry ? bare(opened) : pageOf(language, ownEntry(state)), state, own).href;
}

/** What is on the screen, in another language: another page, or the same file asked for the other language. */
function inLanguage(code) {
  const state = { ...view(), language: code, place: placed() };
  return start.single ? spelt(bare(opened), state, "") : spelt(pageOf(code, ownEntry(state)), state, code);
}

/** Where others find the page of an entry: where the atlas was published, if that is known. */
function shared(code, entry, kind) {
  if (!start.single || start.address) return pageOf(code, entry, start.address || undefined);
  const page = bare(opened);
  page.searchParams.set("lang", code);
  if (entry) page.searchParams.set(kind, entry);
  return page;
}

const ownEntry = ({ selected }) => (selected === start.entry ? selected : null);

function pageOf(code, entry, root = new URL(start.root, opened)) {
  const page = new URL(entry ? `${code}/${entry}/` : `${code}/`, root);
  return page.protocol === "file:" ? new URL("index.html", page) : page;
}

function bare({ href }) {
  const page = new URL(href);
  page.search = page.hash = "";
  return page;
}

/** A page with the query that says a view; the page of an entry says that one by itself. */
function spelt(page, state, known) {
  const query = new URLSearchParams(write(state, words, known));
  const opens = start.entry && page.pathname.includes(`/${start.entry}/`);
  if (opens && !state.selected) query.set("region", "");
  else if (opens && !local) ["region", "topic"].forEach((kind) => query.delete(kind));
  page.search = query;
  return page;
}

let matching = null;

/** What a search finds, from a file that was written for this language. */
async function find(query) {
  matching ??= makeIndex(await get(speaks.search));
  return matching(query);
}
