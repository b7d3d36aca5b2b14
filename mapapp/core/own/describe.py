"""What a reader is told of the layer itself: how much there is, where, and what its columns hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import numpy as np
import shapely

from mapapp.core.fields import Cell
from mapapp.core.own.layer import Field, OwnLayer
from mapapp.core.own.shapes import kind_of

MOST_VALUES = 12
LONGEST_VALUE = 200


def describe(layer: OwnLayer) -> dict[str, Any]:
    """Features, vertices, kind of shapes, extent (west, south, east, north to 5 decimals) and columns, as JSON."""
    shapes = np.array(layer.shapes, dtype=object)
    return {
        "features": len(shapes),
        "vertices": int(shapely.get_num_coordinates(shapes).sum()),
        "kind": kind_of(shapes),
        "extent": [round(float(edge), 5) for edge in shapely.total_bounds(shapes)],
        "fields": [_field(number, field) for number, field in enumerate(layer.fields, start=1)],
    }


def key_of(number: int) -> str:
    """The name of a column in what is drawn, by its place from 1: no title of a reader can be a name of JavaScript."""
    return f"f{number}"


def plain(cell: Cell) -> Cell:
    """A cell as JSON has it: dates as ISO 8601 spells them."""
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def _field(number: int, field: Field) -> dict[str, Any]:
    cells = [cell for cell in field.cells if cell is not None]
    counts = Counter(cells)
    said: dict[str, Any] = {"name": key_of(number), "title": field.title, "type": field.kind, "distinct": len(counts)}
    if field.kind in {"number", "date"}:
        said |= {"least": plain(min(cells)), "most": plain(max(cells))} if cells else {"least": None, "most": None}
    else:
        often = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:MOST_VALUES]
        said["values"] = [cell[:LONGEST_VALUE] if isinstance(cell, str) else cell for cell, _ in often]
    return said
