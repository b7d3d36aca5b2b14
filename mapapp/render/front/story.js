// The guided story: a few sentences over the map, one step at a time; the map shows what each step speaks of.

import { get } from "./files.js";
import { notify } from "./notices.js";
import { act, subscribe, view } from "./store.js";
import { say } from "./words.js";

let missed = () => {}; // tells that the steps are not there, and how to ask for them again

/** The steps; none when they could not be loaded, which is told. */
const read = (panels, again) =>
  get(`${panels}story.json`).catch(() => {
    missed(again);
    return [];
  });

/** Follow the state: show the step that it names on the map's root, and fly with `travel(place, zoom, covered pixels, cause)`. */
export function tellStory(root, panels, travel) {
  let box = null;
  const asked = new URLSearchParams(location.search); // what an address names is not the story's to choose
  missed = (again) => notify(root, say("The story could not be loaded."), { [say("Try again")]: again });
  const tell = async (state, previous, cause) => {
    if (previous && state.step === previous.step) return;
    if (!state.step) {
      const held = box?.contains(document.activeElement);
      box?.remove();
      box = null;
      root.classList.remove("has-story");
      if (held) document.querySelector("[data-story]")?.focus(); // back to where it began
      return;
    }
    const steps = await read(panels, () => tell(view(), null, cause));
    const number = view().step;
    const step = steps[number - 1];
    if (!step) return;
    const first = !box;
    box ??= makeBox(root);
    fill(box, steps, number);
    if (first && cause !== "start") box.focus({ preventScroll: true });
    if (cause === "start" && !["region", "topic", "layers", "year"].some((key) => asked.has(key))) show(steps, number);
    travel(step.place, step.zoom, box.offsetWidth > root.clientWidth / 2 ? box.offsetHeight : 0, cause);
  };
  subscribe(tell);
}

/** Go to a step: its layers, its year and its region; the first step may be asked for before any is loaded. */
export async function goTo(panels, number) {
  const steps = await read(panels, () => goTo(panels, number));
  if (steps.length) show(steps, number);
}

let before = null; // the layers that the reader had chosen before the story began

function show(steps, number) {
  const { layers, year, region } = steps[number - 1];
  if (!view().step) before = view().layers;
  act({ step: number, layers: [...layers], year, selected: region }, "story");
}

function leave() {
  act({ step: null, year: null, layers: before || view().layers }, "story");
  before = null;
}

function makeBox(root) {
  const box = document.createElement("section");
  box.className = "story";
  box.tabIndex = -1;
  box.dataset.testid = "story";
  box.setAttribute("aria-label", say("Guided story"));
  root.append(box);
  root.classList.add("has-story");
  return box;
}

function fill(box, steps, number) {
  const step = steps[number - 1];
  const title = document.createElement("h2");
  title.textContent = step.title;
  const words = document.createElement("p");
  words.textContent = `${step.words} `;
  step.sources.forEach(({ title: name, url }, index) => {
    const link = document.createElement("a");
    Object.assign(link, { href: url, target: "_blank", rel: "noopener", title: name, className: "cite" });
    link.textContent = String(index + 1);
    link.setAttribute("aria-label", say("Source: %(title)s", { title: name }));
    words.append(link, " ");
  });
  const bar = document.createElement("div");
  bar.className = "story-bar";
  const count = document.createElement("span");
  count.textContent = say("%(step)s of %(steps)s", { step: number, steps: steps.length });
  bar.append(
    button(say("Back"), number > 1, () => show(steps, number - 1)),
    count,
    button(number < steps.length ? say("Next") : say("Explore the map"), true, () =>
      number < steps.length ? show(steps, number + 1) : leave(),
    ),
  );
  const close = button("×", true, leave);
  close.className = "story-close";
  close.setAttribute("aria-label", say("Leave the story"));
  box.onkeydown = (event) => {
    if (event.key === "ArrowRight" && number < steps.length) show(steps, number + 1);
    else if (event.key === "ArrowLeft" && number > 1) show(steps, number - 1);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const kept = document.activeElement?.closest(".story") && document.activeElement.textContent;
  box.replaceChildren(close, title, words, bar);
  if (kept !== undefined && kept !== null) ([...bar.querySelectorAll("button")].find((b) => b.textContent === kept) || box).focus();
}

function button(label, possible, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.disabled = !possible;
  made.addEventListener("click", press);
  return made;
}
