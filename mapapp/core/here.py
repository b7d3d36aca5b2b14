"""What is at a place: its country, the nearest town, the state border, and the regions that hold it or may hold it.

Places are longitude and latitude in degrees (EPSG:4326); distances are geodesic, in kilometres, on the atlas's drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

import shapely
from shapely import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Home
from mapapp.core.features import Feature
from mapapp.core.measure import distance_km, ellipsoid
from mapapp.core.survey import Place

How = Literal["inside", "edge", "near", "unmeasured"]
"""Inside beyond doubt; inside, but in the band of doubt; outside, but in the band; inside an outline without a band."""

HOWS: tuple[How, ...] = ("inside", "unmeasured", "edge", "near")
STATE_BORDER = "state-border"  # what an edge follows when it was cut from the same line as the lands


@dataclass(frozen=True)
class Town:
    """The nearest town or village: how far, and in which direction from here in degrees, clockwise from north."""

    place: Place
    distance_km: float
    bearing: float


@dataclass(frozen=True)
class Border:
    """The nearest state border: between which countries, how far, and how far off its drawing may be (0: not known)."""

    countries: tuple[str, str]
    distance_km: float
    doubt_km: float

    @property
    def in_doubt(self) -> bool:
        """Whether the border is so near that the drawing cannot tell the side."""
        return self.distance_km <= self.doubt_km


@dataclass(frozen=True)
class Held:
    """A region and how surely it holds the place."""

    region: str
    how: How


@dataclass(frozen=True)
class Here:
    """What is at a place; `covered` tells whether the atlas knows land and towns there at all."""

    covered: bool
    country: str | None
    border: Border | None
    town: Town | None
    regions: tuple[Held, ...]


@dataclass(frozen=True)
class Ground:
    """All that can be at a place: the land of each country, towns, regions, and their bands of doubt by region."""

    extent: Home
    features: Sequence[Feature]
    bands: Mapping[str, Feature]
    places: Sequence[Place]
    lands: Mapping[str, BaseGeometry]

    def at(self, longitude: float, latitude: float, year: int | None = None) -> Here:
        """What is at a place, with the regions that are in force today or at the end of a year."""
        spot = Point(longitude, latitude)
        covered = self._covers.intersects(spot)
        return Here(
            covered=bool(covered),
            country=next((code for code, land in self.lands.items() if land.intersects(spot)), None),
            border=self._border(spot) if covered else None,
            town=self._town(longitude, latitude) if covered else None,
            regions=self._regions(spot, year),
        )

    @cached_property
    def _covers(self) -> BaseGeometry:
        landscape = shapely.box(self.extent.west, self.extent.south, self.extent.east, self.extent.north)
        return landscape.union(shapely.union_all([shapely.box(*land.bounds) for land in self.lands.values()]))

    @cached_property
    def _borders(self) -> Mapping[tuple[str, str], BaseGeometry]:
        """The lines that the lands of two countries have in common."""
        found = {}
        for (one, land), (other, further) in combinations(self.lands.items(), 2):
            common = land.boundary.intersection(further.boundary)
            lines = [part for part in getattr(common, "geoms", [common]) if isinstance(part, LineString)]
            if any(not line.is_empty for line in lines):
                found[one, other] = shapely.line_merge(MultiLineString(lines))
        return found

    @cached_property
    def _border_doubt_km(self) -> float:
        """The half-width of most kilometres of edge that follow a state border; a few stretches may be less sure."""
        lengths: dict[float, float] = {}
        for edge in (edge for band in self.bands.values() for edge in band.edges if edge.follows == STATE_BORDER):
            lengths[edge.half_width_m] = lengths.get(edge.half_width_m, 0.0) + edge.length_km
        return max(lengths, key=lambda width: lengths[width], default=0.0) / 1000

    def _border(self, spot: Point) -> Border | None:
        found = [Border(pair, distance_km(spot, line), self._border_doubt_km) for pair, line in self._borders.items()]
        return min(found, key=lambda border: border.distance_km, default=None)

    def _town(self, longitude: float, latitude: float) -> Town | None:
        def reach(place: Place) -> Town:
            bearing, _, metres = ellipsoid().inv(longitude, latitude, place.longitude, place.latitude)
            return Town(place, float(metres) / 1000, float(bearing) % 360)

        return min(map(reach, self.places), key=lambda town: town.distance_km, default=None)

    def _regions(self, spot: Point, year: int | None) -> tuple[Held, ...]:
        """The surest first; among equals the smallest first, because it says most of the place."""
        found = []
        for feature in self.features:
            how = self._how(feature, spot) if feature.holds(year) else None
            if how is not None:
                found.append((HOWS.index(how), feature.geometry.area, Held(feature.region, how)))
        return tuple(held for *_, held in sorted(found, key=lambda one: (*one[:2], one[2].region)))

    def _how(self, feature: Feature, spot: Point) -> How | None:
        band = self.bands.get(feature.region)
        inside, doubted = feature.geometry.intersects(spot), band is not None and band.geometry.intersects(spot)
        if inside:
            return "unmeasured" if band is None else "edge" if doubted else "inside"
        return "near" if doubted else None
