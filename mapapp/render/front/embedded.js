// The page of an embedded map runs this: the map alone, without panel and without a session on the server.

import { begin } from "./stage.js";

begin(JSON.parse(document.querySelector('meta[name="atlas-start"]').content));
