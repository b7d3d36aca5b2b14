// The index page runs this first: the map is drawn from what the server wrote into the page, while Streamlit still loads.

import { begin } from "./stage.js";

begin(JSON.parse(document.querySelector('meta[name="atlas-start"]').content));
