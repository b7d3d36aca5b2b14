"""Web Mercator (EPSG:3857): how far up its map a latitude lies, and back."""

from __future__ import annotations

from math import asinh, atan, degrees, radians, sinh, tan


def northing(latitude: float) -> float:
    """How far north of the equator the map draws a latitude in degrees, in radians of longitude."""
    return asinh(tan(radians(latitude)))


def latitude_at(height: float) -> float:
    """The latitude in degrees at a northing."""
    return degrees(atan(sinh(height)))
