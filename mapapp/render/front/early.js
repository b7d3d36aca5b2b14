// The index page runs this first: map and panel are there from what the server wrote into it, while Streamlit still loads.

import * as panel from "./panel.js";
import * as stage from "./stage.js";

const start = JSON.parse(document.querySelector('meta[name="atlas-start"]').content);
stage.begin(start);
panel.begin(start);
