"""The guard of animals: a layer that looks like their places is moved to the centres of cells before anybody sees it.

Every corner goes to the centre of its cell of the declared size, heights and moments go, and so do the columns that
would tell again where it was. Nothing of the raw layer is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.core.arrays import Array
from mapapp.core.own.layer import Field, Finding, OwnLayer
from mapapp.core.own.suspicion import Suspicion
from mapapp.core.own.traces import telling, without_numbers

DEGREES = 0.1  # where an atlas declares no cell


@dataclass(frozen=True)
class Guarded:
    """A layer as it may be seen, the size of its cells in degrees, why, and what else is to be told."""

    layer: OwnLayer
    degrees: float
    why: Suspicion
    findings: tuple[Finding, ...]


def guard(layer: OwnLayer, why: Suspicion, degrees: float) -> Guarded:
    """The layer on a grid of so many degrees."""
    shapes = np.array(layer.shapes, dtype=object)
    fields, dropped = _left(layer.fields, _places(shapes), degrees)
    moved = OwnLayer(without_numbers(layer.name), tuple(_in_cells(one, degrees) for one in shapes), fields)
    found = [Finding("columns-dropped", "warning", len(dropped), {"columns": _listed(dropped)})] if dropped else []
    return Guarded(moved, degrees, replace(why, word=without_numbers(why.word)), tuple(found))


def centres(xy: Array, degrees: float) -> Array:
    """The centre of the cell that each place lies in, to 5 decimals; cells begin at 0 degrees."""
    return np.round((np.floor(xy / degrees) + 0.5) * degrees, 5)


def _in_cells(shape: BaseGeometry, degrees: float) -> BaseGeometry:
    """A shape with all its corners in the centres of cells; what has no length or no inside any more is a point."""
    coarse = shapely.transform(shape, lambda xy: centres(xy, degrees))
    if coarse.is_valid and not _is_flat(coarse):
        return shapely.remove_repeated_points(coarse)
    parts = [_whole(part) for part in shapely.get_parts(coarse)]
    grandest = max(shapely.get_dimensions(part) for part in parts)
    chosen = [part for part in parts if shapely.get_dimensions(part) == grandest]
    lines: Any = shapely.multilinestrings  # each for itself: united, they would get corners where they cross
    made: BaseGeometry = lines(chosen) if grandest == 1 and len(chosen) > 1 else shapely.union_all(chosen)
    # Where edges crossed, mending has put corners between the centres: rather the hull, which has none of its own.
    return made if _corners(made) <= _corners(coarse) else coarse.convex_hull


def _corners(shape: BaseGeometry) -> set[tuple[float, ...]]:
    return set(map(tuple, shapely.get_coordinates(shape).tolist()))


def _is_flat(shape: BaseGeometry) -> bool:
    return bool(shapely.get_dimensions(shape) == 2 and shape.area == 0)


def _whole(part: BaseGeometry) -> BaseGeometry:
    """A part that is valid again: corners may have come to lie on each other."""
    corners = np.unique(shapely.get_coordinates(part), axis=0)
    if len(corners) == 1:
        return shapely.Point(corners[0])
    if shapely.get_dimensions(part) == 2:
        mended = shapely.make_valid(part, method="structure", keep_collapsed=False)
        return mended if not mended.is_empty else shapely.LineString(corners)
    return shapely.remove_repeated_points(part)


def _left(fields: Iterable[Field], rows: Sequence[Array], degrees: float) -> tuple[tuple[Field, ...], list[Field]]:
    """The columns that may stay, moments as days, and those that may not."""
    fields = tuple(fields)
    told = [telling(fields, places, degrees) for places in rows]
    dropped = [one for one in fields if any(one in found for found in told)]
    kept = [replace(_by_day(one), title=without_numbers(one.title)) for one in fields if one not in dropped]
    return tuple(kept), dropped


def _by_day(field: Field) -> Field:
    if field.kind != "date":
        return field
    return replace(field, cells=tuple(one.date() if isinstance(one, dt.datetime) else one for one in field.cells))


def _places(shapes: Array) -> list[Array]:
    """Raw places for each row: its middle, and of a line or an area also its ends and its corners."""
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    if (shapely.get_type_id(shapes) == 0).all():
        return [middles]
    edges = shapely.bounds(shapes)
    ends = [np.array([shapely.get_coordinates(one)[n] for one in shapes]) for n in (0, -1)]
    return [middles, *ends, edges[:, :2], edges[:, 2:]]


def _listed(fields: Iterable[Field]) -> str:
    return ", ".join(without_numbers(field.title) for field in fields)
