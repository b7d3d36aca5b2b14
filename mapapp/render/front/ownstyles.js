// How an own layer looks: one colour, kinds of a field, or classes of its numbers. Colour is never alone: shape, dash, width or size goes with it.

import { NAMES, sampleOf } from "./ownshapes.js";
import { say } from "./words.js";

export const COLOURS = 6; // --own-1 to --own-6 of own.css
const CODE = 20; // numbers up to here that are few are kinds, as grades and codes are
const STEPS = 5; // --own-step-1 to --own-step-5
const KINDS = 6; // of a field that are told apart; the rest goes together
const DASHES = ["", "8 4", "2 4", "10 3 2 3", "5 2", "1 5"];
const SAMPLES = { points: "point", lines: "line", areas: "area", mixed: "area" };
const MANY = 2000; // points from which they are drawn smaller

/** The fields that can say how features look: not those in which each value stands once. */
export const stylable = ({ fields, features }) =>
  fields.filter(({ type, distinct }) => distinct > 1 && (type === "number" || type === "date" || distinct <= 60 || distinct < features / 2));

/** The look of each feature by a field, or one look for all: {field, entries: [{words, look, count}], of(feature) -> entry}. */
export function makeStyle(features, field, colour, language) {
  if (!field) {
    const entry = { words: "", look: lookOf({ colour, count: features.length }), count: features.length };
    return { field: null, entries: [entry], of: () => entry };
  }
  const read = readerOf(field);
  const values = features.map(({ properties }) => read(properties[field.name]));
  const numbers = [...new Set(values.filter((value) => typeof value === "number"))];
  const codes = numbers.length <= KINDS && numbers.every((value) => Number.isInteger(value) && value >= 0 && value <= CODE);
  const made = numbers.length && !codes ? classes(values, numbers, field, colour, language) : kinds(values, field, features.length, language);
  for (const value of values) made.at(value).count += 1;
  const entries = made.entries.filter(({ count }) => count);
  return { field: field.name, entries, of: ({ properties }) => made.at(read(properties[field.name])) };
}

/** A field's value as what it is compared by: a number, milliseconds of a date, or a text; null where there is none. */
export function readerOf({ type }) {
  if (type === "number") return (value) => (value === null || value === undefined || value === "" || !Number.isFinite(Number(value)) ? null : Number(value));
  if (type === "date") return (value) => (Number.isNaN(Date.parse(value)) ? null : Date.parse(value));
  if (type === "yes-no") return (value) => (value === null || value === undefined ? null : value === true || value === 1 || value === "true" ? say("yes") : say("no"));
  return (value) => (value === null || value === undefined || value === "" ? null : String(value));
}

/** The most frequent values, each with a look of its own. */
function kinds(values, field, features, language) {
  const counts = new Map();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) || 0) + 1);
  const order = [...counts].sort((one, other) => (typeof one[0] === "number" ? one[0] - other[0] : other[1] - one[1] || (one[0] < other[0] ? -1 : 1)));
  const entries = order.slice(0, KINDS).map(([value], index) => ({
    value,
    words: spell(value, field, language),
    look: lookOf({ colour: index + 1, dash: DASHES[index], shape: NAMES[index], count: features, opacity: 0.3 }),
    count: 0,
  }));
  const known = new Map(entries.map((entry) => [entry.value, entry]));
  const other = { words: say("other"), look: plain("bar", features), count: 0 };
  const none = { words: say("no value"), look: plain("hexagon", features), count: 0 };
  return { entries: [...entries, other, none], at: (value) => (value === null ? none : known.get(value) || other) };
}

/** Classes with as many features in each as can be, from pale and small to strong and large. */
function classes(values, distinct, field, colour, language) {
  const sorted = values.filter((value) => value !== null).sort((one, other) => one - other);
  const starts = [...new Set(Array.from({ length: STEPS }, (_, step) => sorted[Math.floor((step * sorted.length) / STEPS)]))];
  const entries = starts.map((start, index) => {
    const of = sorted.filter((value) => value >= start && (index === starts.length - 1 || value < starts[index + 1]));
    const step = starts.length > 1 ? Math.round((index * (STEPS - 1)) / (starts.length - 1)) : STEPS - 1;
    const [least, most] = [of[0], of.at(-1)].map((value) => spell(value, field, language));
    const look = { colour: "edge", fill: `step-${step + 1}`, line: colour, rim: "edge", opacity: 0.8, width: 1.5 + step * 1.4, dash: "", shape: "circle", radius: 4 + step * 1.2 };
    return { words: least === most ? least : `${least} – ${most}`, look, count: 0 };
  });
  const none = { words: say("no value"), look: plain("hexagon", values.length), count: 0 };
  const at = (value) => (value === null ? none : entries[starts.findLastIndex((start) => value >= start)]);
  return { entries: [...entries, none], at };
}

function lookOf({ colour, dash = "", shape = "circle", count, opacity = 0.14 }) {
  return { colour, fill: colour, line: colour, rim: "halo", opacity, width: 2.5, dash, shape, radius: count > MANY ? 3.2 : 5.2 };
}

const plain = (shape, count) => ({ ...lookOf({ colour: "rest", dash: "1 4", shape, count, opacity: 0.12 }), fill: "rest" });

/** A value in the reader's language. */
export function spell(value, { type }, language) {
  if (value === null || value === undefined || value === "") return "";
  if (type === "date") return spellDate(value, language);
  if (type === "number" && Number.isFinite(Number(value))) return Number(value).toLocaleString(language, { maximumSignificantDigits: 6, useGrouping: !/^(1[5-9]|20)\d\d$/.test(String(value)) });
  if (type === "yes-no") return readerOf({ type })(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function spellDate(value, language) {
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return String(value);
  const time = typeof value === "string" && /T\d/.test(value) ? { timeStyle: "short" } : {};
  return moment.toLocaleString(language, { dateStyle: "medium", ...time, timeZone: "UTC" });
}

/** What Leaflet draws a look with, for a "point", "line" or "area"; `colours(name)` gives the colours of the moment. */
export function paintOf({ colour, fill, line, rim, opacity, width, dash, shape, radius }, kind, colours) {
  if (kind === "line") return { color: colours(line), weight: width, dashArray: dash || null, opacity: 1, fill: false, seam: colours("halo") };
  const area = kind === "area";
  return { color: colours(area ? colour : rim), weight: area ? 2.2 : 1, seam: area ? colours("halo") : "", dashArray: (area && dash) || null, opacity: 1, fill: true, fillColor: colours(fill), fillOpacity: area ? opacity : 1, shape, radius };
}

/** A sample of a look for legend and list. */
export const sampleOfLook = (look, kind) => sampleOf(paintOf(look, SAMPLES[kind] || "area", (name) => `var(--own-${name})`), SAMPLES[kind] || "area");
