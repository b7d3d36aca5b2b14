"""Take a reader's layer in: from what stands in a file to a sound layer in EPSG:4326, and what is to be told of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Home
from mapapp.core.own.columns import tidy
from mapapp.core.own.guard import DEGREES, Guarded, guard
from mapapp.core.own.layer import Choices, Field, Finding, OwnLayer, RawLayer, UnreadableError
from mapapp.core.own.places import outside, shifted, swapped
from mapapp.core.own.reference import to_degrees
from mapapp.core.own.shapes import check_shapes, kind_of
from mapapp.core.own.suspicion import suspicion

MOST_VERTICES = 2_000_000


@dataclass(frozen=True)
class Landscape:
    """What a layer is compared with: the extent, outlines of regions, the cell for animals, names of species."""

    extent: Home
    outlines: Sequence[BaseGeometry] = ()
    degrees: float = DEGREES
    species: Sequence[str] = ()


@dataclass(frozen=True)
class Taken:
    """A layer that may be seen, what its reference system is called and how that is known, and what was found.

    `guarded` is set when it was generalised because it looks like places of animals.
    """

    layer: OwnLayer
    crs: dict[str, str]
    findings: tuple[Finding, ...]
    guarded: Guarded | None


def take(raw: RawLayer, around: Landscape, choices: Choices) -> Taken:
    """Check a layer, settle it, and guard it. Raises UnreadableError when nothing of it can be drawn."""
    shapes = np.array(raw.shapes, dtype=object)
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    if vertices > MOST_VERTICES:
        raise UnreadableError("too-many-vertices", vertices=vertices, most=MOST_VERTICES)
    checked = check_shapes(swapped(shapes) if choices.swap else shapes)
    degrees, crs, found = to_degrees(raw, checked.shapes, choices.epsg, around.extent)
    fields, empty = tidy(
        Field(one.title, one.kind, tuple(one.cells[row] for row in checked.rows)) for one in raw.fields
    )
    layer = OwnLayer(raw.name, tuple(degrees), fields)
    findings = [
        *_of_file(raw, choices),
        *found,
        *checked.findings,
        *outside(degrees, around.extent),
        *shifted(raw, degrees, around.outlines),
        *_of_rows(layer, empty),
    ]
    why = suspicion(layer, around.species, (raw.layer,))
    if why is None:
        return Taken(layer, crs, tuple(findings), None)
    guarded = guard(layer, why, around.degrees)
    return Taken(guarded.layer, crs, (*findings, *guarded.findings), guarded)


def _of_file(raw: RawLayer, choices: Choices) -> Iterator[Finding]:
    if raw.encoding:
        yield Finding("decoded", "warning", None, {"encoding": raw.encoding})
    if raw.layers:
        yield Finding("several-layers", "note", len(raw.layers))
    if choices.swap:
        yield Finding("swapped", "note")


def _of_rows(layer: OwnLayer, empty: int) -> Iterator[Finding]:
    shapes = np.array(layer.shapes, dtype=object)
    if kind_of(shapes) == "mixed":
        yield Finding("mixed-geometry", "note")
    rows = zip(shapely.to_wkb(shapes).tolist(), *(field.cells for field in layer.fields), strict=True)
    if twice := sum(count - 1 for count in Counter(rows).values()):
        yield Finding("duplicate-rows", "warning", twice)
    if empty:
        yield Finding("empty-columns", "note", empty)
    if times := sum(any(isinstance(cell, dt.date) for cell in field.cells) for field in layer.fields):
        yield Finding("time-fields", "note", times)
