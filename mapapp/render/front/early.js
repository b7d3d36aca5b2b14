// The index page runs this first: map and panel are there from what the server wrote into it, while Streamlit still loads.

import { readAhead } from "./files.js";
import { listFailed, mapFailed } from "./loading.js";
import { tidy } from "./place.js";
import { hear } from "./store.js";
import { learn } from "./words.js";

const start = JSON.parse(document.querySelector('meta[name="atlas-start"]').content);
learn(start.words);
tidy(start.address);
hear(start);
readAhead(start.features, start.layers);
// Each by itself: when a file of the one does not come, the other still works.
import("./stage.js").then((stage) => stage.begin(start)).catch(mapFailed);
import("./panel.js").then((panel) => panel.begin(start)).catch(listFailed);
