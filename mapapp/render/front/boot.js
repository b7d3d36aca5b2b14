// In the head of a page without a server, as its only inline script: begin with files by address where there are addresses, else out of the document.

const start = JSON.parse(document.querySelector('meta[name="atlas-start"]').content);
const written = new Promise((done) => document.addEventListener("DOMContentLoaded", done)); // the whole document is there
const local = location.protocol === "file:"; // there a browser gives a page neither modules nor data

// What stands here in words waits out of sight: to lay it out would keep the map waiting.
const mark = (name) => (document.documentElement.className = name);
mark("is-beginning");
setTimeout(() => document.querySelector(".loading")?.classList.add("is-due"), 600);
setTimeout(() => document.querySelector(".plain") && mark("is-late"), 12000);

/* Begin with what is in the document; a browser on a disk runs modules out of its own memory alone. */
async function begin({ script, files }, rest) {
  await parsed;
  const module = import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  await ready;
  (await module).begin(files, rest);
}

let arrive;
const more = new Promise((done) => (arrive = done)); // what is not needed for the first map

/* What a document has with it, as JSON in an element. */
function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/* The same from an element that holds it packed. In a plain loop, as bytesOf in files.js, which is not here yet. */
async function unpack(id) {
  const signs = atob(document.getElementById(id).textContent);
  const packed = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i++) packed[i] = signs.charCodeAt(i);
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

function add(name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  document.head.append(element);
  return element;
}

/* One file has all that it begins with above its script; it does not wait for the rest of itself. */
const parsed = start.single ? Promise.resolve() : written;

/* The map measures its place, so the styles come first. */
const ready = parsed.then(() => Promise.all([...document.querySelectorAll('link[rel="stylesheet"]')].map(styled)));
const styled = (link) => link.sheet || new Promise((done) => (link.onload = link.onerror = done));

if (start.script && !local) {
  for (const href of start.modules) add("link", { rel: "modulepreload", href });
  add("script", { "data-leaflet": "", async: "", fetchpriority: "high", src: start.leaflet }); // it is the longest to read, and waits for nothing
  setTimeout(() => start.preload.forEach((href) => add("link", { rel: "preload", as: "fetch", crossorigin: "", href }))); // after the styles
  const script = parsed.then(() => import(new URL(start.script, document.baseURI)));
  Promise.all([script, ready]).then(([still]) => still.begin()).catch(() => mark("is-late"));
} else if (start.script) {
  start.files.forEach((src) => (add("script", { src }).async = false));
}
