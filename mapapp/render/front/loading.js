// What the server wrote in the place of map and list: gone when they are there, and what it says when they never come.

const line = document.querySelector(".loading");
const plain = document.querySelector(".plain");
plain?.remove(); // scripts run: map and list say it better, or say that they cannot be there

/** There is something of the map to look at: the line becomes a small sign over it. */
export function mapIsBegun() {
  line?.classList.add("has-map");
}

/** The map is drawn. */
export function mapIsThere() {
  line?.remove();
}

/** The map cannot be drawn: say so in its place and leave a way to try again. */
export function mapFailed() {
  if (!line) return;
  line.classList.add("has-failed");
  const text = line.querySelector(".loading-failed");
  text.hidden = false;
  text.setAttribute("role", "alert");
  document.body.append(line); // over a map that was begun
  if (plain && document.documentElement.classList.contains("is-embedded")) document.body.append(plain); // it has no list
}

/** The regions in words, for the place of a list that is not there; nothing where the server wrote none. */
export function regionsInWords() {
  return plain ? [plain.querySelector(".plain-list").cloneNode(true)] : [];
}
