"""Read country and province polygons of the Digital Chart of the World (DCW-GMT, LGPL-3.0-or-later)."""

from __future__ import annotations

from functools import cache

import netCDF4
import numpy as np
from shapely import make_valid
from shapely.geometry import LinearRing, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from mapapp.basemap.packages import package_file

_SEPARATOR = 65535  # DCW-GMT stores this value between two rings


@cache
def dcw_rings(code: str) -> tuple[LinearRing, ...]:
    """Return the rings of one unit ("KP", "CNJL", "RUPRI" ...), EPSG:4326, the ring with most vertices first."""
    with netCDF4.Dataset(package_file("gmt-dcw", "usr/share/gmt-dcw/dcw-gmt.nc")) as dataset:
        axes = []
        for axis in ("lon", "lat"):
            variable = dataset.variables[f"{code}_{axis}"]
            variable.set_auto_maskandscale(False)
            raw = variable[:]
            degrees = raw / variable.getncattr("scale") + variable.getncattr("min")
            axes.append(np.where(raw == _SEPARATOR, np.nan, degrees))
    points = np.column_stack(axes)
    breaks = np.flatnonzero(np.isnan(points).any(axis=1))
    rings = [part[~np.isnan(part).any(axis=1)] for part in np.split(points, breaks)]
    return tuple(LinearRing(ring) for ring in sorted(rings, key=len, reverse=True) if len(ring) > 3)


@cache
def dcw_polygon(code: str) -> BaseGeometry:
    """Return one DCW unit as a (multi)polygon within some 200 m: to tell whose land is whose."""
    rings = [ring.simplify(0.002) for ring in dcw_rings(code)]  # at full detail a union takes minutes
    return unary_union([make_valid(Polygon(ring.coords)) for ring in rings])
