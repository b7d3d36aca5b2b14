// What if it were protected: the corridor's width before and after, as a chart, figures and a table.

import { worded } from "./dialogs.js";
import { element } from "./elements.js";
import { svg } from "./patterns.js";
import { say } from "./words.js";

const [WIDTH, LEFT, RIGHT, TOP, BASE] = [340, 34, 332, 16, 150]; // the chart and its plot, in its own units

/** The parts for ANSWERS.what_if: {profile: {before, after}, protected_km2, share, narrowest}. */
export function profileParts({ title, profile, protected_km2: protectedKm2, share, narrowest }, write) {
  const made = [worded("h4", say("What if this were protected")), ...(title ? [worded("p", title, "own-quiet")] : []), figures({ protectedKm2, share, narrowest }, write)];
  const [before, after] = [profile?.before, profile?.after].map((side) => side?.stations || side || []);
  if (before.length > 1 && after.length === before.length) made.push(chart(before, after), key(), table(before, after, write));
  return made;
}

const widthOf = ({ left_km: left, right_km: right }) => left + right;

function figures({ protectedKm2, share, narrowest }, write) {
  const table = element("table", { class: "own-answer" });
  const head = element("tr");
  for (const words of ["", say("Today"), say("With your layer")]) head.append(scoped("col", words));
  table.append(element("thead"), element("tbody"));
  table.tHead.append(head);
  const rows = [
    [say("Protected land on this map"), protectedKm2, write.km2],
    [say("Protected within reach of the axis"), share, write.share],
    [say("Width at the narrowest place"), narrowest, write.km],
  ];
  for (const [words, values, spell] of rows) {
    if (!values) continue;
    const row = element("tr");
    row.append(scoped("row", words), worded("td", spell(values.before)), worded("td", spell(values.after)));
    table.tBodies[0].append(row);
  }
  return table;
}

function chart(before, after) {
  const end = before.at(-1).distance_km + before[0].distance_km; // stations stand in the middle of equal pieces
  const highest = Math.max(1, ...before.map(widthOf), ...after.map(widthOf));
  const top = [1, 2, 5, 10, 20, 40, 60, 80, 100].find((round) => round >= highest) || highest;
  const x = (km) => LEFT + ((RIGHT - LEFT) * km) / end;
  const y = (km) => BASE - ((BASE - TOP) * km) / top;
  const line = (stations) => `M${stations.map((station) => `${x(station.distance_km).toFixed(1)} ${y(widthOf(station)).toFixed(1)}`).join("L")}`;
  const back = [...before].reverse().map((station) => `L${x(station.distance_km).toFixed(1)} ${y(widthOf(station)).toFixed(1)}`);
  const words = (text, attributes) => {
    const made = svg("text", attributes);
    made.textContent = text;
    return made;
  };
  const grid = [0, 0.5, 1].map((part) => svg("path", { d: `M${LEFT} ${y(top * part)}H${RIGHT}`, class: "own-grid" }));
  const ticks = [0, 0.5, 1].map((part) => words(String(top * part), { x: LEFT - 5, y: y(top * part) + 3.5, "text-anchor": "end" }));
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((round) => end / round <= 6) || end;
  const across = Array.from({ length: Math.floor(end / step) + 1 }, (_, n) => words(String(n * step), { x: x(n * step), y: BASE + 14, "text-anchor": "middle" }));
  const titles = [words(say("width, km"), { x: LEFT, y: 9 }), words(say("distance along the axis, km"), { x: (LEFT + RIGHT) / 2, y: BASE + 30, "text-anchor": "middle" })];
  return svg("svg", { viewBox: `0 0 ${WIDTH} 184`, class: "own-chart", role: "img", "aria-label": say("Width of protected land along the corridor, today and with your layer; the table below says the same.") }, [
    ...grid,
    ...ticks,
    ...across,
    ...titles,
    svg("path", { d: `${line(after)}${back.join("")}Z`, class: "own-gain" }),
    svg("path", { d: line(after), class: "own-after" }),
    svg("path", { d: line(before), class: "own-before" }),
  ]);
}

function key() {
  const list = element("ul", { class: "own-chart-key" });
  for (const [kind, words] of [["own-before", say("Today")], ["own-after", say("With your layer")]]) {
    const item = element("li");
    item.append(svg("svg", { viewBox: "0 0 22 10", "aria-hidden": "true" }, [svg("path", { d: "M1 5H21", class: kind })]), words);
    list.append(item);
  }
  return list;
}

function table(before, after, write) {
  const details = element("details", { class: "own-fields" });
  const made = element("table");
  const head = element("tr");
  for (const words of [say("Along the axis"), say("Today"), say("With your layer")]) head.append(scoped("col", words));
  made.append(element("thead"), element("tbody"));
  made.tHead.append(head);
  before.forEach((station, index) => {
    const row = element("tr");
    row.append(scoped("row", write.km(station.distance_km)), worded("td", write.km(widthOf(station))), worded("td", write.km(widthOf(after[index]))));
    made.tBodies[0].append(row);
  });
  const scroller = element("div", { class: "own-table-room", tabindex: "0", role: "region", "aria-label": say("The profile as a table") });
  scroller.append(made);
  details.append(worded("summary", say("The profile as a table")), scroller);
  return details;
}

function scoped(scope, words) {
  const cell = worded("th", words);
  cell.scope = scope;
  return cell;
}
