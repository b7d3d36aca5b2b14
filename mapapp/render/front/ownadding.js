// The dialog "Add your layer": choose a file or let it go here, follow its reading, and read what was found.

import { box, button, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { tell } from "./notices.js";
import { reportParts, waysToRead } from "./ownreport.js";
import { refuse, send, UnreadError } from "./ownsending.js";
import { say } from "./words.js";

/** Say that there is no room for more. */
export const sayFull = (root, most) => tell(root, say("%(most)s layers of yours are as many as can be shown at once. Remove one first.", { most }));

/** Open the dialog, or use the open one; `files` that were dropped are read at once. */
export function openAdding(own, files) {
  const there = document.querySelector("dialog[data-testid=own-adding]");
  const use = there ? there.own : build(own);
  if (files) use(files);
}

function build(own) {
  const { dialog, told } = box(own.stage.root, say("Add your layer"), "own-adding");
  const room = element("div", { class: "own-choosing" });
  const input = element("input", { type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true" });
  const choose = button(say("Choose a file"), () => input.click());
  choose.className = "own-main";
  room.append(worded("p", say("Drop a file here, or")), choose, input);
  const about = [
    worded("p", say("GeoJSON, GeoPackage, KML, KMZ, a shapefile as ZIP, FlatGeobuf, GPX, or CSV with coordinates; up to 50 MB."), "own-quiet"),
    worded("p", say("It is kept for this visit only, and nobody else sees it. Places of animals are made coarser before they are drawn."), "own-quiet"),
  ];
  const bar = element("progress", { class: "packing-bar", hidden: "", "aria-label": say("Reading the file") });
  const stop = button(say("Cancel"), () => stopping?.abort());
  stop.hidden = true;
  const result = element("div", { class: "own-result" });
  dialog.append(room, ...about, bar, told, stop, result);
  let stopping = null;
  let layer = null; // what this dialog has put on the map

  const busy = (now) => {
    room.hidden = now;
    for (const line of about) line.hidden = now || Boolean(layer);
    stop.hidden = bar.hidden = !now;
    dialog.setAttribute("aria-busy", String(now));
    bar.removeAttribute("value"); // until the first step is known
  };

  const step = ({ done, of, doing }) => {
    if (of) [bar.max, bar.value] = [of, done];
    if (told.textContent !== doing) told.textContent = doing;
  };

  async function read(file, more = {}) {
    stopping?.abort();
    const mine = (stopping = new AbortController());
    result.replaceChildren();
    busy(true);
    stop.focus();
    told.textContent = say("Sending the file");
    try {
      const sent = await send(file, { ...more, language: own.language, signal: mine.signal, tell: step });
      layer = await own.replace(layer && own.layers.includes(layer) ? layer : null, sent);
      if (mine !== stopping) return;
      done(file);
    } catch (error) {
      if (mine !== stopping) return;
      fail(error instanceof UnreadError ? error : new UnreadError(say("The layer could not be shown.")), (other) => read(file, other));
    }
    stopping = null;
  }

  function done(file) {
    busy(false);
    room.hidden = true;
    told.textContent = "";
    const show = button(say("Show it on the map"), () => {
      dialog.close();
      own.open(layer);
      own.find(layer);
    });
    show.className = "own-main";
    const again = button(say("Add another"), () => {
      layer = null;
      result.replaceChildren();
      busy(false);
      choose.focus();
    });
    const row = element("p", { class: "own-bar" });
    row.append(show, ...(own.full() ? [] : [again]));
    result.replaceChildren(...reportParts(layer.report, { language: own.language, again: (more) => read(file, more) }), row);
    result.querySelector("h3").focus({ preventScroll: true });
    dialog.scrollTop = 0;
    own.find(layer);
  }

  function fail({ message, advice, code, offer }, again) {
    busy(false);
    told.textContent = "";
    const text = element("div", { class: "own-problem", role: "alert" });
    text.append(worded("p", message), ...(advice ? [worded("p", advice, "own-quiet")] : []));
    result.replaceChildren(text, ...(again && code ? waysToRead({}, [{ code, offer }], again) : []));
    choose.focus();
  }

  const use = (files) => {
    const problem = refuse([...files]);
    problem ? fail(problem) : read(files[0]);
  };
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = ""; // so that the same file can be chosen again
    if (files.length) use(files);
  });
  dialog.addEventListener("close", () => stopping?.abort());
  dialog.own = use;
  dialog.showModal();
  return use;
}
