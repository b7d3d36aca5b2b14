"""Whether a reader's layer lies where it should: in the landscape, axes in order, not shifted as maps of China are.

GCJ-02 is the coordinate system that map services in China must use: WGS 84 with an offset of some hundred metres that
varies from place to place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.core.arrays import Array
from mapapp.core.atlas import Home
from mapapp.core.own.layer import Finding, RawLayer

_NAMED = re.compile(
    r"gcj|bd-?09|mars.?coord|火星|amap|gaode|autonavi|高德|tencent|腾讯|baidu|百度|\badcode\b|\bpname\b|\badname\b",
    re.IGNORECASE,
)
_AXIS, _FLATTENING = 6378245.0, 0.00669342162296594323  # Krasovsky 1940, metres and squared eccentricity
CHINA = (73.0, 18.0, 135.1, 53.6)  # degrees; beyond it nothing is shifted
MOST_COMPARED = 2000  # vertices
NEAR, FAR = 0.002, 0.003  # degrees: what lies on a line, and what lies off it


def outside(shapes: Array, extent: Home) -> tuple[Finding, ...]:
    """How many shapes lie outside the landscape, and whether they would lie in it with their axes exchanged."""
    landscape = _box(extent)
    away = int((~shapely.intersects(shapes, landscape)).sum())
    if not away:
        return ()
    found = [Finding("outside-landscape", "warning", away)]
    if away > len(shapes) / 2 and swapped_fits(shapes, extent):
        found.insert(0, Finding("axis-order", "warning"))
    return tuple(found)


def swapped_fits(shapes: Array, extent: Home) -> bool:
    """Whether most shapes lie in the landscape once latitude and longitude are exchanged."""
    return bool(np.mean(shapely.intersects(swapped(shapes), _box(extent))) > 0.5)


def swapped(shapes: Array) -> Array:
    """The shapes with their axes exchanged."""
    return np.asarray(shapely.transform(shapes, lambda xy: xy[:, ::-1]))


def shifted(raw: RawLayer, shapes: Array, outlines: Iterable[BaseGeometry]) -> tuple[Finding, ...]:
    """Whether the layer says, or its lines show beside the atlas's own outlines, that it is in GCJ-02."""
    xy = shapely.get_coordinates(shapes)[:: max(1, int(shapely.get_num_coordinates(shapes).sum()) // MOST_COMPARED)]
    west, south, east, north = CHINA
    inside = (xy[:, 0] > west) & (xy[:, 0] < east) & (xy[:, 1] > south) & (xy[:, 1] < north)
    if not inside.any():
        return ()
    words = " ".join([raw.name, raw.layer, raw.crs or "", *(one.title for one in raw.fields)])
    if _NAMED.search(words):
        return (Finding("gcj-02", "warning", None, {"why": "named"}),)
    lines = shapely.union_all([one.boundary for one in outlines if shapely.get_dimensions(one) == 2])
    if lines.is_empty or inside.sum() < 4:
        return ()
    as_is, moved = (_off(places, lines) for places in (xy[inside], unshifted(xy[inside])))
    fits = np.median(moved) < NEAR / 4 and np.median(as_is) > FAR and np.median(moved) < np.median(as_is) / 4
    return (Finding("gcj-02", "warning", None, {"why": "fits"}),) if fits else ()


def unshifted(xy: Array) -> Array:
    """Places in GCJ-02 as WGS 84, to a metre or two: the offset is taken where it led to."""
    back: Array = 2 * xy - shifted_places(xy)
    return back


def shifted_places(xy: Array) -> Array:
    """Places in WGS 84 as GCJ-02 (degrees, longitude first), by the series that is known of its offset."""
    x, y = xy[:, 0] - 105.0, xy[:, 1] - 35.0
    root, waves = np.sqrt(np.abs(x)), (20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)) * 2 / 3
    up = -100 + 2 * x + 3 * y + 0.2 * y**2 + 0.1 * x * y + 0.2 * root + waves
    up += (20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3)) * 2 / 3
    up += (160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30)) * 2 / 3
    across = 300 + x + 2 * y + 0.1 * x**2 + 0.1 * x * y + 0.1 * root + waves
    across += (20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3)) * 2 / 3
    across += (150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30)) * 2 / 3
    latitude = np.radians(xy[:, 1])
    part = 1 - _FLATTENING * np.sin(latitude) ** 2
    north = up * 180 / (_AXIS * (1 - _FLATTENING) / (part * np.sqrt(part)) * np.pi)
    east = across * 180 / (_AXIS / np.sqrt(part) * np.cos(latitude) * np.pi)
    moved: Array = xy + np.column_stack([east, north])
    return moved


def _off(xy: Array, lines: BaseGeometry) -> Array:
    """How far places lie off the lines, in degrees."""
    shapely.prepare(lines)
    return np.asarray(shapely.distance(shapely.points(xy), lines))


def _box(extent: Home) -> BaseGeometry:
    return shapely.box(extent.west, extent.south, extent.east, extent.north)
