// What an address asks for, and how a view is written in one, without a server: what core/view.py does, kept in step by a test.

const PLACE = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,3})?)$/;

/** The view that a query asks for. Total: an unknown value counts as not given; `language` is what none gives. */
export function read(query, words, language) {
  const asked = new Map(new URLSearchParams(query)); // of a name that stands twice, the last one counts
  const [region, topic] = [asked.get("region"), asked.get("topic")];
  const selected = Object.hasOwn(words.regions, region) ? region : words.topics.includes(topic) ? topic : null;
  const year = number(asked.get("year"), words.years);
  return {
    selected,
    layers: layers(asked.get("layers"), words, selected, year),
    basemap: words.basemaps.includes(asked.get("basemap")) ? asked.get("basemap") : "embedded",
    language: words.languages.includes(asked.get("lang")) ? asked.get("lang") : language,
    year,
    step: number(asked.get("story"), [1, words.steps + 1]),
    place: place(asked.get("view")),
  };
}

/** The query that says a view, defaults left out; `language` as in read(). */
export function write(view, words, language) {
  const query = new URLSearchParams();
  const kept = words.layers.filter((id) => view.layers.includes(id));
  if (view.language !== language) query.set("lang", view.language);
  if (view.selected) query.set(Object.hasOwn(words.regions, view.selected) ? "region" : "topic", view.selected);
  if (kept.join() !== usual(words, view.selected, view.year).join()) query.set("layers", kept.join());
  if (view.basemap !== "embedded") query.set("basemap", view.basemap);
  if (view.year) query.set("year", view.year);
  if (view.step) query.set("story", view.step);
  if (view.place) query.set("view", view.place.map((part) => Number(part.toFixed(6))).join());
  return String(query);
}

function place(value) {
  const parts = PLACE.exec(value ?? "")?.slice(1).map(Number);
  const inside = parts && Math.abs(parts[0]) <= 85 && Math.abs(parts[1]) <= 180 && parts[2] <= 20;
  return inside ? parts : null;
}

function number(value, [first, end]) {
  const found = /^\d{1,4}$/.test(value ?? "") ? Number(value) : null;
  return found !== null && first <= found && found < end ? found : null;
}

function layers(value, words, selected, year) {
  const known = words.layers.filter((id) => (value ?? "").split(",").includes(id));
  return known.length || /^ *$/.test(value ?? "none") ? known : usual(words, selected, year);
}

/** What is shown when an address names no layer, in catalogue order. */
function usual(words, selected, year) {
  const wanted = [...words.shown, words.regions[selected], ...(year ? words.former : [])];
  return words.layers.filter((id) => wanted.includes(id));
}
