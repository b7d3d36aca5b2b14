"""Make a file of the atlas's data, in a process of its own: layers, regions, or what is visible."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely

from mapapp.core.atlas import Atlas, Layer
from mapapp.core.features import Edge, Feature
from mapapp.core.fields import Collection
from mapapp.core.records import Measured, as_of, fact_table, shape_table
from mapapp.core.words import marked
from mapapp.store.exports.formats import WRITERS
from mapapp.store.wording import interface
from mapapp.web.making import Ask, NothingToMakeError, Tell
from mapapp.web.site import Site

GATHERING = marked("Gathering the data")
WRITING = marked("Writing the data")


def make(site: Site, ask: Ask, out: Path, tell: Tell) -> None:
    """Write the features of `layers`, and of these `regions` alone if any are named, in a `format`.

    With `dated`, those that hold in `year` (None: today); with `box` (west, south, east, north), those that touch it.
    `name` is the stem of files within the file. Raises NothingToMakeError when there is none of all that.
    """
    tell(0, 2, GATHERING)
    collection = gather(site, ask)
    if not collection.tables:
        raise NothingToMakeError
    tell(1, 2, WRITING)
    WRITERS[ask["format"]](collection, out)
    tell(2, 2, WRITING)


def gather(site: Site, ask: Ask) -> Collection:
    """What is asked for, as tables."""
    atlas = site.atlas
    assert atlas is not None  # noqa: S101  # nothing is made of an atlas that cannot be served
    first, measured = atlas.languages[0], _measured(site)
    chosen = [(layer, list(_chosen(site, layer, ask))) for layer in atlas.layers if layer.id in ask["layers"]]
    chosen = [(layer, features) for layer, features in chosen if features]
    return Collection(
        name=ask["name"],
        title=_title(atlas, ask, first),
        description=atlas.say(atlas.purpose, first),
        doubt=atlas.say(atlas.doubt, first),
        as_of=as_of(atlas),
        terms=tuple(dict.fromkeys((layer.licence, layer.credit) for layer, _ in chosen)),
        tables=tuple(shape_table(atlas, layer, features, measured) for layer, features in chosen),
        facts=fact_table(atlas, [(layer, one) for layer, features in chosen for one in features], measured, _speak),
    )


def _chosen(site: Site, layer: Layer, ask: Ask) -> Iterator[Feature]:
    box = shapely.box(*ask["box"]) if ask.get("box") else None
    for feature in _features(site, layer):
        if ask.get("regions") and feature.region not in ask["regions"]:
            continue
        if ask.get("dated") and not feature.holds(ask.get("year")):
            continue
        if box is None or feature.geometry.intersects(box):
            yield feature


def _features(site: Site, layer: Layer) -> Iterator[Feature]:
    """The features of a layer as they are served, so that nothing finer leaves."""
    for one in json.loads(site.assets[f"/data/layers/{layer.id}.geojson"].body)["features"]:
        geometry = shapely.from_geojson(json.dumps(one["geometry"]))
        yield Feature(one["properties"]["region"], geometry, one["properties"])


def _measured(site: Site) -> Mapping[str, Measured]:
    told = json.loads(site.assets["/data/measures.json"].body)["regions"]
    return {region: _measures(one) for region, one in told.items()}


def _measures(one: Mapping[str, Any]) -> Measured:
    area = one["area_km2"] or {}
    edges = tuple(Edge(**edge) for edge in one["edges"])
    return Measured(area.get("value"), area.get("least"), area.get("most"), one["length_km"], edges)


def _title(atlas: Atlas, ask: Ask, language: str) -> str:
    """The title of the atlas, with that of the one region or layer that is asked for."""
    named = [one.title for one in atlas.regions if one.id in ask.get("regions", ())]
    found = named or [one.title for one in atlas.layers if one.id in ask["layers"]]
    titles = [atlas.say(title, language) for title in found]
    return " / ".join([atlas.say(atlas.title, language), *(titles if len(titles) == 1 else ())])


def _speak(words: str, language: str) -> str:
    return interface(language).gettext(words)
