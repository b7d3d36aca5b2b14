// The page of an embedded map runs this: the map alone, without panel and without a session on the server.

import { readAhead } from "./files.js";
import { begin } from "./stage.js";

const start = JSON.parse(document.querySelector('meta[name="atlas-start"]').content);
readAhead(start.features, start.layers);
begin(start);
