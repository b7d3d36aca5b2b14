// What the map says over itself: failures with a way on, and news that goes by itself. Several stand below each other.

import { say } from "./words.js";

const LINGER = 8000; // milliseconds that news stays

/** Say that something failed, with buttons {label: action}; each closes the notice. Returns how to take it away. */
export function notify(root, message, actions) {
  return put(root, "alert", message, actions);
}

/** Say something that asks for nothing: it goes by itself. */
export function tell(root, message) {
  const close = put(root, "status", message, {});
  setTimeout(close, LINGER);
  return close;
}

function put(root, role, message, actions) {
  const stack = stackOf(root);
  const notice = document.createElement("div");
  notice.className = "notice";
  const text = document.createElement("p");
  text.setAttribute("role", role);
  notice.append(text);
  const close = () => remove(root, notice);
  for (const [label, action] of Object.entries({ ...actions, [say("Close")]: () => {} })) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      close();
      action();
    });
    notice.append(button);
  }
  // What is said already is said once: the new one, with its actions, stands in the old one's place.
  const same = [...stack.children].find((other) => other.firstChild.textContent === message);
  same ? same.replaceWith(notice) : stack.append(notice);
  text.textContent = message; // after it is on the page, so that it is heard
  return close;
}

function stackOf(root) {
  let stack = root.querySelector(".notices");
  if (!stack) {
    stack = document.createElement("div");
    stack.className = "notices";
    root.append(stack);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !stack.lastChild) return;
      if (stack.contains(document.activeElement) || !document.activeElement?.closest("[role=dialog], input")) {
        remove(root, document.activeElement?.closest(".notice") || stack.lastChild);
      }
    });
  }
  return stack;
}

/** Whoever stood on a button of it goes to the next notice, or to the map. */
function remove(root, notice) {
  const held = notice.contains(document.activeElement);
  const next = (notice.nextElementSibling || notice.previousElementSibling)?.querySelector("button");
  notice.remove();
  if (held) (next || root.querySelector(".leaflet-container"))?.focus({ preventScroll: true });
}
