// The side panel: the list, and in its place in the list the card of what is selected.

import { card } from "./cards.js";
import { dressCiting, tendCiting } from "./citing.js";
import { everything, get, whereIs } from "./files.js";
import { followYear, markYear } from "./follow.js";
import { highlightInList } from "./highlight.js";
import { addSkips, tidyFrame } from "./landmarks.js";
import { regionsInWords } from "./loading.js";
import { tendOwn } from "./own.js";
import { published, sample } from "./patterns.js";
import { attach } from "./profile.js";
import { pages } from "./pages.js";
import { markHidden, walkRows } from "./rows.js";
import { addSearch } from "./search.js";
import * as sheet from "./sheet.js";
import { goTo } from "./story.js";
import { act, glance, subscribe, view } from "./store.js";
import { tendTaking } from "./takeaway.js";
import { learn, say } from "./words.js";
import { atYear } from "./years.js";

let root = null;
let address = "";
let find; // how to search where no server does

/** Streamlit calls this when the element appears and whenever its data changes: the panel moves in. */
export function mount({ parentElement, data }) {
  if (!root) begin(data);
  const host = parentElement.querySelector(".atlas-panel");
  tidyFrame(host);
  if (root.parentElement === host) return;
  root.classList.remove("is-early");
  host.replaceChildren(root);
  const item = root.querySelector(".entry.is-open");
  if (item) bringToTop(item);
}

/** Begin in the place that the element will have, without waiting for Streamlit; `host` is where nothing else will come. */
export function begin(data, host = document.body) {
  address = data.panels;
  find = data.find;
  root = document.createElement("div");
  root.className = "panel is-early";
  host.append(root);
  sheet.addSheet();
  fill();
}

async function fill() {
  try {
    const names = await get(`${address}names.json`);
    learn(names.words);
    root.innerHTML = await get(`${address}index.html`, "text"); // rendered by our autoescaping templates
    tendCiting(root, address, names);
    tendTaking(root);
    tendOwn(root);
    addSearch(root.querySelector(".masthead"), names, find);
    sheet.name(root);
    addSkips();
    markHidden(root, names);
  } catch {
    showFailure(root, say("The list could not be loaded."), fill);
    root.append(...regionsInWords());
    return;
  }
  published.then(drawSwatches);
  leadToData(root);
  highlightInList(root);
  walkRows(root);
  followYear(root);
  root.addEventListener("click", (event) => {
    const language = event.target.closest("[data-language]");
    if (language) keepView(language);
    if (event.target.closest("[data-story]")) goTo(address, 1);
    const moment = event.target.closest("[data-year]");
    if (moment) travel(moment);
    const opener = event.target.closest("[data-open]");
    if (!opener) return;
    const id = opener.dataset.open;
    act({ selected: opener.getAttribute("aria-expanded") === "true" ? null : id }, "list");
  });
  subscribe((state, previous) => {
    if (!previous || state.selected !== previous.selected) open(state.selected);
  });
  (window.requestIdleCallback || setTimeout)(prefetch);
}

/** The map as it was at the end of an event's year, and the event's place; an empty year is today. */
function travel(button) {
  act(atYear(Number(button.dataset.year) || null), "list");
  for (const other of root.querySelectorAll(".event.is-chosen")) other.classList.remove("is-chosen");
  button.closest(".event")?.classList.add("is-chosen");
  if (button.dataset.glance) glance(button.dataset.glance);
}

/** Another language is another address; what the reader looks at comes along. */
function keepView(link) {
  link.href = pages.inLanguage(link.dataset.language).href;
}

/** Links to files of the atlas lead there from every page. */
async function leadToData(part) {
  await everything();
  for (const link of part.querySelectorAll('a[href^="data/"]')) link.href = whereIs(`/${link.getAttribute("href")}`);
}

/** Cards are small: have them at hand, so that a click shows its card at once. */
function prefetch() {
  for (const row of root.querySelectorAll(".row[data-open]")) get(`${address}cards/${row.dataset.open}.html`, "text").catch(() => {});
}

function drawSwatches(known) {
  for (const swatch of root.querySelectorAll("[data-swatch]")) {
    const spec = known.get(swatch.dataset.swatch);
    if (spec) swatch.replaceChildren(sample(spec));
  }
}

async function open(id) {
  const lost = document.activeElement?.closest(".slot"); // the reader's place goes with the card that is closed
  for (const item of root.querySelectorAll(".entry.is-open")) close(item);
  const item = id && root.querySelector(`[data-entry="${CSS.escape(id)}"]`);
  if (!item) {
    attach(null);
    return;
  }
  item.classList.add("is-open");
  item.querySelector(".row").setAttribute("aria-expanded", "true");
  if (lost) item.querySelector(".row").focus({ preventScroll: true });
  const slot = item.querySelector(".slot");
  try {
    const [article, names] = await Promise.all([card(address, id), get(`${address}names.json`)]);
    dressCiting(article, names);
    if (view().selected !== id) return;
    slot.replaceChildren(article);
    leadToData(slot);
    markYear(slot);
    attach(article, address).catch(() => {}); // the chart stands as it is drawn, only without its link to the map
  } catch {
    if (view().selected !== id) return; // the reader has gone on
    showFailure(slot, say("This text could not be loaded."), () => open(id));
  }
  bringToTop(item);
}

/** At once: a smooth scroll would chase a list that is still changing its height. */
function bringToTop(item) {
  const scroller = item.closest('[data-testid="stSidebarContent"], .panel.is-early');
  scroller.scrollTop += item.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientTop - 6;
}

function close(item) {
  item.classList.remove("is-open");
  item.querySelector(".row").setAttribute("aria-expanded", "false");
  item.querySelector(".slot").replaceChildren();
}

function showFailure(place, message, retry) {
  const text = document.createElement("p");
  text.className = "failure";
  text.setAttribute("role", "alert");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say("Try again");
  button.addEventListener("click", retry);
  text.append(message, " ", button);
  place.replaceChildren(text);
}
