// How to cite: under each card for its entry, in a dialog for a figure and for the whole atlas.

import { box, button, copy, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { get } from "./files.js";
import { citationAt } from "./offers.js";
import { entryKey, homeOf } from "./place.js";
import { say } from "./words.js";

const FORMATS = { bib: "BibTeX", ris: "RIS", json: "CSL-JSON" };

/** Follow the buttons of a panel that ask how to cite a figure or the atlas. */
export function tendCiting(root, panels, names) {
  root.addEventListener("click", async ({ target }) => {
    if (target.closest("[data-cite-atlas]")) openAtlas(names);
    const asked = target.closest("[data-cite-figure]");
    if (!asked) return;
    const id = asked.closest("[data-region]").dataset.region;
    const told = await get(`${panels}citations/${id}.json`).catch(() => null);
    told ? openFigure(names, id, asked.dataset.citeFigure, told) : openFailure();
  });
}

/** Give the citation under a card what only the page knows: address, day, a copy, and files for other programs. */
export function dressCiting(article, names) {
  const part = article.querySelector(".citing");
  const citation = part.querySelector(".citation");
  const told = element("p", { class: "citing-told", role: "status" });
  const id = article.dataset.region;
  citation.textContent = dated(citation.textContent, names, id);
  citation.after(actions([citation], { lang: names.language, [entryKey(names, id)]: id }, told), told);
}

/** The parts that say how to cite the atlas, for a dialog of another's. */
export function atlasCitation(names, told) {
  const citation = worded("p", dated(names.citation, names, null), "citation");
  return [citation, actions([citation], { lang: names.language }, told)];
}

function openAtlas(names) {
  const { dialog, told } = box(document.body, say("How to cite this atlas"), "citing-box");
  dialog.append(...atlasCitation(names, told), worded("p", names.advice, "how"), told);
  dialog.showModal();
}

function openFigure(names, id, figure, told) {
  const { dialog, told: line } = box(document.body, say("How to cite this figure"), "citing-box");
  const { figure: words, advice, sources, atlas } = told[figure];
  const lines = [worded("p", words, "citing-figure"), ...sources.map((source) => worded("p", source, "citation"))];
  const ours = worded("p", dated(atlas, names, id), "citation");
  const [first, ...others] = lines;
  dialog.append(first, worded("p", advice, "how"), worded("h3", say("Sources")), ...others, worded("h3", say("This atlas")), ours);
  dialog.append(actions([...lines, ours], { lang: names.language, [entryKey(names, id)]: id, figure }, line), line);
  dialog.showModal();
}

function openFailure() {
  const { dialog } = box(document.body, say("How to cite this figure"), "citing-box");
  dialog.append(worded("p", say("This text could not be loaded.")));
  dialog.showModal();
}

/** A citation with the address of an entry, or of the atlas, and today's date; a page without an address has none. */
function dated(text, names, id) {
  const address = homeOf(names, id);
  if (!address) return text;
  const day = new Date().toLocaleDateString(names.language === "en" ? "en-GB" : names.language, { dateStyle: "long" });
  const read = say("(read %(day)s)", { day });
  return `${text} ${address} ${read}`;
}

/** A button that copies the lines, and links to them as files. */
function actions(lines, query, told) {
  const row = element("p", { class: "citing-actions" });
  row.append(
    button(say("Copy"), () => {
      const mark = () => getSelection().setBaseAndExtent(lines[0], 0, lines.at(-1), lines.at(-1).childNodes.length);
      copy(lines.map(({ textContent }) => textContent).join("\n"), told, say("The citation has been copied."), mark);
    }),
  );
  for (const [ending, name] of Object.entries(FORMATS)) {
    const address = citationAt(ending, query);
    if (!address) break;
    const link = element("a", { href: address, download: "" });
    link.textContent = name;
    row.append(link);
  }
  return row;
}
