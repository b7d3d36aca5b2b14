// Questions and answers of an own layer: what of it lies where, how far, how much, and what would be if it were protected.

import { button, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { answerAt } from "./fetching.js";
import { doorOf } from "./ownkeeping.js";
import { profileParts } from "./ownprofile.js";
import { act } from "./store.js";
import { say } from "./words.js";

/** Ask the server once and write its answers into a room; a failure offers to ask again. */
export async function answersInto(own, layer, room) {
  const told = worded("p", say("Asking the atlas…"), "own-quiet");
  told.setAttribute("role", "status");
  room.replaceChildren(told);
  try {
    const answer = await answerAt(doorOf(layer.token, `answers.json?lang=${own.language}`));
    const found = await answer.json();
    room.replaceChildren(...parts(own, layer, found));
  } catch (error) {
    told.replaceChildren(error.message, " ", button(say("Try again"), () => answersInto(own, layer, room)));
  }
}

function parts(own, { token }, { sentences, areas, lengths, points, distances, what_if: whatIf }) {
  const write = numbers(own.language);
  const said = element("ul", { class: "own-sentences", role: "status", "data-testid": "own-sentences" });
  said.append(...(sentences || []).map((sentence) => worded("li", sentence)));
  const csv = worded("a", say("All answers as CSV"), "taking-link");
  csv.href = doorOf(token, `answers.csv?lang=${own.language}`);
  csv.download = "";
  const row = element("p", { class: "own-bar" });
  row.append(csv);
  const made = [said];
  if (areas?.length) {
    const shares = ({ share_of_own: mine, share_of_region: theirs }) => say("%(mine)s of your layer, %(theirs)s of the region", { mine: write.share(mine), theirs: write.share(theirs) });
    made.push(...table(say("Area in common"), [say("Area"), say("Least to most")], areas, ({ area_km2: km2, interval }) => [write.km2(km2), write.range(interval, write.km2)], shares));
  }
  if (lengths?.length) made.push(...table(say("Length inside"), [say("Length"), say("Least to most")], lengths, ({ km, interval }) => [write.km(km), write.range(interval, write.km)]));
  if (points?.length) made.push(...table(say("Points inside"), [say("Points"), say("Least to most")], points, ({ count, interval }) => [write.count(count), write.range(interval, write.count)]));
  const told = new Set([areas, lengths, points].flatMap((rows) => (rows || []).map(({ region }) => region)));
  const apart = (distances || []).filter(({ region, km }) => km > 0 || !told.has(region)); // what it lies in is no way off
  if (apart.length) made.push(...table(say("Distance to what is nearest"), [say("Distance"), say("Least to most")], apart, ({ km, interval }) => [write.km(km), write.range(interval, write.km)]));
  made.push(worded("p", say("Geodesic, on the WGS 84 ellipsoid. “Least to most” is what the bands of doubt of the atlas allow."), "own-quiet"));
  if (whatIf) made.push(...profileParts(whatIf, write));
  made.push(row);
  return made;
}

/** A table with a row for each region, whose name opens its card. */
function table(title, columns, rows, cells, more) {
  const made = element("table", { class: "own-answer" });
  const head = element("tr");
  for (const words of [say("Region"), ...columns]) head.append(scoped("col", words));
  made.append(element("thead"), element("tbody"));
  made.tHead.append(head);
  for (const row of rows) {
    const line = element("tr");
    const name = element("th", { scope: "row" });
    const open = button(row.title, () => act({ selected: row.region }, "list"));
    open.className = "link";
    name.append(open);
    if (more) name.append(worded("span", more(row), "own-shares"));
    line.append(name, ...cells(row).map((words) => worded("td", words)));
    made.tBodies[0].append(line);
  }
  const heading = worded("h4", title);
  const scroller = element("div", { class: "own-table-room", tabindex: "0", role: "region", "aria-label": title });
  scroller.append(made);
  return [heading, scroller];
}

function scoped(scope, words) {
  const cell = worded("th", words);
  cell.scope = scope;
  return cell;
}

/** How numbers are written in a language; what is not known is a dash. */
function numbers(language) {
  const plain = (value, digits) => value.toLocaleString(language, Math.abs(value) >= 10 ** (digits - 1) ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: digits });
  const known = (value, words) => (typeof value === "number" && Number.isFinite(value) ? words(value) : "–");
  const unit = (name) => Object.assign((value) => known(value, (number) => `${plain(number, 3)}\u00a0${name}`), { bare: (value) => plain(value, 3) });
  return {
    km2: unit(say("km²")),
    km: unit(say("km")),
    count: (value) => known(value, (number) => number.toLocaleString(language)),
    share: (value) => known(value, (number) => number.toLocaleString(language, { style: "percent", maximumFractionDigits: number < 0.1 ? 1 : 0 })),
    range: (interval, words) => (interval && interval[0] !== null && interval[1] !== null ? (interval[0] === interval[1] ? words(interval[0]) : `${(words.bare || words)(interval[0])}–${words(interval[1])}`) : "–"),
  };
}
