// Sharing what is on the screen: a link to it, and the few words that put it into another page.

import { box, button, copy } from "./dialogs.js";
import { element } from "./elements.js";
import { addressOf } from "./place.js";
import { view } from "./store.js";
import { say } from "./words.js";

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);

/** Open the dialog for the view of this moment. */
export function openShare(map, root, names) {
  const { dialog, told } = box(root, say("Share this view"), "share");
  dialog.append(
    ...part(element("input", { type: "text" }), say("Link"), addressOf(map, names), say("Copy the link"), told, say("The link to this view has been copied.")),
    ...part(element("textarea", { rows: "4" }), say("Code for your page"), snippet(map, names), say("Copy the code"), told, say("The code has been copied.")),
    told,
  );
  dialog.showModal();
  dialog.querySelector(".share-copy").focus();
}

/** The frame that shows this view in another page. */
function snippet(map, names) {
  const entry = names.entries[view().selected];
  const title = entry ? `${entry} · ${names.title}` : names.title;
  const address = addressOf(map, names, { embed: "true" });
  return `<iframe src="${escape(address)}" title="${escape(title)}" width="100%" height="480" loading="lazy" allow="fullscreen" style="border:0"></iframe>`;
}

/** A field that cannot be changed, with its label and a button that copies it. */
function part(field, label, text, words, told, done) {
  const line = element("label", {});
  field.readOnly = true;
  field.value = text;
  field.spellcheck = false;
  field.addEventListener("focus", () => field.select());
  line.append(label, field);
  const made = button(words, () => copy(text, told, done, () => field.focus()));
  made.className = "share-copy";
  return [line, made];
}
