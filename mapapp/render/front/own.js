// A reader's own data: the way to it, on the map's legend and by dropping a file; the rest begins when somebody wants it.

import { button } from "./dialogs.js";
import { notify } from "./notices.js";
import { offered } from "./offers.js";
import { say } from "./words.js";

const KEY = "own-layers"; // of sessionStorage, as in ownkeeping.js
let fetchOwn = null;
let listed;
const list = new Promise((resolve) => (listed = resolve)); // the panel, once it is filled

/** The panel is there: own layers get their place in its list. */
export function tendOwn(root) {
  listed(root);
}

/** What reads and draws own layers comes from here; a page without a server has nothing of the kind. */
export function offerOwn(fetch) {
  fetchOwn = fetch;
}

/** Offer own layers on a map whose server reads them; `legend` is the box of its layers. */
export function prepareOwn(L, map, stage, legend) {
  if (!fetchOwn || !offered("own")) return;
  let begun = null;
  const load = () => {
    begun ??= fetchOwn().then((own) => own.begin({ L, map, stage, legend, list }));
    return begun;
  };
  const use = (work) => {
    load().then(work, () => {
      begun = null;
      notify(stage.root, say("This part of the page could not be loaded."), { [say("Try again")]: () => use(work) });
    });
  };
  const add = button(say("Add your layer"), () => use((own) => own.add()));
  add.className = "legend-add";
  add.dataset.testid = "own-add";
  legend.querySelector(".leaflet-control-layers-overlays").after(add);
  followFiles(use);
  if (kept()) use((own) => own.restore());
}

/** Files that are dragged over the page, wherever they are let go. */
function followFiles(use) {
  const holds = (event) => event.dataTransfer?.types.includes("Files");
  const takeOver = (event) => holds(event) && event.preventDefault(); // else the browser would open the file in the page's place
  document.addEventListener("dragenter", (event) => {
    takeOver(event);
    if (holds(event)) use((own) => own.expect(true));
  });
  document.addEventListener("dragover", takeOver);
  document.addEventListener("dragleave", (event) => holds(event) && !event.relatedTarget && use((own) => own.expect(false)));
  document.addEventListener("drop", (event) => {
    if (!holds(event)) return;
    takeOver(event);
    const files = [...event.dataTransfer.files];
    use((own) => {
      own.expect(false);
      own.add(files);
    });
  });
}

/** Whether this visit has own layers from before the page was loaded again. */
function kept() {
  try {
    return Boolean(sessionStorage.getItem(KEY));
  } catch {
    return false; // a browser that keeps nothing
  }
}
