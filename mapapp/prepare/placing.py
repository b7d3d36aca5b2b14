"""Second step, a piece at a time: repair it, draw it on the small maps, deal it out to the cells of the large ones."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from mapapp.core.characters import plain
from mapapp.core.tiling import NORTHERNMOST, SIDE, Tile, span, tiles
from mapapp.prepare.drawing import Mask, Pen, Shapes, draw, lay, near
from mapapp.prepare.plan import Plan
from mapapp.prepare.source import ROW, SHAPE

LONGEST = 500  # signs of a text that are kept
STATS, INDEX, CELLS, SMALL_MAPS = "stats.json", "index.arrow", "cells.arrow", "small.npz"
INDEX_SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        *((side, pa.float64()) for side in ("west", "east", "south", "north")),
        ("shape", pa.binary()),
        ("fields", pa.string()),
    ]
)
CELL_SCHEMA = pa.schema([("shape", pa.binary())])
KINDS = {"Point": "points", "LineString": "lines", "LinearRing": "lines", "Polygon": "areas"}


@dataclass
class Drawn:
    """What a piece comes to: the grids of tiles on small maps, and the shapes of each cell."""

    masks: dict[Tile, Mask] = field(default_factory=dict)
    cells: dict[Tile, Shapes] = field(default_factory=dict)


def place(frame: gpd.GeoDataFrame, plan: Plan, folder: Path) -> pd.DataFrame:
    """Work out one piece (EPSG:4326) and keep it below `folder` under the number of its first feature."""
    name = f"{int(frame[ROW].iloc[0]):012}"
    target = folder / name
    if not target.exists():
        part = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=folder))  # nobody else's, should two work at it
        _write(frame, plan, part)
        try:
            part.rename(target)
        except OSError:  # a worker that was given up for lost was quicker
            shutil.rmtree(part, ignore_errors=True)
    return pd.DataFrame({ROW: [int(name)]})


def _write(frame: gpd.GeoDataFrame, plan: Plan, part: Path) -> None:
    shapes, stats = _sound(frame[SHAPE].to_numpy(dtype=object), plan)
    kept = np.array([shape is not None for shape in shapes], dtype=bool)
    shapes = shapes[kept]
    _write_index(frame[kept], shapes, plan, part / INDEX)
    drawn = _drawn(_world(shapes, plan.zooms[1]), plan)
    grids = {f"{tile.z}-{tile.x}-{tile.y}": mask for tile, mask in sorted(drawn.masks.items())}
    np.savez_compressed(part / SMALL_MAPS, **grids)  # type: ignore[arg-type]  # its other argument is a switch
    with pa.OSFile(str(part / CELLS), "wb") as sink, pa.ipc.new_file(sink, CELL_SCHEMA) as file:
        for _, held in sorted(drawn.cells.items()):
            file.write_batch(pa.record_batch([pa.array(shapely.to_wkb(held), pa.binary())], schema=CELL_SCHEMA))
    parts = shapely.get_parts(shapely.get_parts(shapes))
    kinds = sorted({KINDS[kind] for kind in {part.geom_type for part in parts[:: max(len(parts) // 1000, 1)]}})
    box = [float(value) for value in shapely.total_bounds(shapes)] if len(shapes) else None
    told: dict[str, object] = {**stats, "features": len(shapes), "box": box, "kinds": kinds, "small": list(grids)}
    told["cells"] = [[tile.x, tile.y] for tile in sorted(drawn.cells)]
    (part / STATS).write_text(json.dumps(told), encoding="utf-8")


def _sound(shapes: Shapes, plan: Plan) -> tuple[Shapes, dict[str, int]]:
    """The shapes in order, repaired, None where nothing can be drawn; and how many were changed or left out."""
    shapes = shapely.force_2d(shapes)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    bounds = shapely.bounds(shapes)
    with np.errstate(invalid="ignore"):
        on_earth = (np.abs(bounds[:, [0, 2]]) <= 180).all(axis=1) & (np.abs(bounds[:, [1, 3]]) <= 90).all(axis=1)
    strange = ~empty & ~on_earth
    broken = ~empty & ~strange & ~shapely.is_valid(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken])
    home = plan.home
    reach = shapely.box(home.west, max(home.south, -NORTHERNMOST), home.east, min(home.north, NORTHERNMOST))
    shapely.prepare(reach)
    usable = ~empty & ~strange
    beyond = usable & ~shapely.intersects(reach, shapes)
    shapes[~usable | beyond] = None
    counted = {"empty": empty, "strange": strange, "repaired": broken & ~beyond, "beyond": beyond}
    return shapes, {name: int(which.sum()) for name, which in counted.items()}


def _write_index(frame: gpd.GeoDataFrame, shapes: Shapes, plan: Plan, path: Path) -> None:
    """What answers a click: for each feature its box, its fields and, unless it is a point, its shape."""
    bounds = shapely.bounds(shapes)
    half_a_pixel = 180 / (SIDE * 2.0 ** plan.zooms[1])
    simple = shapely.simplify(shapes, half_a_pixel, preserve_topology=False)
    simple[shapely.is_empty(simple)] = shapes[shapely.is_empty(simple)]
    simple[shapely.get_type_id(shapes) == 0] = None
    columns = [_values(frame[f"f{number}"]) for number in range(len(plan.fields)) if f"f{number}" in frame]
    rows = zip(*columns, strict=True) if columns else (() for _ in range(len(frame)))
    fields = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    west, south, east, north = bounds.T if len(bounds) else np.empty((4, 0))
    wkb = [None if shape is None else shapely.to_wkb(shape) for shape in simple]
    arrays = [pa.array(frame[ROW].to_numpy()), *map(pa.array, (west, east, south, north))]
    table = pa.Table.from_arrays(
        [*arrays, pa.array(wkb, pa.binary()), pa.array(fields, pa.string())], schema=INDEX_SCHEMA
    )
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, INDEX_SCHEMA) as file:
        file.write_table(table, max_chunksize=4096)


def _values(column: pd.Series[Any]) -> list[object]:
    """A field as JSON has it: texts of sane length without hidden signs, dates spelt out, null for what is missing."""
    missing = column.isna().to_numpy()
    return [None if gone else _value(value) for value, gone in zip(column.tolist(), missing, strict=True)]


def _value(value: object) -> object:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    text = _spelt(value) if isinstance(value, dt.date) else str(value)
    return plain(text[:LONGEST] + ("…" if len(text) > LONGEST else ""))


def _spelt(value: dt.date) -> str:
    """A day, or a moment that is no midnight, as ISO 8601 has it."""
    text = value.isoformat()
    return text[:10] if text[10:19] == "T00:00:00" else text


def _world(shapes: Shapes, zoom: int) -> Shapes:
    """Shapes in pixels of a zoom, from the north-western corner of the map, north up to where the map ends."""
    whole = SIDE * 2.0**zoom

    def project(xy: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
        north = np.radians(np.clip(xy[:, 1], -NORTHERNMOST, NORTHERNMOST))
        height = np.log(np.tan(np.pi / 4 + north / 2))
        return np.column_stack([(xy[:, 0] + 180) / 360 * whole, (0.5 - height / (2 * np.pi)) * whole])

    projected: Shapes = shapely.transform(shapes, project)
    return projected


def _drawn(shapes: Shapes, plan: Plan) -> Drawn:
    pen = pen_of(plan)
    found = Drawn()
    for tile in tiles(plan.home, pen.zooms[0]):
        for below, held in descend(shapes, tile, plan.split, pen):
            if not span(plan.home, below.z).holds(below):
                continue
            if below.z == plan.split:
                found.cells[below] = held
            elif (patch := draw(held, below, pen)) is not None:
                found.masks[below] = lay(patch, None)
    return found


def pen_of(plan: Plan) -> Pen:
    """How the layer of a plan is drawn."""
    return Pen(plan.weight, plan.fill, plan.zooms)


def descend(shapes: Shapes, tile: Tile, last: int, pen: Pen) -> Iterator[tuple[Tile, Shapes]]:
    """A tile and those below it down to a zoom, each with what of the shapes reaches into it, where anything does."""
    held = near(shapes, tile, pen)
    if not len(held):
        return
    yield tile, held
    if tile.z < last:
        for below in tile.children():
            yield from descend(held, below, last, pen)
