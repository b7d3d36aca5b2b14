// The year that the map speaks of: a slider along its foot, one sentence on what changed, and a button that plays.

import { element } from "./elements.js";
import { published } from "./patterns.js";
import { act, preview, subscribe, view } from "./store.js";
import { say } from "./words.js";

const PACE = 900; // milliseconds a year with a change stays while playing

let formers = [];
published.then((specs) => {
  formers = [...specs.values()].filter((spec) => spec.former).map((spec) => spec.id);
});

/** What to change in the state for the map of a year (null for today): former extents are shown with a past year only. */
export function atYear(year) {
  const others = view().layers.filter((layer) => !formers.includes(layer));
  return { year, layers: year ? [...others, ...formers].sort() : others };
}

/** Put the control on the map; `known` is {first, last, changes}, and without any year there is none. */
export function addYears(root, known) {
  if (!known) return;
  const parts = build(root, known);
  const show = (year) => {
    const shown = year || known.last;
    parts.slider.value = shown;
    parts.number.textContent = String(shown);
    parts.words.textContent = year ? known.changes[year] || say("No change is on record for this year.") : say("Today");
    parts.slider.setAttribute("aria-valuetext", `${shown}. ${parts.words.textContent}`);
    parts.box.classList.toggle("is-past", Boolean(year));
  };
  const asked = () => (Number(parts.slider.value) >= known.last ? null : Number(parts.slider.value));
  parts.slider.addEventListener("input", () => preview(atYear(asked()), "year"));
  parts.slider.addEventListener("change", () => act(atYear(asked()), "year"));
  parts.today.addEventListener("click", () => act(atYear(null), "year"));
  play(parts.play, known);
  subscribe((state, previous) => (!previous || state.year !== previous.year) && show(state.year));
}

function build(root, known) {
  const box = element("section", { class: "years", "data-testid": "year-control", "aria-label": say("Year") });
  const number = element("output", { class: "years-number" });
  const words = element("p", { class: "years-words", "aria-live": "polite" });
  const slider = element("input", { class: "years-slider", type: "range", min: known.first, max: known.last, step: 1, "aria-label": say("Year") });
  const play = element("button", { class: "years-play", type: "button" });
  const today = element("button", { class: "years-today", type: "button" });
  today.textContent = say("Back to today");
  box.append(play, number, slider, words, today);
  root.append(box);
  return { box, number, words, slider, play, today };
}

/** Step through the years in which something changed, from the one shown, or from the first. */
function play(button, known) {
  const years = Object.keys(known.changes).map(Number).sort((a, b) => a - b);
  let timer = 0;
  const label = () => {
    button.textContent = timer ? "❚❚" : "▶";
    button.setAttribute("aria-label", timer ? say("Pause") : say("Play the years"));
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    label();
  };
  const step = () => {
    const next = years.find((year) => year > (view().year || 0) && year < known.last);
    if (next && view().year !== null) preview(atYear(next), "year");
    else {
      stop();
      act(atYear(null), "year");
    }
  };
  button.addEventListener("click", () => {
    if (timer) {
      stop();
      act({ year: view().year }, "year");
      return;
    }
    if (!view().year) preview(atYear(years[0]), "year");
    timer = setInterval(step, PACE);
    label();
  });
  label();
}
