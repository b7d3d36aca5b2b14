"""The window through which paper shows the map: web mercator as on the page, in points of the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, floor, log2, log10, pi, radians
from typing import Any, Self

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Home
from mapapp.core.measure import ellipsoid
from mapapp.core.mercator import latitude_at, northing
from mapapp.core.view import Place

TILE = 256  # pixels round the globe at zoom 0
NEAREST, FARTHEST = 14.0, 3.0  # zooms; nearer than that there is nothing to see, farther the base map ends
POINT_M = 15_000  # metres on each side of a place without an extent
MARGIN = 20.0  # points that shapes reach beyond the frame, so that no cut edge shows
FINEST = 0.08  # points: less than a dot of a printer


@dataclass(frozen=True)
class Frame:
    """A box of `width` by `height` points around a centre (degrees); `pixel` is a page's pixel in points."""

    longitude: float
    latitude: float
    zoom: float
    width: float
    height: float
    pixel: float

    @classmethod
    def around(cls, box: Home, width: float, height: float, pixel: float, *, nearest: float = NEAREST) -> Self:
        """The frame that shows a whole box of degrees, no nearer than a zoom."""
        south, north = (_northing(at) for at in (box.south, box.north))
        spans = ((box.east - box.west) / 360, (north - south) / (2 * pi))
        zooms = (log2(side / pixel / TILE / span) for side, span in zip((width, height), spans, strict=True))
        middle = latitude_at((south + north) / 2)
        zoom = min(max(min(zooms), FARTHEST), nearest)
        return cls((box.west + box.east) / 2, middle, zoom, width, height, pixel)

    @classmethod
    def at(cls, place: Place, width: float, height: float, pixel: float) -> Self:
        """The frame around a place at its zoom."""
        latitude, longitude, zoom = place
        return cls(longitude, latitude, min(max(zoom, FARTHEST), NEAREST), width, height, pixel)

    @property
    def box(self) -> Home:
        """What the frame shows, in degrees."""
        return self._box(0)

    @property
    def world(self) -> float:
        """Points once round the globe."""
        return float(TILE * 2**self.zoom * self.pixel)

    def xy(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A place in points from the upper left corner."""
        x = self.width / 2 + (longitude - self.longitude) / 360 * self.world
        y = self.height / 2 - (_northing(latitude) - _northing(self.latitude)) / (2 * pi) * self.world
        return round(x, 2), round(y, 2)

    def inside(self, longitude: float, latitude: float) -> bool:
        """Whether the frame shows a place."""
        x, y = self.xy(longitude, latitude)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """What the frame shows of a geometry in degrees, and a little more, in points; it may be empty."""
        wide = self._box(MARGIN)
        sides = (wide.west, wide.south, wide.east, wide.north)
        try:
            part: BaseGeometry = shapely.clip_by_rect(geometry, *sides)
        except shapely.errors.GEOSException:  # a shape of the base map that crosses itself
            part = shapely.clip_by_rect(shapely.make_valid(geometry), *sides)
        if part.is_empty:
            return part
        moved: BaseGeometry = shapely.transform(part, self._moved)
        drawn: BaseGeometry = shapely.simplify(moved, FINEST, preserve_topology=False)
        return drawn

    def scale(self, share: float = 1 / 6) -> tuple[float, float]:
        """A round number of kilometres along the middle parallel, at most a share of the frame, and its points.

        Geodesic on WGS 84 (Karney 2013, by pyproj.Geod).
        """
        step, _, _ = ellipsoid().fwd(self.longitude, self.latitude, 90, 1e3)
        kilometre = (step - self.longitude) % 360 / 360 * self.world
        widest = self.width / kilometre * share
        unit = 10.0 ** floor(log10(widest))
        kilometres = max(part * unit for part in (1, 2, 5) if part * unit <= widest)
        return kilometres, kilometres * kilometre

    def ticks(self) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
        """Meridians and parallels that meet the edge: degrees, and points from the left and from the top."""
        box = self.box
        step = _step(box.east - box.west)
        meridians = [at * step for at in range(floor(box.west / step) + 1, floor(box.east / step) + 1)]
        parallels = [at * step for at in range(floor(box.south / step) + 1, floor(box.north / step) + 1)]
        return (
            [(at, self.xy(at, self.latitude)[0]) for at in meridians],
            [(at, self.xy(self.longitude, at)[1]) for at in parallels],
        )

    def _box(self, margin: float) -> Home:
        half_width = (self.width / 2 + margin) / self.world * 360
        half_height = (self.height / 2 + margin) / self.world * 2 * pi
        middle = _northing(self.latitude)
        south, north = (latitude_at(middle + side * half_height) for side in (-1, 1))
        west, east = max(self.longitude - half_width, -180.0), min(self.longitude + half_width, 180.0)
        return Home(west=west, south=south, east=east, north=north)

    def _moved(self, degrees_: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        x = self.width / 2 + (degrees_[:, 0] - self.longitude) / 360 * self.world
        heights = np.arcsinh(np.tan(np.radians(np.clip(degrees_[:, 1], -89.9, 89.9))))
        y = self.height / 2 - (heights - _northing(self.latitude)) / (2 * pi) * self.world
        return np.column_stack([x, y])


def around_shape(geometry: BaseGeometry) -> Home:
    """The box of a shape in degrees; a place gets fifteen kilometres on each side."""
    west, south, east, north = geometry.bounds
    if east - west < 1e-6 and north - south < 1e-6:
        tall = POINT_M / 111_000
        wide = tall / max(cos(radians(south)), 0.01)
        west, south, east, north = west - wide, south - tall, east + wide, north + tall
    room = 0.05 * max(east - west, north - south)
    return Home(west=west - room, south=south - room, east=east + room, north=north + room)


def _northing(latitude: float) -> float:
    return northing(min(max(latitude, -89.9), 89.9))


def _step(span: float) -> float:
    """Degrees from tick to tick: four to nine of them across a span."""
    return next((step for step in (1 / 60, 1 / 30, 1 / 12, 1 / 6, 0.25, 0.5, 1, 2, 5, 10) if span / step < 9), 20)
