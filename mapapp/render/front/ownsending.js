// A file on its way to the server, and what the server says while it reads it.

import { fileAt } from "./offers.js";
import { say } from "./words.js";

const MOST = 50 * 1024 * 1024; // bytes, as the server has it

/** What went wrong, in a sentence, and what may help. */
export class UnreadError extends Error {
  constructor(problem, advice = "", more = {}) {
    super(problem);
    Object.assign(this, more, { advice }); // with the code and the offer of a refusal
  }
}

/** Send a file and follow its reading: tell({done, of, doing}) on the way, {own, report} at the end. Throws an error with a sentence. */
export function send(file, { language, layer, swap, epsg, signal, tell }) {
  const query = new URLSearchParams({ name: file.name, lang: language, ...(layer ? { layer } : {}), ...(swap ? { swap: "1" } : {}), ...(epsg ? { epsg } : {}) });
  // Not fetch: it does not say how much of a file has gone.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    const read = follow(tell);
    request.open("POST", fileAt(`own/?${query}`));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => tell({ done: loaded, of: total || file.size, doing: say("Sending the file") });
    request.onprogress = () => request.status === 200 && read(request.responseText);
    request.onload = () => {
      const last = request.status === 200 ? read(`${request.responseText}\n`) : null;
      last?.own ? resolve(last) : reject(problemOf(request, last));
    };
    request.onerror = () => reject(new UnreadError(say("The server cannot be reached.")));
    request.onabort = () => reject(new UnreadError(say("Cancelled.")));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

/** A function that is given all that has come so far, tells each new step, and returns the last line. */
function follow(tell) {
  let seen = 0;
  let last = null;
  return (text) => {
    const end = text.lastIndexOf("\n");
    const lines = end < seen ? [] : text.slice(seen, end).split("\n").filter((line) => line.trim());
    seen = Math.max(seen, end + 1);
    for (const line of lines) {
      last = JSON.parse(line);
      if ("done" in last) tell(last);
    }
    return last;
  };
}

function problemOf(request, last) {
  if (last?.problem) return new UnreadError(last.problem, last.advice || "", { code: last.code, offer: last.offer });
  const kind = request.getResponseHeader("Content-Type") || "";
  const text = request.responseText.trim();
  if (kind.startsWith("text/plain") && request.status !== 404 && text) return new UnreadError(text);
  if (kind.includes("json") && request.status !== 200) {
    try {
      const { problem, advice } = JSON.parse(text);
      if (problem) return new UnreadError(problem, advice || "");
    } catch {
      // Not from our doors.
    }
  }
  return new UnreadError(say("The file could not be read."));
}

/** What can be said of files before they are sent; nothing where there is nothing to say. */
export function refuse(files) {
  const parts = files.filter(({ name }) => /\.(shp|shx|dbf|prj|cpg)$/i.test(name));
  if (parts.length) return new UnreadError(say("A shapefile comes in several files."), say("Put them together into one ZIP, and add that."));
  if (files.length > 1) return new UnreadError(say("These are several files."), say("Add them one after the other."));
  const [file] = files;
  if (!file) return new UnreadError(say("There is no file in what was dropped."));
  if (file.size > MOST) {
    return new UnreadError(say("The file is larger than 50 MB."), say("Leave out what you do not need, or simplify the shapes, and add it again."));
  }
  return file.size ? null : new UnreadError(say("The file is empty."));
}
