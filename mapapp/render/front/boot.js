// In the head of a page without a server, as its only inline script: modules by address where there are addresses, else out of the document.

const ready = new Promise((done) => document.addEventListener("DOMContentLoaded", done)); // modules look for their places in it

/* Modules that lie in the document or in bundle.js, linked: a browser gives a page from a disk neither modules nor data. */
async function link({ modules, files }) {
  await ready;
  const at = {};
  const address = (source) => URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  for (const [name, source] of modules) at[name] = address(source.replace(/"\.\/(\w+\.js)"/g, (_, other) => JSON.stringify(at[other])));
  (await import(at["still.js"])).begin(files);
}

const { front, modules, preload } = JSON.parse(document.querySelector('meta[name="atlas-start"]').content);
if (!front) {
  ready.then(() => link(JSON.parse(document.getElementById("atlas-files").textContent)));
} else if (location.protocol === "file:") {
  document.head.append(Object.assign(document.createElement("script"), { src: `${front}../../bundle.js` }));
} else {
  const hint = (rel, href, more) => document.head.append(Object.assign(document.createElement("link"), { rel, href, ...more }));
  for (const name of modules) hint("modulepreload", name);
  for (const name of preload) hint("preload", name, { as: name.endsWith(".js") ? "script" : "fetch", crossOrigin: name.endsWith(".js") ? null : "anonymous" });
  ready.then(() => import(new URL(`${front}still.js`, document.baseURI))).then((still) => still.begin());
}
