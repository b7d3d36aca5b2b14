// What dialogs of the page are made of: a native one with its title and a way out, which goes when it is closed.

import { element } from "./elements.js";
import { say } from "./words.js";

/** A dialog, not yet shown, and the line in which it tells what has happened; its maker puts the line where it belongs. */
export function box(root, words, name) {
  const dialog = element("dialog", { class: `box ${name}`, "aria-labelledby": `${name}-title`, "data-testid": name });
  const title = worded("h2", words);
  title.id = `${name}-title`;
  title.tabIndex = -1; // read first; the next stop is the way out
  title.autofocus = true;
  const close = button("×", () => dialog.close());
  close.className = "box-close";
  close.setAttribute("aria-label", say("Close"));
  dialog.append(title, close);
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close()); // beside the box
  dialog.addEventListener("close", () => dialog.remove());
  root.append(dialog);
  return { dialog, told: element("p", { class: "box-told", role: "status" }) };
}

/** A button that says a few words. */
export function button(words, press) {
  const made = element("button", { type: "button" });
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
}

/** Put a text on the clipboard and say that it is `done`; where the browser forbids it, `mark` what a hand may copy. */
export async function copy(text, told, done, mark) {
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = done;
  } catch {
    mark();
    told.textContent = say("The browser did not allow it. The text is selected; copy it by hand.");
  }
}

/** An element with a text. */
export function worded(name, text, kind = "") {
  const made = element(name, kind ? { class: kind } : {});
  made.textContent = text;
  return made;
}
