"""Check the shapes of a reader's layer: into EPSG:4326, flat, whole, valid, and how many were not so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.core.arrays import Array
from mapapp.core.own.layer import Finding, UnreadableError

_KINDS = {0: "points", 1: "lines", 2: "lines", 3: "areas", 4: "points", 5: "lines", 6: "areas"}


@dataclass(frozen=True)
class Checked:
    """Sound shapes, which rows of the file they come from, and what was found."""

    shapes: Array
    rows: Array
    findings: tuple[Finding, ...]


def check_shapes(raw: Array) -> Checked:
    """Flat, valid, non-empty shapes in degrees of what a file holds in degrees. Raises UnreadableError."""
    shapes, findings = raw, []
    if solid := int(shapely.has_z(shapes).sum()):
        shapes = shapely.force_2d(shapes)
        findings.append(Finding("3d-dropped", "note", solid))
    shapes = _in_parts_of_one_kind(shapes)
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes)) & _finite(shapes)
    there &= ~(~_areal(shapes) & ~shapely.is_valid(shapes))  # a line of one place
    broken = there & ~shapely.is_valid(shapes)
    if broken.any():
        shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
        there &= ~shapely.is_empty(shapes)
        findings.append(Finding("repaired", "warning", int((broken & there).sum())))
    if gone := int((~there).sum()):
        findings.append(Finding("dropped-empty", "warning", gone))
    if not there.any():
        raise UnreadableError("nothing-drawn")
    return Checked(shapes[there], np.flatnonzero(there), tuple(findings))


def kind_of(shapes: Array) -> str:
    """`points`, `lines`, `areas` or `mixed`."""
    kinds = {_KINDS.get(int(one), "mixed") for one in np.unique(shapely.get_type_id(shapes))}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _areal(shapes: Array) -> Array:
    return np.asarray(np.isin(shapely.get_type_id(shapes), (3, 6)))


def _finite(shapes: Array) -> Array:
    return np.asarray(np.isfinite(shapely.bounds(shapes)).all(axis=1))


def _in_parts_of_one_kind(shapes: Array) -> Array:
    """A collection as its areas, or else its lines, or else its points: the grandest of what it holds."""
    shapes = shapes.copy()
    for number in np.flatnonzero(shapely.get_type_id(shapes) == 7):
        parts = shapely.get_parts(shapes[number])
        while (shapely.get_type_id(parts) == 7).any():
            parts = shapely.get_parts(parts)
        parts = shapely.get_parts(parts)
        grandest = parts[shapely.get_dimensions(parts) == shapely.get_dimensions(parts).max(initial=-1)]
        shapes[number] = _collected(grandest)
    rings = shapely.get_type_id(shapes) == 2  # a linear ring is a line
    shapes[rings] = [shapely.LineString(one.coords) for one in shapes[rings]]
    return shapes


def _collected(parts: Array) -> BaseGeometry | None:
    if not len(parts):
        return None
    made: Any = (shapely.multipoints, shapely.multilinestrings, shapely.union_all)[shapely.get_dimensions(parts[0])]
    whole: BaseGeometry = made(parts)
    return whole
