"""First step: the file in pieces, each a GeoParquet file of its own, which workers can take in any order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from mapapp.prepare.plan import Plan, PrepareError
from mapapp.prepare.source import ROW, SHAPE, Source, pieces, read

DEGREES = "EPSG:4326"
Tell = Callable[[int], None]
"""Hears how many features have been read."""


def write_pieces(source: Source, plan: Plan, folder: Path, tell: Tell) -> list[Path]:
    """Write what is not there yet of the pieces; returns all of them in the order of the file.

    Raises PrepareError for a file that ends too soon, or has no feature.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = sorted(folder.glob("*.parquet"))
    row = int(there[-1].stem) + pq.read_metadata(there[-1]).num_rows if there else 0
    tables = read(source, row)
    if plan.guard is not None:
        row, tables, there = 0, iter([_guarded(read(source), plan, tell)]), []
    for piece in pieces(tables, plan.most_features, plan.most_bytes):
        path = folder / f"{row:012}.parquet"
        part = path.with_suffix(".part")
        pq.write_table(_as_geoparquet(_sound(piece), row, plan), part)
        part.replace(path)
        there.append(path)
        row += piece.num_rows
        tell(row)
    if not there:
        message = f"{source.path}: holds no feature"
        raise PrepareError(message)
    return there


def _sound(piece: pa.Table) -> pa.Table:
    """The piece without shapes that cannot be read, such as an area of two corners; their rows stay and are counted."""
    shapes = shapely.from_wkb(piece.column(SHAPE).to_pandas().to_numpy(dtype=object), on_invalid="ignore")
    column = pa.array(shapely.to_wkb(shapes, output_dimension=2), type=pa.binary())
    return piece.set_column(piece.schema.get_field_index(SHAPE), SHAPE, column)


def _as_geoparquet(piece: pa.Table, row: int, plan: Plan) -> pa.Table:
    crs = json.loads(plan.crs if plan.guard is None else "null")
    column = {"encoding": "WKB", "geometry_types": []} | ({"crs": crs} if crs else {})
    stated = {"version": "1.0.0", "primary_column": SHAPE, "columns": {SHAPE: column}}
    numbered = piece.append_column(ROW, pa.array(range(row, row + piece.num_rows), type=pa.int64()))
    return numbered.replace_schema_metadata({b"geo": json.dumps(stated).encode()})


def _guarded(tables: Iterator[pa.Table], plan: Plan, tell: Tell) -> pa.Table:
    """Places of animals as the cells of the grid that hold them, each with the number of its records.

    Every vertex counts for the cell it lies in; nothing else of a record is kept. A cell is drawn as its square.
    """
    degrees = float(plan.guard or 0)
    found: Counter[tuple[int, int]] = Counter()
    row = 0
    for table in tables:
        shapes = shapely.from_wkb(table.column(SHAPE).to_pandas().to_numpy(dtype=object), on_invalid="ignore")
        found.update(_cells(gpd.GeoSeries(shapes, crs=plan.crs).to_crs(DEGREES).to_numpy(), degrees))
        row += table.num_rows
        tell(row)
    if not found:
        return pa.table({"f0": pa.array([], pa.int64()), SHAPE: pa.array([], pa.binary())})
    cells = np.array(sorted(found)) * degrees
    squares = shapely.box(*(cells - degrees / 2).T, *(cells + degrees / 2).T)
    counts = [found[cell] for cell in sorted(found)]
    return pa.table({"f0": pa.array(counts, pa.int64()), SHAPE: pa.array(shapely.to_wkb(squares), pa.binary())})


def _cells(shapes: np.ndarray[Any, Any], degrees: float) -> Counter[tuple[int, int]]:
    """How many shapes have a vertex in each cell; cells are named by the multiple of `degrees` at their middle."""
    xy, owners = shapely.get_coordinates(shapes, return_index=True)
    finite = np.isfinite(xy).all(axis=1)
    cells = np.round(xy[finite] / degrees).astype(np.int64)
    of_each = np.unique(np.column_stack([owners[finite], cells]), axis=0)
    return Counter((int(east), int(north)) for _, east, north in of_each)
