"""Square tiles of the Web Mercator map: which tile a place lies in, and which tiles a landscape needs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from mapapp.core.atlas import Home
from mapapp.core.mercator import northing

SIDE = 256  # pixels of a tile
NORTHERNMOST = 85.05112878  # degrees; the square map ends there


class Tile(NamedTuple):
    """A tile by zoom, column from the west and row from the north."""

    z: int
    x: int
    y: int

    def children(self) -> Iterator[Tile]:
        """The four tiles of the next zoom that cover the same ground."""
        for y in (2 * self.y, 2 * self.y + 1):
            for x in (2 * self.x, 2 * self.x + 1):
                yield Tile(self.z + 1, x, y)


def pixel(longitude: float, latitude: float, zoom: float) -> tuple[float, float]:
    """Pixels east and south of the map's north-western corner at a zoom, of a place in degrees."""
    whole = SIDE * 2.0**zoom
    return (longitude + 180) / 360 * whole, (1 - northing(latitude) / math.pi) / 2 * whole


class Span(NamedTuple):
    """A block of tiles of one zoom: first column, first row, how many columns and rows."""

    x: int
    y: int
    columns: int
    rows: int

    def holds(self, tile: Tile) -> bool:
        """Whether a tile of the same zoom belongs to the block."""
        return self.x <= tile.x < self.x + self.columns and self.y <= tile.y < self.y + self.rows


def span(extent: Home, zoom: int) -> Span:
    """The tiles of a zoom that cover an extent."""
    west, north = pixel(extent.west, min(extent.north, NORTHERNMOST), zoom)
    east, south = pixel(extent.east, max(extent.south, -NORTHERNMOST), zoom)
    left, top = int(west // SIDE), int(north // SIDE)
    most = 2**zoom - 1
    right, bottom = (min(math.ceil(edge / SIDE) - 1, most) for edge in (east, south))
    return Span(left, top, max(right - left + 1, 1), max(bottom - top + 1, 1))


def tiles(extent: Home, zoom: int) -> Iterator[Tile]:
    """The tiles of a zoom over an extent, row by row."""
    block = span(extent, zoom)
    for y in range(block.y, block.y + block.rows):
        for x in range(block.x, block.x + block.columns):
            yield Tile(zoom, x, y)
