// What this page can give to take away, as whoever wrote the page into it says: a server makes more than a folder of files holds.

const meta = document.querySelector('meta[name="atlas-start"]');
const start = meta ? JSON.parse(meta.content) : {};
const offers = new Set(start.offers);

/** Whether there is an answer at the addresses of a kind: "cite", "data", "visible", "picture", "facts", "offline", "pack";
    in a folder of files "ready" (picture, facts and pack of the whole atlas) and "ready-citations". */
export const offered = (kind) => offers.has(kind);

/** The address of a file by its path in the atlas, wherever the page itself lies in it. */
export const fileAt = (path) => new URL(path, new URL(start.root || "./", document.baseURI)).href;

/** The file that says how to cite what a query names; nothing where there is none. A folder has those of the atlas and of its entries. */
export function citationAt(ending, query) {
  if (offered("cite")) return fileAt(`cite.${ending}?${new URLSearchParams(query)}`);
  if (!offered("ready-citations") || query.figure) return null;
  return fileAt([query.lang, query.region || query.topic, `cite.${ending}`].filter(Boolean).join("/"));
}
