"""Last step: tiles and index in one SQLite file, written in one order, so that the same plan gives the same bytes.

The tiles follow the MBTiles 1.3 specification, so that a GIS can open them; `features` and `places` are our own tables.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from mapapp.core.tiling import Tile, span
from mapapp.prepare.placing import INDEX
from mapapp.prepare.plan import Plan

TABLES = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB,
    PRIMARY KEY (zoom_level, tile_column, tile_row));
CREATE TABLE features (id INTEGER PRIMARY KEY, fields TEXT, shape BLOB);
CREATE VIRTUAL TABLE places USING rtree (id, west, east, south, north);
"""


def assemble(target: Path, plan: Plan, told: Mapping[str, Any], pieces: Sequence[Path], drawn: Sequence[Path]) -> None:
    """Write the prepared file, whole or not at all. `told` is what the layer as a whole says of itself."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    coverage: dict[int, set[Tile]] = {}
    with closing(sqlite3.connect(part)) as base:
        base.executescript(TABLES)
        with base:
            # Written first, so that the beginning of the file tells what the rest was made from.
            base.execute("INSERT INTO metadata VALUES ('state', ?)", (plan.state,))
        with base:
            for tile, image in _tiles(drawn):
                coverage.setdefault(tile.z, set()).add(tile)
                base.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (tile.z, tile.x, 2**tile.z - 1 - tile.y, image))
            for piece in pieces:
                _index(base, piece / INDEX)
            base.executemany("INSERT INTO metadata VALUES (?, ?)", _metadata(plan, told, coverage))
    part.replace(target)


def _tiles(drawn: Sequence[Path]) -> Iterator[tuple[Tile, bytes]]:
    for path in drawn:
        with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
            columns = file.read_all().to_pydict()
        for z, x, y, image in zip(columns["z"], columns["x"], columns["y"], columns["image"], strict=True):
            yield Tile(z, x, y), image


def _index(base: sqlite3.Connection, path: Path) -> None:
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
        for number in range(file.num_record_batches):
            rows = file.get_batch(number).to_pydict()
            base.executemany(
                "INSERT INTO features VALUES (?, ?, ?)", zip(rows["id"], rows["fields"], rows["shape"], strict=True)
            )
            sides = (rows[side] for side in ("west", "east", "south", "north"))
            base.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?)", zip(rows["id"], *sides, strict=True))


def _metadata(plan: Plan, told: Mapping[str, Any], coverage: Mapping[int, set[Tile]]) -> list[tuple[str, str]]:
    """What MBTiles asks for, and what this program needs to know of the layer."""
    blocks = {}
    for zoom in range(plan.zooms[0], plan.zooms[1] + 1):
        block = span(plan.home, zoom)
        bits = bytearray((block.columns * block.rows + 7) // 8)
        for tile in coverage.get(zoom, ()):
            place = (tile.y - block.y) * block.columns + tile.x - block.x
            bits[place // 8] |= 1 << place % 8
        blocks[str(zoom)] = [*block, base64.b64encode(bytes(bits)).decode()]
    described = {
        "name": plan.layer,
        "format": "png",
        "type": "overlay",
        "version": "1",
        "description": f"Tiles and index of {plan.name}",
        "bounds": ",".join(f"{value:g}" for value in plan.extent),
        "minzoom": str(plan.zooms[0]),
        "maxzoom": str(plan.zooms[1]),
        "plan": plan.to_json(),
        "told": json.dumps(told, sort_keys=True),
        "coverage": json.dumps(blocks, sort_keys=True),
    }
    return sorted(described.items())
