// The stage of the Folium map: mounts it once, keeps it for good, and moves between map and store.

import { drawAxis } from "./axis.js";
import { makeBasemap } from "./basemap.js";
import { flyTo, goHome, look } from "./camera.js";
import { motion } from "./cards.js";
import { watchConnection } from "./connection.js";
import { addButtons, measureFoot, watchTiles } from "./controls.js";
import { addCrosshair } from "./crosshair.js";
import { get, leaflet, readAhead, whereIs } from "./files.js";
import { tellFound } from "./found.js";
import { linkToFullMap } from "./fullmap.js";
import { askHere } from "./here.js";
import { extentOf, keepTo, makeLayer, tendBands } from "./layers.js";
import { highlightOnMap } from "./highlight.js";
import { keepDrawn, keepFlat, keepStill, keepUnmeasured, nameUnits } from "./leaflet.js";
import { dress, follow, nameOfBase } from "./legend.js";
import { mapFailed, mapIsBegun, mapIsThere } from "./loading.js";
import { makeMeasuring } from "./measuring.js";
import { notify } from "./notices.js";
import { prepareOwn } from "./own.js";
import { definitions, publish } from "./patterns.js";
import { agree, forgetPlace, keepPlace, placed } from "./place.js";
import { onceAfterPaint } from "./paint.js";
import { openPopup } from "./popup.js";
import { preparePrint } from "./print.js";
import { nameRegions } from "./regionnames.js";
import { sayChanges } from "./says.js";
import { openShare } from "./share.js";
import { act, hear, onGlance, owed, reportWith, subscribe, view } from "./store.js";
import { tellStory } from "./story.js";
import { prepareTakeaway } from "./takeaway.js";
import { makeTiles } from "./tiles.js";
import { walkOnMap } from "./walk.js";
import { learn, say } from "./words.js";
import { addYears } from "./years.js";

let root = null;

/** Streamlit calls this when the element appears and whenever its data changes: the map moves in, drawn or not. */
export function mount({ parentElement, data, setTriggerValue }) {
  reportWith((event) => setTriggerValue("event", event));
  if (!root) begin(data);
  hear(data);
  if (!owed()) agree(data.address);
  const host = parentElement.querySelector(".atlas-stage");
  root.classList.remove("is-early");
  if (root.parentElement !== host) host.replaceChildren(root);
}

/** Begin to draw, in the place that the element will have, without waiting for Streamlit; `host` is where nothing else will come. */
export function begin(data, host = document.body) {
  hear(data);
  readAhead(data.features, view().layers);
  root = document.createElement("div");
  root.className = "habitat is-early";
  root.dataset.testid = "habitat-map";
  root.setAttribute("role", "region");
  host.append(root);
  start(data).catch((error) => {
    console.warn("the map could not be drawn", error);
    mapFailed();
  });
  if (!data.embedded && !data.still) watchConnection(root);
}

async function start(data) {
  const [L, script, names] = await Promise.all([leaflet(), import(whereIs(data.map)), get(`${data.panels}names.json`)]);
  learn(names.words);
  root.setAttribute("aria-label", say("Map"));
  const canvas = document.createElement("div");
  canvas.id = script.element;
  root.append(canvas);
  mapIsBegun();
  const stage = { names, root, panels: data.panels, showing: false, parts: new Map(), bands: new Map(), features: new Map(), specs: new Map(), large: [], arrange: () => {}, mendFocus: () => {}, credit: () => {} };
  const failed = (name, again) => notify(root, say("The layer “%(name)s” could not be loaded.", { name }), { [say("Try again")]: again });
  stage.layerFailed = (group) => failed(names.layers[group.spec.id], () => group.load());
  const basemap = { ready: Promise.resolve(), failed: (again) => failed(nameOfBase("embedded"), again) };
  keepFlat(L);
  keepDrawn(L);
  keepUnmeasured(L);
  if (motion() === "auto") keepStill(L);
  nameUnits(L);
  const drawn = script.draw(L, {
    basemap: (folder, parts, credits) => makeBasemap(L, folder, parts, credits, names.language, basemap),
    layer: (spec) => {
      stage.specs.set(spec.id, spec);
      return makeLayer(L, spec, stage);
    },
    tiles: (spec) => {
      stage.specs.set(spec.id, spec);
      stage.large.push(spec.id);
      return makeTiles(L, spec, stage);
    },
  });
  const map = drawn.map;
  if (data.single) leaveOut(drawn, stage);
  if (data.still) keepToBuiltIn(drawn);
  stage.credit = (credit) => {
    const text = String(credit || "").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
    if (text) map.attributionControl.addAttribution(text);
  };
  stage.arrange = () => arrange(map, drawn, stage);
  stage.tendBands = onceAfterPaint(() => tendBands(map, drawn, stage, view()));
  const bands = map.createPane("bands");
  bands.style.zIndex = 380;
  bands.style.pointerEvents = "none";
  root.append(definitions([...stage.specs.values()]));
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  const home = L.latLngBounds(script.home);
  data.place ? map.setView(data.place.slice(0, 2), data.place[2], { animate: false }) : goHome(map, home, false);
  stage.measuring = makeMeasuring(L, map, stage);
  addButtons(L, map, root, {
    home: () => {
      forgetPlace();
      goHome(map, home, true);
    },
    // A frame in another page has no room for more.
    ...(data.embedded ? {} : { share: data.unshared ? null : () => openShare(map, root, names), measure: data.still ? null : stage.measuring.start, print: preparePrint(L, map, stage), take: prepareTakeaway(map, root, names) }),
  });
  if (data.embedded) linkToFullMap(map, root, names);
  measureFoot(map, root);
  stage.openPopup = (id, place) => openPopup(L, map, stage, id, place, data.still ? null : tellFound);
  watchTiles(map, drawn, root); // before the first tile is asked for: it may come, or fail, at once
  subscribe((state, previous, cause) => show(map, drawn, stage, state, previous, cause));
  const visible = view().layers.map((id) => drawn.layers[id]);
  dress(drawn.control, stage, data.embedded || map.getSize().x < 700); // its rows say which layer is awaited
  follow(map, drawn, stage);
  await Promise.all([basemap.ready, ...visible.map((layer) => layer && layer.load())]);
  map.on("overlayremove", ({ layer }) => layer.spec.id === names.layerOf[view().selected] && map.closePopup());
  const use = (place, byKeys) => {
    if (stage.measuring.active()) return stage.measuring.add(place);
    if (view().selected) act({ selected: null }, "map");
    if (!data.still) askHere(L, map, stage, place, byKeys); // the server answers that
  };
  map.on("click", ({ latlng }) => use(latlng, false));
  addCrosshair(map, data.still ? null : (place) => use(place, true));
  nameRegions(L, map, stage, script.widest);
  stage.mendFocus = walkOnMap(L, map, stage, script.widest);
  highlightOnMap(map, stage);
  sayChanges(names, data.panels, (id) => drawn.layers[id].load().then(() => drawn.layers[id].getLayers().length));
  drawAxis(L, map);
  addYears(root, names.years);
  onGlance((place) => look(map, stage, place));
  tellStory(root, data.panels, (place, zoom, covered, cause) => {
    if (cause !== "story" && placed()) return; // the address names another place
    forgetPlace();
    const middle = map.project(place, zoom).add([0, covered / 2]); // the place stands in what the story leaves free
    map.flyTo(map.unproject(middle, zoom), zoom, { animate: motion() === "smooth", duration: 0.4 });
  });
  emphasise(stage, view());
  if (view().selected && !data.place) flyTo(map, stage.parts.get(view().selected), false);
  keepPlace(map);
  publish(stage.specs);
  if (!data.embedded && !data.still) prepareOwn(L, map, stage, drawn.control.getContainer());
  requestAnimationFrame(() => {
    root.dataset.ready = "true";
    mapIsThere();
  });
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(root);
  (window.requestIdleCallback || setTimeout)(() => Object.values(drawn.layers).forEach((layer) => layer.load()));
}

/** Bring the map to the state of the store: visible layers, base map, selection. */
function show(map, drawn, stage, state, previous, cause) {
  stage.showing = true;
  for (const [id, layer] of Object.entries(drawn.layers)) toggle(map, layer, state.layers.includes(id));
  for (const [id, base] of Object.entries(drawn.bases)) toggle(map, base, id === state.basemap);
  stage.showing = false;
  if (!previous || state.year !== previous.year) {
    Object.values(drawn.layers).forEach((layer) => keepTo(layer, stage, state.year));
    stage.arrange(); // what a year brings back lies in its place, not on top
    map.fire("yearchange");
  }
  emphasise(stage, state);
  stage.tendBands();
  if (!previous || state.selected === previous.selected) return;
  if (cause !== "map") map.closePopup();
  if (state.selected && cause !== "map") reveal(map, drawn, stage, state.selected, cause);
}

/** Without a server nothing is asked of other hosts: online base maps are not on offer. */
function keepToBuiltIn(drawn) {
  drawn.control.options.hideSingleBase = true;
  for (const id of Object.keys(drawn.bases).filter((one) => one !== "embedded")) {
    drawn.control.removeLayer(drawn.bases[id]);
    delete drawn.bases[id];
  }
}

/** In one file there is no room for tiles: large layers are not on offer, as the list says. */
function leaveOut(drawn, stage) {
  for (const id of stage.large.splice(0)) {
    drawn.map.removeLayer(drawn.layers[id]);
    drawn.control.removeLayer(drawn.layers[id]);
    delete drawn.layers[id];
    stage.specs.delete(id);
  }
}

function toggle(map, layer, wanted) {
  if (wanted !== map.hasLayer(layer)) wanted ? map.addLayer(layer) : map.removeLayer(layer);
}

/** Fly to a region that was chosen beside the map; its layer is switched on if need be, unless an address leaves it out. */
async function reveal(map, drawn, stage, id, cause) {
  const layer = drawn.layers[stage.names.layerOf[id]];
  const told = cause === "address";
  if (!layer || (told && !map.hasLayer(layer))) return;
  if (!map.hasLayer(layer)) act({ layers: [...view().layers, layer.spec.id].sort() }, "list");
  await layer.load();
  emphasise(stage, view());
  if (view().selected === id && !(told && placed())) flyTo(map, stage.parts.get(id), motion() === "smooth");
}

function emphasise(stage, state) {
  for (const [id, part] of stage.parts) {
    part.getElement?.()?.classList.toggle("is-selected", id === state.selected);
  }
}

function arrange(map, drawn, stage) {
  const areas = [...stage.parts.values()].filter((part) => part.bringToFront && map.hasLayer(part));
  areas.sort((one, other) => extentOf(other) - extentOf(one));
  areas.reduce((below, part) => {
    const path = part.getElement();
    const stands = below ? below.nextElementSibling === path : path.isConnected;
    if (!stands) below ? below.after(path) : part._renderer._rootGroup.prepend(path); // what stands right is not touched: it would be painted anew
    return path;
  }, null);
  stage.mendFocus();
  if (view()) stage.tendBands();
}
