// Elements with their attributes, for what the page builds itself; text is set by its maker, never as markup.

export function element(name, attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
