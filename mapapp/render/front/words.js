// The words of the interface in the page's language. English words are the keys; catalogues are gettext's.

let known = {};

/** Take the translations of the page's language. */
export function learn(words) {
  known = words;
}

/** The reader's words for English ones; `%(name)s` in them is replaced by values.name. */
export function say(words, values = {}) {
  return (known[words] || words).replace(/%\((\w+)\)s/g, (whole, name) => String(values[name] ?? whole));
}
