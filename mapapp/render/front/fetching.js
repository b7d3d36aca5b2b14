// Files that are made when somebody asks for them: the page asks first, so that it can say what is wrong instead of leaving.

import { button } from "./dialogs.js";
import { element } from "./elements.js";
import { say } from "./words.js";

/** Let links with `download` below a dialog be asked for before they are followed; `told` says how it goes. */
export function watchLinks(dialog, told) {
  dialog.addEventListener("click", (event) => {
    const link = event.target.closest("a[download]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.isTrusted; // another tab is the browser's own
    if (!link || !plain || location.protocol === "file:") return;
    event.preventDefault();
    take(dialog, link, told);
  });
}

async function take(dialog, link, told) {
  if (link.hasAttribute("aria-busy")) return;
  link.setAttribute("aria-busy", "true");
  told.textContent = say("The file is being prepared.");
  try {
    await ask(link.href);
    save(dialog, link.href);
    told.textContent = say("The download has begun.");
  } catch (error) {
    complain(told, error, () => take(dialog, link, told));
  } finally {
    link.removeAttribute("aria-busy");
  }
}

/** The answer to an address, once its head is there. Throws an error whose message is a sentence for the reader. */
export async function answerAt(address, signal) {
  let answer;
  try {
    answer = await fetch(address, { signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Error(say("The server cannot be reached."));
  }
  if (answer.ok) return answer;
  const plain = answer.headers.get("Content-Type")?.startsWith("text/plain");
  throw new Error((plain && answer.status !== 404 && (await answer.text()).trim()) || say("The file could not be made."));
}

/** Wait until a file is there; the browser itself fetches it then, however large it is. */
async function ask(address) {
  const enough = new AbortController();
  await answerAt(address, enough.signal);
  enough.abort();
}

/** Have the browser save what is at an address. */
export function save(dialog, address) {
  const link = element("a", { href: address, download: "", hidden: "" });
  dialog.append(link);
  link.click();
  link.remove();
}

/** Say what is wrong, with a button that tries again. */
export function complain(told, error, retry) {
  const again = button(say("Try again"), () => {
    told.closest("dialog")?.querySelector(".box-close").focus(); // the button goes
    retry();
  });
  told.replaceChildren(error.message, " ", again);
}
