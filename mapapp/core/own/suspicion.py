"""Whether a reader's layer looks like places of animals: by the titles of its columns, by species, by its pattern.

It errs on the side of the animals: a layer of something else that looks the same is generalised, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Point

from mapapp.core.arrays import Array
from mapapp.core.own.layer import Field, OwnLayer
from mapapp.core.own.terms import OBSERVED_WORDS, SPECIES, SPECIES_SIGNS, TRACKED_WORDS, Words

FEW = 20  # places, below which no pattern is one
MANY = 100
NAMING = 0.05  # the share of rows whose texts name a species
DISTINCT_TIMES = 0.8
REPEATED = 0.5  # the share of places that are the place of another row
CLOSE = 0.01  # degrees, about a kilometre: how near the next place is in a dense swarm


@dataclass(frozen=True)
class Suspicion:
    """Why a layer looks like places of animals: `column`, `name`, `species`, `telemetry` or `swarm`, and the word."""

    why: str
    word: str = ""


def suspicion(layer: OwnLayer, phrases: Iterable[str] = (), words: Iterable[str] = ()) -> Suspicion | None:
    """Why a layer looks like places of animals; None when it does not.

    `phrases` are names of species beside those that are known, `words` further texts that speak of the whole layer.
    """
    shapes = np.array(layer.shapes, dtype=object)
    if (shapely.get_dimensions(shapes) == 2).all():
        return _titled(layer, TRACKED_WORDS, (layer.name, *words))
    if found := _titled(layer, OBSERVED_WORDS, (layer.name, *words)):
        return found
    species = Words(SPECIES, SPECIES_SIGNS, phrases)
    for text in (layer.name, *words, *(field.title for field in layer.fields)):
        if word := species.found(text):
            return Suspicion("species", word)
    return _naming(layer, species) or _pattern(shapes, layer.fields)


def _titled(layer: OwnLayer, known: Words, names: Iterable[str]) -> Suspicion | None:
    for field in layer.fields:
        if known.found(field.title):
            return Suspicion("column", field.title)
    return next((Suspicion("name", word) for name in names if (word := known.found(name))), None)


def _naming(layer: OwnLayer, species: Words) -> Suspicion | None:
    for field in layer.fields:
        texts = [cell for cell in field.cells if isinstance(cell, str)]
        known = {text: species.found(text) for text in set(texts)}
        named = [word for text in texts if (word := known[text])]
        if named and len(named) >= NAMING * len(layer.shapes):
            return Suspicion("species", named[0])
    return None


def _pattern(shapes: Array, fields: Iterable[Field]) -> Suspicion | None:
    """Points like those of a collar (each with its moment), of a camera (places that repeat), or a nameless swarm."""
    if len(shapes) < FEW or not (shapely.get_type_id(shapes) == 0).all():
        return None
    times = [field for field in fields if field.kind == "date"]
    moments = [len({*field.cells}) for field in times if any(isinstance(cell, dt.datetime) for cell in field.cells)]
    if any(count >= DISTINCT_TIMES * len(shapes) for count in moments):
        return Suspicion("telemetry")
    distinct = len(np.unique(shapely.to_wkb(shapes)))
    if times and 1 - distinct / len(shapes) >= REPEATED:
        return Suspicion("telemetry")
    named = any(field.kind == "text" and len({*field.cells}) > len(shapes) / 2 for field in fields)
    if len(shapes) >= MANY and not named and _closeness(shapes) < CLOSE:
        return Suspicion("swarm")
    return None


def _closeness(shapes: Array) -> float:
    """How far the next place is from most places, in degrees."""
    places = [Point(place) for place in np.unique(shapely.get_coordinates(shapes), axis=0)]  # the same again takes long
    tree = shapely.STRtree(places)
    _, apart = tree.query_nearest(places, exclusive=True, return_distance=True, all_matches=False)
    return float(np.median(apart)) if len(apart) else 0.0
