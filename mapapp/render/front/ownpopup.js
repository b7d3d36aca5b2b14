// The popup of an own feature: its fields, as text.

import { announce } from "./announce.js";
import { button, worded } from "./dialogs.js";
import { element } from "./elements.js";
import { spell } from "./ownstyles.js";
import { popupRoom } from "./popup.js";
import { say } from "./words.js";

const NAMES = ["name", "title", "label", "название", "имя", "наименование", "名称", "名字"];

/** The field that names the features of a layer, if there is one. */
export const nameField = ({ fields }) => fields.find(({ name, title, type }) => type === "text" && NAMES.includes((title || name).toLowerCase()));

/** What a feature is called: what names it, or its number. */
export function titleOf({ report }, { id, properties }) {
  const field = nameField(report);
  return (field && spell(properties[field.name], field)) || say("Feature %(number)s", { number: id + 1 });
}

/** Open the popup of the first of [{layer, feature}] at a place, from which others are reached; `byKeys` moves the focus into it. */
export function openFeature(own, hits, place, byKeys) {
  const { L, map, stage } = own;
  const [{ layer, feature }, ...others] = hits;
  const title = titleOf(layer, feature);
  const content = element("section", { class: "own-feature", tabindex: "-1", "aria-label": title, "data-testid": "own-feature" });
  content.append(worded("h2", title), worded("p", say("%(name)s, a layer of yours", { name: layer.report.name }), "own-quiet"), fieldsOf(layer, feature, own.language));
  if (layer.report.guarded) content.append(worded("p", say("Its place was made coarser to protect animals."), "own-quiet"));
  if (others.length) {
    const next = button(say("Next of %(count)s here", { count: hits.length }), () => openFeature(own, [...others, hits[0]], place, true));
    next.className = "own-next";
    content.append(next);
  }
  map.closePopup();
  const popup = L.popup({ maxWidth: Math.min(300, stage.root.clientWidth - 100), minWidth: 200, maxHeight: Math.max(120, stage.root.clientHeight * 0.4), ...popupRoom(stage.root) });
  popup.setLatLng(place).setContent(content).openOn(map);
  popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", say("Close"));
  popup.getElement().addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    map.closePopup(popup);
    map.getContainer().focus({ preventScroll: true });
  });
  own.easel.mark(layer.drawing, feature.id);
  own.chosen = { layer, id: feature.id };
  popup.once("remove", () => {
    if (own.chosen?.id !== feature.id || own.chosen.layer !== layer) return;
    own.chosen = null;
    own.easel.mark(null);
    own.cards.choose();
  });
  own.cards.choose();
  if (byKeys) content.focus({ preventScroll: true });
  else announce(title);
}

function fieldsOf({ report }, { properties }, language) {
  const list = element("dl");
  for (const field of report.fields) {
    const value = spell(properties[field.name], field, language);
    if (value) list.append(worded("dt", field.title || field.name), worded("dd", value));
  }
  return list.children.length ? list : worded("p", say("It has no fields."), "own-quiet");
}
