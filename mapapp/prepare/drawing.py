"""Draw shapes into tiles: Pillow draws into a grid four times as fine, and the tile is what share of it is covered.

What is drawn is a set of cells of that grid. Sets are joined: in which order does not show in the tile, not in one bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import shapely
from PIL import Image, ImageDraw

from mapapp.core.tiling import SIDE, Tile
from mapapp.store.tile_image import LEVELS, pack_tile

FINER = 4  # cells of the grid along a pixel
GRID = SIDE * FINER
STEP = 32  # cells to which patches are rounded: whole pixels and whole bytes
ROOM = 10  # pixels beyond a tile in which a shape still reaches into it: half the widest line or dot
MOST_STAMPED = 1_000_000  # cells that are covered one by one; a crowd is covered row by row
SMALLEST = 3 * FINER // 4  # cells across which everything is drawn at least

Shapes = np.ndarray[Any, np.dtype[np.object_]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Whole = np.ndarray[Any, np.dtype[np.int64]]
Grid = np.ndarray[Any, np.dtype[np.bool_]]
Mask = np.ndarray[Any, np.dtype[np.uint8]]
"""Two grids, of lines and dots and of fills, eight cells a byte: shape (2, GRID, GRID / 8)."""

POINT = 0  # as GEOS numbers kinds of shapes


class Patch(NamedTuple):
    """A part of a tile's grids, from the cell (left, top), packed as a mask is."""

    left: int
    top: int
    grids: Mask


@dataclass(frozen=True)
class Pen:
    """How a layer is drawn: width of lines in pixels, opacity of fills, the first and the last zoom of the map."""

    weight: float
    fill: float
    zooms: tuple[int, int]

    def line(self, zoom: int) -> int:
        """Width of a line in cells: half as wide on the smallest map, whole from five zooms on."""
        share = min(1.0, 0.5 + 0.1 * (zoom - self.zooms[0]))
        return max(SMALLEST, round(self.weight * share * FINER))

    def dot(self, zoom: int) -> int:
        """Width of a point in cells: less than a pixel on the smallest map, six and a half eight zooms on."""
        return max(SMALLEST, round(min(0.75 * 1.31 ** (zoom - self.zooms[0]), 7.0) * FINER))

    def unit(self, zoom: int) -> float:
        """Cells of a zoom's grid along a pixel of the last zoom, in which shapes are given."""
        return FINER / 2.0 ** (self.zooms[1] - zoom)


def near(shapes: Shapes, tile: Tile, pen: Pen) -> Shapes:
    """What of the shapes reaches into a tile, cut a little beyond its edge, so that the cut is never seen."""
    if not len(shapes):
        return shapes
    side = SIDE * 2.0 ** (pen.zooms[1] - tile.z)
    room = ROOM * 2.0 ** (pen.zooms[1] - tile.z)
    west, north = tile.x * side - room, tile.y * side - room
    east, south = west + side + 2 * room, north + side + 2 * room
    left, top, right, bottom = shapely.bounds(shapes).T
    touching = (left <= east) & (right >= west) & (top <= south) & (bottom >= north)
    found: Shapes = shapes[touching]
    inside = ((left >= west) & (right <= east) & (top >= north) & (bottom <= south))[touching]
    if inside.all():
        return found
    found[~inside] = shapely.clip_by_rect(found[~inside], west, north, east, south)
    kept: Shapes = found[~shapely.is_empty(found)]
    return kept


def draw(shapes: Shapes, tile: Tile, pen: Pen) -> Patch | None:
    """What these shapes, given in pixels of the last zoom, cover of a tile; None where that is nothing."""
    unit = pen.unit(tile.z)
    corner = np.array([tile.x, tile.y]) * float(GRID)
    parts = shapely.get_parts(shapely.get_parts(shapes))
    points = shapely.get_type_id(parts) == POINT
    bounds = shapely.bounds(parts) * unit - np.tile(corner, 2)
    small = (bounds[:, 2:] - bounds[:, :2]).max(axis=1, initial=0) <= SMALLEST
    width = max(pen.dot(tile.z) if points.any() else 0, pen.line(tile.z) if not points.all() else 0)
    canvas = _Canvas.over(bounds, width, pen, tile.z)
    if canvas is None:
        return None
    middles = (bounds[:, :2] + bounds[:, 2:]) / 2
    canvas.dots(middles[points], pen.dot(tile.z))
    canvas.dots(middles[small & ~points], SMALLEST)
    large = parts[~small & ~points]
    if len(large):
        simple = shapely.simplify(large, 0.5 / unit, preserve_topology=False)
        gone = shapely.is_empty(simple)
        simple[gone] = large[gone]
        areas = shapely.get_dimensions(simple) == 2
        canvas.lines(_paths(simple[~areas], unit, corner))
        for rings in _areas(simple[areas], unit, corner):
            canvas.area(rings)
    return canvas.patch()


def _paths(lines: Shapes, unit: float, corner: Floats) -> Iterator[Floats]:
    yield from _split(shapely.get_parts(lines), unit, corner)


def _areas(areas: Shapes, unit: float, corner: Floats) -> Iterator[list[Floats]]:
    """The rings of each polygon, the outer one first."""
    polygons = shapely.get_parts(areas)
    rings, owners = shapely.get_rings(polygons, return_index=True)
    of_polygon: list[Floats] = []
    before = -1
    for owner, ring in zip(owners.tolist(), _split(rings, unit, corner), strict=True):
        if owner != before and of_polygon:
            yield of_polygon
            of_polygon = []
        of_polygon.append(ring)
        before = owner
    if of_polygon:
        yield of_polygon


def _split(lines: Shapes, unit: float, corner: Floats) -> Iterator[Floats]:
    """The vertices of each line in cells of the tile's grid."""
    xy, owners = shapely.get_coordinates(lines, return_index=True)
    cells = xy * unit - corner
    yield from np.split(cells, np.flatnonzero(np.diff(owners)) + 1) if len(cells) else ()


class _Canvas:
    """The part of a tile's two grids that something is drawn in, from (left, top), while it is drawn."""

    def __init__(self, box: tuple[int, int, int, int], pen: Pen, zoom: int) -> None:
        self.left, self.top, right, bottom = box
        self.size = (right - self.left, bottom - self.top)
        self.width = pen.line(zoom)
        self.filled = pen.fill > 0
        self.outline = Image.new("L", self.size)
        self.inside: Image.Image | None = None
        self.discs: dict[int, list[Floats]] = {}

    @classmethod
    def over(cls, bounds: Floats, width: int, pen: Pen, zoom: int) -> _Canvas | None:
        """Room for shapes with these bounds, drawn so wide, in whole pixels and bytes; None beside the tile."""
        if not len(bounds):
            return None
        low = np.floor(bounds[:, :2].min(axis=0) - width - 1).clip(0, GRID) // STEP * STEP
        high = -(-np.ceil(bounds[:, 2:].max(axis=0) + width + 1).clip(0, GRID) // STEP) * STEP
        if (low >= high).any():
            return None
        return cls((int(low[0]), int(low[1]), int(high[0]), int(high[1])), pen, zoom)

    def dots(self, places: Floats, width: int) -> None:
        if len(places):
            self.discs.setdefault(width, []).append(places - (self.left, self.top))

    def lines(self, paths: Iterator[Floats]) -> None:
        pen = ImageDraw.Draw(self.outline)
        for path in paths:
            pen.line(self._flat(path), fill=255, width=self.width)
            self.dots(path, self.width)  # round ends and corners, which Pillow leaves open

    def area(self, rings: list[Floats]) -> None:
        if self.filled:
            self.inside = self.inside or Image.new("L", self.size)
            whole = len(rings) == 1
            ground = self.inside if whole else Image.new("L", self.size)
            pen = ImageDraw.Draw(ground)
            for number, ring in enumerate(rings):
                pen.polygon(self._flat(ring), fill=0 if number else 255)
            if not whole:
                self.inside.paste(255, mask=ground)
        self.lines(iter(rings))

    def patch(self) -> Patch:
        grids = np.zeros((2, self.size[1], self.size[0]), dtype=bool)
        np.greater(np.asarray(self.outline), 0, out=grids[0])
        for width, places in self.discs.items():
            _stamp(grids[0], np.concatenate(places), width)
        if self.inside is not None:
            np.greater(np.asarray(self.inside), 0, out=grids[1])
        return Patch(self.left, self.top, np.packbits(grids, axis=-1))

    def _flat(self, path: Floats) -> Any:
        """Vertices as Pillow reads them without asking for each: single floats in one block, of whole cells."""
        return np.floor(path - (self.left, self.top)).astype(np.float32).reshape(-1)


def _stamp(grid: Grid, places: Floats, width: int) -> None:
    """Put a disc of so many cells across at each place."""
    rows, columns = grid.shape
    reach = (width + 1) // 2
    at = np.floor(places - (width % 2 == 0) * 0.5).astype(np.int64)  # the middle of an even disc lies between cells
    at = at[((at >= -reach) & (at < (columns + reach, rows + reach))).all(axis=1)]
    if len(at) > 1:
        at = np.unique(at, axis=0)
    disc = _disc(width)
    if len(at) * len(disc) > MOST_STAMPED:
        _spread(grid, at, disc, reach)
        return
    cells = (at[:, None] + disc).reshape(-1, 2)
    cells = cells[((cells >= 0) & (cells < (columns, rows))).all(axis=1)]
    grid[cells[:, 1], cells[:, 0]] = True


@cache
def _disc(width: int) -> Whole:
    """The cells of a disc, across and down from its middle."""
    steps = np.arange(width) - (width - 1) // 2
    across, down = np.meshgrid(steps, steps)
    middle = steps.mean()
    within = (across - middle) ** 2 + (down - middle) ** 2 <= (width / 2) ** 2
    cells: Whole = np.stack([across, down], axis=-1)[within]
    return cells


def _spread(grid: Grid, at: Whole, disc: Whole, reach: int) -> None:
    """The same for a crowd of places: row by row of the disc, what lies within its run of a place is covered."""
    rows, columns = grid.shape
    crowd = np.zeros((rows + 2 * reach, columns + 4 * reach), dtype=np.int32)
    crowd[at[:, 1] + reach, at[:, 0] + 2 * reach] = 1
    so_far = np.concatenate([np.zeros((len(crowd), 1), dtype=np.int32), crowd.cumsum(axis=1)], axis=1)
    for down in np.unique(disc[:, 1]):
        run = disc[disc[:, 1] == down, 0]
        first, last = 2 * reach - run.max(), 2 * reach - run.min() + 1  # a place here covers the cells of its run
        lines = so_far[reach - down : reach - down + rows]
        grid |= lines[:, last : last + columns] > lines[:, first : first + columns]


def lay(patch: Patch, mask: Mask | None) -> Mask:
    """The grids of a tile with a patch laid upon what they hold already."""
    if mask is None:
        mask = np.zeros((2, GRID, GRID // 8), dtype=np.uint8)
    _, rows, columns = patch.grids.shape
    mask[:, patch.top : patch.top + rows, patch.left // 8 : patch.left // 8 + columns] |= patch.grids
    return mask


def picture(mask: Mask, pen: Pen) -> bytes | None:
    """The tile of a mask as a PNG, black until it is coloured; None when nothing can be seen in it."""
    bands = np.any(mask.reshape(2, GRID // STEP, STEP, GRID // 8), axis=(0, 2))  # what is empty is not worked out
    top, bottom = _ends(np.any(bands, axis=1), STEP)
    left, right = _ends(np.any(bands, axis=0), 8)
    if top >= bottom:
        return None
    left, right = left // STEP * STEP, -(-right // STEP) * STEP
    lines, fills = (_covered(grid[top:bottom, left // 8 : right // 8]) for grid in mask)
    part = np.round(np.maximum(lines, fills * pen.fill) * ((LEVELS - 1) / 255)).astype(np.uint8)
    if not part.any():
        return None
    levels = np.zeros((SIDE, SIDE), dtype=np.uint8)
    levels[top // FINER : bottom // FINER, left // FINER : right // FINER] = part
    rows = np.zeros((SIDE, 1 + SIDE // 2), dtype=np.uint8)
    rows[:, 1:] = (levels[:, ::2] << 4) | levels[:, 1::2]
    return pack_tile(rows.tobytes(), SIDE)


def _ends(held: Grid, step: int) -> tuple[int, int]:
    """Where what is held begins and ends, in cells."""
    where = np.flatnonzero(held)
    return (int(where[0]) * step, int(where[-1] + 1) * step) if len(where) else (0, 0)


def _covered(grid: np.ndarray[Any, np.dtype[np.uint8]]) -> Floats:
    """How much of each pixel is covered, from 0 to 255."""
    if not grid.any():
        return np.zeros((grid.shape[0] // FINER, grid.shape[1] * 8 // FINER))
    cells = Image.fromarray(np.unpackbits(grid, axis=-1) * np.uint8(255))
    return np.asarray(cells.reduce(FINER), dtype=np.float64)
