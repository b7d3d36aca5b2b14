"""A reader's layer as it is kept for the visit: every digit and every cell that may be seen, and nothing else."""

from __future__ import annotations

import base64
import datetime as dt
import json
from pathlib import Path

import shapely

from mapapp.core.fields import Cell
from mapapp.core.own.describe import plain
from mapapp.core.own.layer import Field, Kind, OwnLayer


def keep(layer: OwnLayer, path: Path) -> None:
    """Write a layer. Raises OSError."""
    value = {
        "name": layer.name,
        "shapes": [base64.b64encode(shape).decode() for shape in shapely.to_wkb(layer.shapes).tolist()],
        "fields": [[one.title, one.kind, [plain(cell) for cell in one.cells]] for one in layer.fields],
    }
    path.write_text(json.dumps(value, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def kept(path: Path) -> OwnLayer:
    """Read a layer that was kept."""
    value = json.loads(path.read_bytes())
    shapes = shapely.from_wkb([base64.b64decode(shape) for shape in value["shapes"]])
    fields = (Field(title, kind, tuple(_cell(cell, kind) for cell in cells)) for title, kind, cells in value["fields"])
    return OwnLayer(value["name"], tuple(shapes), tuple(fields))


def _cell(cell: Cell, kind: Kind) -> Cell:
    if kind != "date" or not isinstance(cell, str):
        return cell
    return dt.date.fromisoformat(cell) if len(cell) == 10 else dt.datetime.fromisoformat(cell)
