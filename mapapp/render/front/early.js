// The index page runs this, and all that it imports, as one script: map and panel are there from what the server wrote into the page, while Streamlit still loads.

import { mapFailed } from "./loading.js";
import { offerOwn } from "./own.js";
import { tidy } from "./place.js";
import { hear } from "./store.js";
import { learn } from "./words.js";

const start = JSON.parse(document.querySelector('meta[name="atlas-start"]').content);
learn(start.words);
tidy(start.address);
hear(start);
offerOwn(() => import("./ownlayers.js"));

// What Streamlit mounts, see ui/components.py.
export const stage = import("./stage.js");
export const panel = import("./panel.js");

stage.then(({ begin }) => begin(start)).catch(mapFailed);
panel.then(({ begin }) => begin(start));
