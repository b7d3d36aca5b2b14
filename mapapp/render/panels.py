"""The side panel as HTML: one list, one fragment an entry, all through one autoescaping template environment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas
from mapapp.core.card import make_card
from mapapp.render.markdown import to_html
from mapapp.render.stylesheet import layer_css


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("mapapp.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_panels(
    atlas: Atlas, language: str, drawn: Mapping[str, BaseGeometry], texts: Mapping[tuple[str, str], str]
) -> dict[str, bytes]:
    """Files of the panel by name: `index.html`, `cards/<entry>.html`, `names.json` and `layers.css`.

    `drawn` holds geometries in EPSG:4326 by region, `texts` Markdown by (entry, language).
    """
    files = {"index.html": _index(atlas, language), "layers.css": layer_css(atlas.layers)}
    card_page = _templates().get_template("card.html")
    for entry in atlas.entries:
        card = make_card(atlas, entry, language, texts.get((entry.id, language), ""), drawn.get(entry.id))
        anchor = f"source-{entry.id}"
        body = to_html(card.text, card.number, anchor)
        files[f"cards/{entry.id}.html"] = card_page.render(card=card, body=body, anchor=anchor)
    files["names.json"] = json.dumps(_names(atlas, language), ensure_ascii=False, sort_keys=True)
    return {name: content.encode() for name, content in files.items()}


def _index(atlas: Atlas, language: str) -> str:
    projects = sorted((r for r in atlas.regions if r.project), key=lambda region: region.project or 0)
    layers = [(layer, [r for r in atlas.regions if r.layer == layer.id and not r.project]) for layer in atlas.layers]
    return (
        _templates()
        .get_template("index.html")
        .render(
            atlas=atlas,
            projects=projects,
            groups=[(layer, regions) for layer, regions in layers if regions],
            say=lambda words: atlas.say(words, language),
        )
    )


def _names(atlas: Atlas, language: str) -> dict[str, object]:
    """What the map itself says, as plain text: titles, the line on doubt, and each region's layer."""
    return {
        "doubt": atlas.say(atlas.doubt, language),
        "entries": {entry.id: atlas.say(entry.title, language) for entry in atlas.entries},
        "layers": {layer.id: atlas.say(layer.title, language) for layer in atlas.layers},
        "descriptions": {layer.id: atlas.say(layer.description, language) for layer in atlas.layers},
        "layerOf": {region.id: region.layer for region in atlas.regions},
    }
