"""How far around its landscape a map goes, and how near: what a base map covers and a reader may look at.

Zooms and pixels are those of web maps in Web Mercator (EPSG:3857): at zoom 0 the world is 256 pixels wide.
"""

from __future__ import annotations

from math import degrees, floor, log2, radians

from mapapp.core.atlas import Home
from mapapp.core.mercator import latitude_at, northing

FARTHEST_PX = 400  # about the size of the landscape, in pixels, when a reader has gone as far away as the map goes
AROUND_PX = (626, 528)  # what is seen then on each side of its middle, across and down
NEAREST = 13
DEPTH = 8  # zooms between the farthest and the nearest look

_EDGE = 85.0  # degrees of latitude where Web Mercator ends


def zooms(extent: Home) -> tuple[int, int]:
    """The least and the greatest zoom of the map of a landscape."""
    south, north = _up(extent.south), _up(extent.north)
    size = max(extent.east - extent.west, north - south)
    least = min(10, max(1, floor(log2(FARTHEST_PX * 360 / 256 / size))))
    return least, max(NEAREST, least + DEPTH)


def reach(extent: Home, more: float = 1.0) -> Home:
    """The box round a landscape that a reader may look at; with `more` than 1, a box so many times as wide and high."""
    degrees_a_pixel = 360 / 256 / 2 ** zooms(extent)[0]
    across, down = (px * degrees_a_pixel * more for px in AROUND_PX)
    middle = (extent.west + extent.east) / 2, (_up(extent.south) + _up(extent.north)) / 2
    return Home(
        west=max(-180.0, round(middle[0] - across, 4)),
        south=max(-_EDGE, round(_down(middle[1] - down), 4)),
        east=min(180.0, round(middle[0] + across, 4)),
        north=min(_EDGE, round(_down(middle[1] + down), 4)),
    )


def _up(latitude: float) -> float:
    """A latitude as Web Mercator draws it, in degrees of longitude north of the equator."""
    return degrees(northing(max(-_EDGE, min(_EDGE, latitude))))


def _down(height: float) -> float:
    """The latitude at a height of Web Mercator."""
    return latitude_at(radians(height))
