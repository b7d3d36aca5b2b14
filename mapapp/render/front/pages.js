// Where pages are: the server has one for all that its query says; without a server each language and each entry has its own.

/** Addresses of pages, as new URLs; `front/still.js` puts its own in their place. */
export const pages = {
  /** The page of an entry, or of none (null), in a language; `kind` is "region" or "topic". */
  of(language, entry, kind) {
    const address = new URL("./", document.baseURI);
    address.searchParams.set("lang", language);
    if (entry) address.searchParams.set(kind, entry);
    return address;
  },
  /** What is on the screen now, in another language. */
  inLanguage(language) {
    const address = new URL(location.href);
    address.searchParams.set("lang", language);
    address.hash = "";
    return address;
  },
};
