"""Third step, a tile at a time: join what the pieces drew on the small maps, and draw the large maps cell by cell."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely

from mapapp.core.tiling import Tile, span
from mapapp.prepare.drawing import Mask, Shapes, draw, lay, picture
from mapapp.prepare.placing import CELLS, SMALL_MAPS, descend, pen_of
from mapapp.prepare.plan import Plan

AS_OBJECT = 200  # bytes that a shape takes in memory beside its coordinates
TILE_SCHEMA = pa.schema([("z", pa.int32()), ("x", pa.int32()), ("y", pa.int32()), ("image", pa.binary())])


def join(tile: Tile, pieces: Sequence[str], plan: Plan, work: Path) -> str:
    """Draw one tile of a small map from what each of the pieces drew of it."""
    mask: Mask | None = None
    for piece in pieces:
        with np.load(work / "placed" / piece / SMALL_MAPS) as grids:
            drawn = grids[name_of(tile)]
        mask = drawn if mask is None else mask | drawn
    return _keep({} if mask is None else {tile: mask}, plan, work / "tiles" / f"{name_of(tile)}.arrow")


def draw_cell(cell: Tile, pieces: Sequence[tuple[str, int]], plan: Plan, work: Path) -> str:
    """Draw the tiles below a cell, to the last zoom, from the shapes that the pieces dealt out to it."""
    pen = pen_of(plan)
    masks: dict[Tile, Mask] = {}
    for shapes in _gathered(pieces, plan, work):
        for tile, held in descend(shapes, cell, pen.zooms[1], pen):
            if not span(plan.home, tile.z).holds(tile):
                continue
            patch = draw(held, tile, pen)
            if patch is not None:
                masks[tile] = lay(patch, masks.get(tile))
    return _keep(masks, plan, work / "tiles" / f"{name_of(cell)}.arrow")


def _gathered(pieces: Iterable[tuple[str, int]], plan: Plan, work: Path) -> Iterator[Shapes]:
    """What the pieces dealt out to a cell, as much at once as a piece may hold: a tile costs much, a shape little."""
    wkb: list[bytes] = []
    weight = 0
    for piece, place in pieces:
        with (
            pa.memory_map(str(work / "placed" / piece / CELLS)) as source,
            pa.ipc.open_file(source) as file,
        ):
            held = file.get_batch(place).column(0)
            more = held.nbytes + AS_OBJECT * len(held)
            if wkb and weight + more > plan.most_bytes:
                yield shapely.from_wkb(wkb)
                wkb, weight = [], 0
            wkb += held.to_pylist()
            weight += more
    if wkb:
        yield shapely.from_wkb(wkb)


def name_of(tile: Tile) -> str:
    """A tile as file names have it."""
    return f"{tile.z}-{tile.x}-{tile.y}"


def _keep(masks: Mapping[Tile, Mask], plan: Plan, path: Path) -> str:
    """Write the pictures of the tiles in which anything can be seen."""
    pen = pen_of(plan)
    made = ((tile, picture(mask, pen)) for tile, mask in sorted(masks.items()))
    _write(path, [(tile, image) for tile, image in made if image is not None])
    return path.name


def _write(path: Path, pictures: Iterable[tuple[Tile, bytes]]) -> None:
    rows = [(*tile, image) for tile, image in pictures]
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    arrays = [pa.array(values, kind) for values, kind in zip(columns, TILE_SCHEMA.types, strict=True)]
    near, start = path.parent, f".{path.name}."  # a name of its own, should two draw the same
    with (
        tempfile.NamedTemporaryFile(dir=near, prefix=start, delete=False) as part,
        pa.ipc.new_file(part, TILE_SCHEMA) as file,
    ):
        file.write_batch(pa.record_batch(arrays, schema=TILE_SCHEMA))
    Path(part.name).replace(path)
