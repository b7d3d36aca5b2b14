"""The reference system of a reader's layer: recognised, or assumed where it can be, and left for EPSG:4326."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely

from mapapp.core.arrays import Array
from mapapp.core.atlas import Home
from mapapp.core.own.columns import clean_title
from mapapp.core.own.layer import Finding, RawLayer, UnreadableError
from mapapp.core.own.places import swapped_fits

DEGREES = "EPSG:4326"
SAME = frozenset({"EPSG:4326", "OGC:CRS84", "EPSG:4979", "OGC:CRS84h"})
_METRES = 1000  # no degree is as large


def to_degrees(
    raw: RawLayer, shapes: Array, asked: int | None, extent: Home
) -> tuple[Array, dict[str, str], tuple[Finding, ...]]:
    """Shapes in EPSG:4326 (longitude first), what their system is called and how that is known, and what was found.

    `asked` is an EPSG code that the reader names where the file names none. Raises UnreadableError.
    """
    if raw.crs is None and asked is None:
        if not in_degrees(shapes):
            raise UnreadableError(_beyond(shapes, extent, "no-crs-metres"))
        if raw.stated:
            return shapes, {"name": f"{DEGREES} WGS 84", "how": "stated"}, ()
        return shapes, {"name": f"{DEGREES} WGS 84", "how": "assumed"}, (Finding("crs-assumed", "warning"),)
    system, name = _known(raw.crs or f"EPSG:{asked}")
    how = {"name": name, "how": "stated" if raw.crs else "assumed"}
    if name.split(" ", 1)[0] in SAME or _is_wgs84(system):
        if not in_degrees(shapes):
            raise UnreadableError(_beyond(shapes, extent, "metres-as-degrees"))
        return shapes, how, ()
    moved = _moved(shapes, system)
    if not in_degrees(moved):
        raise UnreadableError("crs-does-not-fit", crs=name)
    return moved, how, (Finding("reprojected", "note", None, {"crs": name}),)


def in_degrees(shapes: Array) -> bool:
    """Whether all shapes lie within 180 degrees of longitude and 90 of latitude."""
    west, south, east, north = shapely.total_bounds(shapes)
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def _beyond(shapes: Array, extent: Home, metres: str) -> str:
    """Why coordinates are no degrees: metres, exchanged, or neither."""
    if float(np.abs(shapely.total_bounds(shapes)).max()) > _METRES:
        return metres
    return "axis-order" if swapped_fits(shapes, extent) else "beyond-degrees"


def _known(crs: str) -> tuple[pyproj.CRS, str]:
    try:
        system = pyproj.CRS.from_user_input(crs)
        found = system.to_authority(min_confidence=70)
        flat = pyproj.CRS.from_authority(*found) if found else system
    except pyproj.exceptions.CRSError as error:
        raise UnreadableError("unknown-crs") from error
    if flat.is_geocentric or flat.is_vertical or flat.is_engineering:
        raise UnreadableError("unknown-crs")
    name = clean_title(flat.name, 0)
    return flat, f"{':'.join(found)} {name}" if found else name


def _is_wgs84(system: pyproj.CRS) -> bool:
    return system.is_geographic and system.to_2d().to_epsg(min_confidence=90) == 4326


def _moved(shapes: Array, system: pyproj.CRS) -> Array:
    def places(xy: Array) -> Array:
        longitude, latitude = move.transform(xy[:, 0], xy[:, 1])
        return np.column_stack([longitude, latitude])

    try:
        move = pyproj.Transformer.from_crs(system, DEGREES, always_xy=True, allow_ballpark=True)
        moved: Array = shapely.transform(shapes, places)
    except pyproj.exceptions.ProjError as error:
        raise UnreadableError("crs-does-not-fit", crs=clean_title(system.name, 0)) from error
    return moved
