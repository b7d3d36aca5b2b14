// The features of an own layer as a table: a page of rows at a time, sorted by any column; a row shows its feature on the map.

import { announce } from "./announce.js";
import { button, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { nameField, titleOf } from "./ownpopup.js";
import { readerOf, spell } from "./ownstyles.js";
import { say } from "./words.js";

const ROWS = 50; // on a page
const FEW = 10; // features among which nobody need search
const LONGEST = 120; // signs of a text in a cell; the popup has all of it

/** The table of a layer, and follow(id), which brings the chosen feature's row into the page; null for none. */
export function makeTable(own, layer) {
  const { report, features } = layer;
  const box = element("div", { class: "own-table", "data-testid": "own-table" });
  const table = element("table");
  const scroller = element("div", { class: "own-table-room", tabindex: "0", role: "region", "aria-label": say("Features of %(name)s", { name: report.name }) });
  const found = element("p", { class: "own-pages" });
  const shown = element("span", { role: "status" });
  const state = { page: 0, sort: null, down: false, chosen: null, words: "" };
  const fields = report.fields.filter((field) => field !== nameField(report)); // that one leads the row
  const columns = [{ name: null, title: say("Feature"), read: (feature) => titleOf(layer, feature) }, ...fields.map((field) => ({ ...field, read: (feature) => readerOf(field)(feature.properties[field.name]) }))];
  let order = features;

  const search = element("input", { type: "search", "aria-label": say("Find in the table"), placeholder: say("Find in the table") });
  search.addEventListener("input", () => {
    state.words = search.value.trim().toLowerCase();
    arrange();
  });
  const turn = (pages) => () => {
    state.page += pages;
    write();
  };
  const [back, next] = [button(say("Back"), turn(-1)), button(say("Next"), turn(1))];
  found.append(back, shown, next);

  function arrange() {
    const { sort, down, words } = state;
    order = words ? features.filter(({ properties }) => Object.values(properties).some((value) => String(value ?? "").toLowerCase().includes(words))) : [...features];
    if (sort) order.sort((one, other) => compare(sort.read(one), sort.read(other), own.language) * (down ? -1 : 1));
    state.page = 0;
    write();
  }

  function write() {
    const pages = Math.max(1, Math.ceil(order.length / ROWS));
    state.page = Math.min(Math.max(0, state.page), pages - 1);
    const from = state.page * ROWS;
    const rows = order.slice(from, from + ROWS);
    table.replaceChildren(head(), element("tbody"));
    table.tBodies[0].append(...rows.map(row));
    back.disabled = state.page === 0;
    next.disabled = state.page === pages - 1;
    const count = (number) => number.toLocaleString(own.language);
    shown.textContent = order.length ? say("%(from)s to %(to)s of %(all)s", { from: count(from + 1), to: count(from + rows.length), all: count(order.length) }) : say("Nothing of that is in the table.");
    scroller.scrollTop = 0;
  }

  function head() {
    const made = element("thead");
    const line = element("tr");
    for (const column of columns) {
      const cell = element("th", { scope: "col", "aria-sort": state.sort?.name === column.name && state.sort ? (state.down ? "descending" : "ascending") : "none" });
      const sort = button(column.title || column.name, () => {
        state.down = state.sort?.name === column.name && !state.down;
        state.sort = column;
        arrange();
        [...table.querySelectorAll("thead button")][columns.indexOf(column)].focus({ preventScroll: true });
        announce(say("Sorted by %(field)s.", { field: column.title || column.name }));
      });
      cell.append(sort);
      line.append(cell);
    }
    made.append(line);
    return made;
  }

  function row(feature) {
    const made = element("tr", { "data-feature": String(feature.id) });
    made.classList.toggle("is-chosen", state.chosen === feature.id);
    const first = element("th", { scope: "row" });
    const open = button(cut(titleOf(layer, feature)), () => own.show(layer, feature.id));
    open.setAttribute("aria-pressed", String(state.chosen === feature.id));
    first.append(open);
    made.append(first);
    for (const field of fields) {
      const cell = worded("td", cut(spell(feature.properties[field.name], field, own.language)));
      if (field.type === "number") cell.className = "is-number";
      made.append(cell);
    }
    made.addEventListener("click", ({ target }) => !target.closest("button") && own.show(layer, feature.id));
    return made;
  }

  /** Mark the chosen feature; a page that does not hold it is turned to it. */
  function follow(id) {
    if (state.chosen === id) return;
    state.chosen = id;
    const at = id === null ? -1 : order.findIndex((feature) => feature.id === id);
    if (at >= 0 && Math.floor(at / ROWS) !== state.page) {
      state.page = Math.floor(at / ROWS);
      write();
    }
    for (const one of table.querySelectorAll("tbody tr")) {
      const chosen = one.dataset.feature === String(id);
      one.classList.toggle("is-chosen", chosen);
      one.querySelector("button").setAttribute("aria-pressed", String(chosen));
      if (chosen) scroller.scrollTop = Math.min(Math.max(scroller.scrollTop, one.offsetTop + one.offsetHeight - scroller.clientHeight), one.offsetTop - table.tHead.offsetHeight);
    }
  }

  scroller.append(table);
  if (features.length > FEW) box.append(search);
  box.append(scroller, found);
  found.hidden = features.length <= FEW;
  back.hidden = next.hidden = features.length <= ROWS;
  arrange();
  return { box, follow };
}

const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** Nothing comes last; numbers by size, texts as the language orders them. */
function compare(one, other, language) {
  if (one === null || other === null) return (one === null) - (other === null);
  return typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other), language, { numeric: true });
}
