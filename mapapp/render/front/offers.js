// What this page can give to take away, as whoever wrote the page into it says: a server makes more than a folder of files holds.

const start = document.querySelector('meta[name="atlas-start"]');
const offers = new Set(start ? JSON.parse(start.content).offers : []);

/** Whether there is an answer at the addresses of a kind: "cite", "data", "visible", "picture", "facts", "offline", "pack". */
export const offered = (kind) => offers.has(kind);
