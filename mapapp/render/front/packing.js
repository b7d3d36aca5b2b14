// The briefing pack: one button, the steps of its making, and the file at the end.

import { button, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { answerAt, complain, save } from "./fetching.js";
import { fileAt } from "./offers.js";
import { say } from "./words.js";

/** The contents of the dialog's part for the pack. */
export function packParts({ query, box }) {
  const words = worded("p", say("One ZIP with picture, facts sheet, data, sources, licences and the page for offline use."), "taking-use");
  const row = element("p", { class: "taking-links" });
  const bar = element("progress", { class: "packing-bar", hidden: "", "aria-label": say("Briefing pack") });
  const told = element("p", { class: "packing-told", role: "status" });
  const start = button(say("Make the pack"), make);
  start.className = "packing-start";
  const stop = button(say("Cancel"), () => stopping?.abort());
  stop.hidden = true;
  row.append(start, stop);
  let stopping = null;

  async function make() {
    stopping = new AbortController();
    show(true);
    stop.focus();
    const dialog = start.closest("dialog");
    dialog.addEventListener("close", () => stopping.abort(), { once: true });
    try {
      const file = await follow(fileAt(`pack?${query({ bbox: box() })}`), stopping.signal, tell);
      save(dialog, fileAt(file));
      told.textContent = say("The pack is ready; the download has begun.");
    } catch (error) {
      if (stopping.signal.aborted) told.textContent = say("Cancelled.");
      else complain(told, error, make);
    }
    const held = document.activeElement === stop;
    show(false);
    if (held) start.focus();
  }

  function show(busy) {
    start.hidden = busy;
    stop.hidden = bar.hidden = !busy;
    bar.removeAttribute("value"); // until the first step is known
    if (busy) told.textContent = say("The pack is being prepared.");
  }

  function tell({ done, of, doing }) {
    [bar.max, bar.value] = [of, done];
    told.textContent = say("%(done)s of %(of)s: %(doing)s", { done: Math.min(done + 1, of), of, doing });
  }

  return [words, row, bar, told];
}

/** Follow the lines of a making, and return the address of what was made. Throws an error with a sentence. */
async function follow(address, signal, tell) {
  const answer = await answerAt(address, signal);
  for await (const line of lines(answer.body)) {
    const step = JSON.parse(line);
    if (step.problem) throw new Error(step.problem);
    if (step.file) return step.file;
    tell(step);
  }
  throw new Error(say("The server cannot be reached."));
}

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const whole = `${rest}${part.value}`.split("\n");
    rest = whole.pop();
    yield* whole;
  }
}
