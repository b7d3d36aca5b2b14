// The panel as a sheet from below where the screen is narrow: three heights, moved by a grip; the map keeps its size behind it.

import { element } from "./elements.js";
import { onGlance, subscribe, view } from "./store.js";
import { say } from "./words.js";

const POSITIONS = ["peek", "half", "full"];
const PEEK = 124; // pixels, as in page.css
const STRIP = 64; // pixels of the map that the full sheet leaves, as in page.css
const TAP = 6; // pixels that a finger may stray in a tap
const FLICK = 0.4; // pixels a millisecond from which a movement counts and not its length
const SHEET = '[data-testid="stSidebar"], .panel.is-early';
const narrow = matchMedia("(max-width: 559px), (max-width: 767px) and (min-height: 480px)"); // as in page.css

let grip = null;
let position = "peek";
let before = null; // the height that a closing card gives back

/** Whether the panel lies over the map as a sheet. */
export const isSheet = () => grip !== null && narrow.matches;

/** Pixels at the foot of the map that the sheet covers once it has come to rest. */
export function covered() {
  if (!isSheet() || document.fullscreenElement) return 0;
  return position === "peek" ? 12 : innerHeight / 2 - PEEK + 12;
}

/** Give panel and map half of the screen each, where the panel is a sheet. */
export const share = () => isSheet() && move("half");

/** Make the sheet, at the height that the state asks for; its words come with name(). */
export function addSheet() {
  grip = element("section", { class: "grip", hidden: "" });
  const button = element("button", { type: "button" });
  grip.append(button);
  document.body.prepend(grip);
  button.addEventListener("click", () => byHand(POSITIONS[(POSITIONS.indexOf(position) + 1) % 3]));
  button.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    byHand(POSITIONS[POSITIONS.indexOf(position) + step] || position);
  });
  subscribe(follow);
  onGlance(() => position === "full" && move("half"));
  narrow.addEventListener("change", () => move(position));
  followFingers();
  document.addEventListener("click", ({ target }) => {
    if (!isSheet()) return;
    if (target.closest(".legend-title")) move("peek"); // who opens the legend wants the map
    else if (position === "full" && (target.closest(".atlas-stage") || target === document.body || target === document.documentElement)) byHand("half");
  });
  const measure = () => document.documentElement.style.setProperty("--visible", `${visualViewport.height}px`);
  visualViewport?.addEventListener("resize", measure); // a keyboard on the screen covers what the page believes to have
}

/** Give the grip its words and the search its place: next to the title, so that a low sheet shows both. */
export function name(panel) {
  grip.hidden = false;
  grip.setAttribute("aria-label", say("Height of the panel"));
  const title = panel.querySelector(".masthead h1");
  const search = panel.querySelector(".search");
  const place = () => (narrow.matches ? title.after(search) : title.parentElement.append(search));
  place();
  narrow.addEventListener("change", place);
  panel.addEventListener("focusin", ({ target }) => {
    if (!isSheet()) return;
    if (target.closest(".search")) move("full");
    else if (position === "peek" && target.matches(":focus-visible")) move("half");
  });
  search.addEventListener("focusout", () => position === "full" && isSheet() && !view().selected && move("half"));
  move(position);
}

function follow(state, previous, cause) {
  if (!previous) {
    move(state.selected && !state.step ? "half" : "peek");
  } else if (cause === "story") {
    before = null;
    move("peek"); // the story tells of the map
  } else if (state.selected && state.selected !== previous.selected) {
    before ??= position;
    const field = document.activeElement?.closest(".search input");
    move(cause === "list" && position === "full" && !field ? "full" : "half");
    if (isSheet()) field?.blur(); // a keyboard on the screen would lie over the card
  } else if (!state.selected && previous.selected) {
    move(before || position);
    before = null;
  }
}

/** The reader's own choice: a card that closes never raises a sheet that the reader has lowered. */
function byHand(wanted) {
  if (before && POSITIONS.indexOf(wanted) < POSITIONS.indexOf(before)) before = wanted;
  move(wanted);
}

function move(wanted) {
  const lowered = wanted === "peek" && position !== "peek";
  position = wanted;
  const page = document.documentElement;
  page.dataset.sheet = position;
  page.style.removeProperty("--sheet");
  const label = { peek: say("Open the panel half way"), half: say("Open the whole panel"), full: say("Lower the panel") }[position];
  const button = grip.firstElementChild;
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-expanded", String(position !== "peek"));
  const map = document.querySelector(".habitat");
  if (map) map.inert = isSheet() && position === "full"; // what is covered must not get the focus
  if (lowered && isSheet()) toTitle();
}

/** What a low sheet shows: the title of the open card, or the head of the panel. */
function toTitle() {
  const scroller = document.querySelector('[data-testid="stSidebarContent"]:has(.panel), .panel.is-early');
  if (!scroller) return;
  const item = scroller.querySelector(".entry.is-open");
  scroller.scrollTop = item ? scroller.scrollTop + item.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientTop : 0;
}

/** The sheet follows a finger or the mouse on its grip; where it is low, everywhere on it. */
function followFingers() {
  const page = document.documentElement;
  let held = null;
  let dragged = false;
  document.addEventListener("pointerdown", (event) => {
    dragged = false;
    const on = event.target.closest(position === "peek" ? `.grip, ${SHEET}` : ".grip");
    if (!on || !isSheet() || !event.isPrimary || event.button) return;
    held = { id: event.pointerId, target: event.target, from: event.clientY, height: document.querySelector(SHEET).offsetHeight, trail: [] };
  });
  document.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.id) return;
    const up = held.from - event.clientY;
    if (!dragged && Math.abs(up) < TAP) return;
    if (!dragged) held.target.setPointerCapture(held.id);
    dragged = true;
    page.classList.add("is-dragged");
    held.trail = [...held.trail.filter(({ at }) => event.timeStamp - at < 100), { at: event.timeStamp, y: event.clientY }];
    const height = Math.min(Math.max(held.height + up, PEEK), innerHeight - STRIP);
    page.style.setProperty("--sheet", `${height}px`);
  });
  const release = (event) => {
    if (event.pointerId !== held?.id) return;
    page.classList.remove("is-dragged");
    if (dragged) byHand(restingPlace(held, event));
    held = null;
  };
  document.addEventListener("pointerup", release);
  document.addEventListener("pointercancel", release);
  document.addEventListener("click", (event) => dragged && (event.stopPropagation(), event.preventDefault(), (dragged = false)), true);
}

/** The height that is nearest to where the sheet was let go, or the next one in the direction of a flick. */
function restingPlace({ from, height, trail }, { clientY, timeStamp }) {
  const heights = [PEEK, innerHeight / 2, innerHeight - STRIP];
  const reached = height + from - clientY;
  const speed = trail.length ? (trail[0].y - clientY) / Math.max(timeStamp - trail[0].at, 1) : 0;
  if (Math.abs(speed) > FLICK) {
    const further = speed > 0 ? heights.findIndex((one) => one > reached) : heights.findLastIndex((one) => one < reached);
    return POSITIONS[further] || (speed > 0 ? "full" : "peek");
  }
  const distances = heights.map((one) => Math.abs(one - reached));
  return POSITIONS[distances.indexOf(Math.min(...distances))];
}
