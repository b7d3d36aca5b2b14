// What the server found in a file: what it is, what was mended or suspected, and what the reader may do about it.

import { button, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { svg } from "./patterns.js";
import { spell } from "./ownstyles.js";
import { say } from "./words.js";

const LEVELS = { warning: () => say("Please check"), note: () => say("Note") };
const SIGNS = { warning: "M8 2 14.8 14H1.2zM8 6.5v3.5M8 11.6v.9", note: "M8 1.8a6.2 6.2 0 1 0 .01 0zM8 7.2v4M8 4.4v.9" };
const KINDS = { points: (count) => say("Points: %(count)s", { count }), lines: (count) => say("Lines: %(count)s", { count }), areas: (count) => say("Areas: %(count)s", { count }), mixed: (count) => say("Points, lines and areas: %(count)s", { count }) };
const UNPLACED = ["crs-assumed", "unknown-crs", "no-crs-metres", "metres-as-degrees", "beyond-degrees", "crs-does-not-fit"]; // codes for which a coordinate system would help
const TYPES = { number: () => say("number"), text: () => say("text"), date: () => say("date"), "yes-no": () => say("yes or no") };

/** What a layer consists of, in a few words. */
export const sizeWords = ({ features, kind }, language) => (KINDS[kind] || KINDS.mixed)(features.toLocaleString(language));

/** The parts of a report; `again({layer, swap})` reads the file another way, where it is still at hand. */
export function reportParts(report, { language, again }) {
  const title = worded("h3", report.name, "own-title");
  title.tabIndex = -1;
  const facts = element("dl", { class: "own-facts" });
  const crs = report.crs && (report.crs.how === "assumed" ? say("%(name)s, assumed", { name: report.crs.name }) : say("%(name)s, as the file says", { name: report.crs.name }));
  const known = [
    [say("It holds"), sizeWords(report, language)],
    [say("Corners"), Number(report.vertices || 0).toLocaleString(language)],
    [say("Format"), [report.format, report.layers?.length > 1 && report.layer].filter(Boolean).join(", ")],
    [say("Coordinates"), crs || ""],
  ];
  for (const [label, words] of known) if (words) facts.append(worded("dt", label), worded("dd", words));
  const parts = [title, facts];
  if (report.guarded) parts.push(guardBadge(report.guarded));
  const found = report.findings.filter(({ code }) => code !== "guarded"); // the badge says it
  if (found.length) parts.push(findings(found));
  if (again) parts.push(...waysToRead(report, report.findings, again));
  if (report.fields.length) parts.push(fields(report.fields, language));
  return parts;
}

/** That places were made coarser, and why. */
export function guardBadge({ why }) {
  const badge = element("div", { class: "own-guard", "data-testid": "own-guard" });
  const sign = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, [svg("path", { d: "M8 1.5l5.5 2V8c0 3.4-2.3 5.6-5.5 6.6C4.8 13.6 2.5 11.4 2.5 8V3.5z" })]);
  const words = element("p");
  words.append(worded("strong", say("Made coarser to protect animals.")), " ", why);
  badge.append(sign, words);
  return badge;
}

function findings(found) {
  const list = element("ul", { class: "own-findings", "aria-label": say("What was found") });
  const order = Object.keys(LEVELS);
  for (const { level, text, advice } of [...found].sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level))) {
    const item = element("li", { "data-level": level });
    const words = element("p");
    words.append(worded("strong", `${(LEVELS[level] || LEVELS.note)()}.`), " ", text);
    item.append(svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, [svg("path", { d: SIGNS[level] || SIGNS.note })]), words);
    if (advice) item.append(worded("p", advice, "own-quiet"));
    list.append(item);
  }
  return list;
}

/** Other ways to read the same file, by what was found or why it was not read; `again({layer, swap, epsg})` does it. */
export function waysToRead({ layers, layer }, found, again) {
  const made = [];
  if (layers?.length > 1) {
    const label = element("label", { class: "taking-choice" });
    const select = element("select", { "data-testid": "own-layer" });
    for (const name of layers) {
      const option = worded("option", name);
      option.value = name;
      option.selected = name === layer;
      select.append(option);
    }
    label.append(worded("span", say("Layer of the file")), select);
    made.push(bar(label, button(say("Read this one"), () => again({ layer: select.value }))));
  }
  if (found.some(({ code }) => UNPLACED.includes(code))) made.push(referenceWay(layer, again));
  if (found.some(({ offer }) => offer?.swap)) made.push(bar(button(say("Read it with latitude and longitude exchanged"), () => again({ layer, swap: true }))));
  return made;
}

function bar(...parts) {
  const row = element("p", { class: "own-bar" });
  row.append(...parts);
  return row;
}

/** The coordinate system by its number, where the file names none. */
function referenceWay(layer, again) {
  const label = element("label", { class: "taking-choice" });
  const input = element("input", { type: "text", inputmode: "numeric", maxlength: "6", size: "7", placeholder: "32652" });
  const press = () => /^\d{4,6}$/.test(input.value.trim()) && again({ layer, epsg: input.value.trim() });
  input.addEventListener("keydown", (event) => event.key === "Enter" && press());
  label.append(worded("span", say("EPSG code of its coordinates, if you know it")), input);
  return bar(label, button(say("Read it so"), press));
}

function fields(all, language) {
  const details = element("details", { class: "own-fields" });
  const table = element("table");
  const head = element("tr");
  for (const words of [say("Field"), say("Kind"), say("Values"), say("Least to most")]) head.append(scoped("col", words));
  table.append(element("thead"), element("tbody"));
  table.tHead.append(head);
  for (const field of all) {
    const row = element("tr");
    const range = [field.least, field.most].map((value) => spell(value, field, language)).filter(Boolean);
    row.append(scoped("row", field.title || field.name), worded("td", (TYPES[field.type] || TYPES.text)()), worded("td", Number(field.distinct || 0).toLocaleString(language)), worded("td", [...new Set(range)].join(" – ")));
    table.tBodies[0].append(row);
  }
  const scroller = element("div", { class: "own-table-room", tabindex: "0", role: "region", "aria-label": say("Fields") });
  scroller.append(table);
  details.append(worded("summary", say("Fields: %(count)s", { count: all.length })), scroller);
  return details;
}

function scoped(scope, words) {
  const cell = worded("th", words);
  cell.scope = scope;
  return cell;
}
