// What has changed, in a sentence, for readers who hear the page. The year speaks for itself, in its own control.

import { announce } from "./announce.js";
import { get } from "./files.js";
import { nameOfBase } from "./legend.js";
import { subscribe } from "./store.js";
import { say } from "./words.js";

const PAUSE = 120; // milliseconds in which changes that belong together are collected
let due = [];
let timer = 0;

/** Follow the store and say what has changed; `count(layer)` promises how many regions of a layer the map shows. */
export function sayChanges(names, panels, count) {
  subscribe(async (state, previous, cause) => {
    if (!previous) return;
    if (state.step !== previous.step) {
      tell(state.step ? await stepWords(panels, state.step) : say("The story is closed."));
      return; // its layers, its year and its region are what the step speaks of
    }
    if (cause === "story") return;
    if (state.selected !== previous.selected) tell(cardWords(names, state, previous));
    if (state.basemap !== previous.basemap) tell(say("Base map: %(name)s.", { name: nameOfBase(state.basemap) }));
    if (state.year === previous.year) (await layerWords(names, state, previous, count)).forEach(tell);
  });
}

function tell(words) {
  if (!words) return;
  due.push(words);
  clearTimeout(timer);
  timer = setTimeout(() => {
    announce(due.join(" "));
    due = [];
  }, PAUSE);
}

function cardWords(names, { selected }, previous) {
  if (!selected) return say("Closed: %(name)s.", { name: names.entries[previous.selected] });
  return [say("Opened: %(name)s.", { name: names.entries[selected] }), names.where[selected]].filter(Boolean).join(" ");
}

async function layerWords(names, { layers }, previous, count) {
  const hidden = previous.layers.filter((id) => !layers.includes(id));
  const shown = layers.filter((id) => !previous.layers.includes(id));
  return [
    ...hidden.map((id) => say("Layer hidden: %(name)s.", { name: names.layers[id] })),
    ...(await Promise.all(shown.map(async (id) => shownWords(names, id, await count(id))))),
  ];
}

function shownWords(names, id, regions) {
  const name = names.layers[id];
  const counted = regions && Object.values(names.layerOf).includes(id); // bands of doubt are no regions
  if (names.large[id]) return say("Layer shown: %(name)s. It holds %(count)s.", { name, count: names.large[id] });
  return counted ? say("Layer shown: %(name)s. Regions: %(count)s.", { name, count: regions }) : say("Layer shown: %(name)s.", { name });
}

async function stepWords(panels, step) {
  const steps = await get(`${panels}story.json`).catch(() => []);
  const { title, words } = steps[step - 1] || {};
  return title && say("%(step)s of %(steps)s: %(title)s. %(words)s", { step, steps: steps.length, title, words });
}
