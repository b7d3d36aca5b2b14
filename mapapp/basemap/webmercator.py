"""Web Mercator (EPSG:3857) pixels, as web maps use them, and resampling of latitude-longitude grids into them."""

from __future__ import annotations

from math import degrees

import numpy as np
from numpy.typing import NDArray

from mapapp.basemap.gshhg import Box
from mapapp.core.mercator import northing

Grid = NDArray[np.float64]
"""A raster: rows run north to south, columns west to east."""


def mercator_rows(box: Box, height: int) -> Grid:
    """Return the latitude (degrees) at the middle of each of `height` equal Web Mercator rows, north first."""
    _west, south, _east, north = box
    top, bottom = (northing(lat) for lat in (north, south))
    steps = top + (np.arange(height) + 0.5) / height * (bottom - top)
    return np.degrees(np.arctan(np.sinh(steps)))


def image_height(box: Box, width: int) -> int:
    """Return the height that gives square Web Mercator pixels for an image of this width."""
    west, south, east, north = box
    span = degrees(northing(north) - northing(south))
    return round(width * span / (east - west))


def from_world_grid(grid: Grid, box: Box, width: int) -> Grid:
    """Resample a whole-world latitude-longitude grid (EPSG:4326) bilinearly to a Web Mercator image of the box."""
    west, _south, east, _north = box
    per_degree = grid.shape[1] / 360
    lats = mercator_rows(box, image_height(box, width))
    lons = west + (np.arange(width) + 0.5) / width * (east - west)
    rows = np.clip((90 - lats) * per_degree - 0.5, 0, grid.shape[0] - 1.001)[:, None]
    columns = np.clip((lons + 180) * per_degree - 0.5, 0, grid.shape[1] - 1.001)[None, :]
    top, left = rows.astype(int), columns.astype(int)
    down, right = rows - top, columns - left
    upper = grid[top, left] * (1 - right) + grid[top, left + 1] * right
    lower = grid[top + 1, left] * (1 - right) + grid[top + 1, left + 1] * right
    blended: Grid = upper * (1 - down) + lower * down
    return blended
