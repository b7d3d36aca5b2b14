// The line to the server: say when it is lost and when it is back, and report then what the reader did meanwhile.

import { notify, tell } from "./notices.js";
import { act, hear, reportAgain } from "./store.js";
import { say } from "./words.js";

const STATE = "data-test-connection-state"; // Streamlit's own word for it, on its outermost element
const HICCUP = 1000; // milliseconds that a line may be away without a word; also, a page that is left loses it
const FIRST = 20000; // milliseconds that a page may take to get its first line

/** Watch the line for as long as the page is open. */
export function watchConnection(root) {
  let connected = false;
  let turned = false; // the reader went back or forward while the server could not answer
  let timer = setTimeout(lost, FIRST);
  let silence = null;

  function lost() {
    silence = notify(
      root,
      say("The connection to the server is lost. Map, list and story keep working; charts, search and the address wait until it is back."),
      {},
    );
  }

  async function back() {
    clearTimeout(timer);
    if (turned) await follow().catch(() => {});
    turned = false;
    reportAgain();
    if (!silence) return;
    silence();
    silence = null;
    tell(root, say("Connected again; nothing is lost."));
  }

  function look() {
    const now = document.querySelector(`[${STATE}]`)?.getAttribute(STATE) === "CONNECTED";
    if (now === connected) return;
    connected = now;
    if (now) back();
    else timer = setTimeout(lost, HICCUP);
  }

  new MutationObserver(look).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: [STATE] });
  window.addEventListener("popstate", () => {
    if (connected) return;
    turned = true;
    follow().catch(() => {}); // the pages may still be within reach; if not, this waits
  });
  look();
}

let followed = 0;

/** Show what the address asks for, as the index page tells it, and report that; unless it has changed since. */
async function follow() {
  const mine = ++followed;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== followed) return;
  hear(JSON.parse(page.querySelector('meta[name="atlas-start"]').content));
  act({}, "address");
}
