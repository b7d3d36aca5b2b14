"""Where each region lies, from its drawing: a town it is known by, what holds it, what it touches, what is near.

Directions are eight points of the compass, by the azimuth in the middle of the geodesic, so that one place lies west of
another exactly when the other lies east of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Literal

import shapely
from shapely import LineString, Point, STRtree
from shapely.geometry.base import BaseGeometry

from mapapp.core.features import Area, Feature
from mapapp.core.measure import ellipsoid, shared_km
from mapapp.core.survey import SMALL_KM, Place, Survey

Direction = Literal["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"]
Relation = Literal["around", "inside", "border", "overlaps", "meets", "apart"]
DIRECTIONS: tuple[Direction, ...] = (
    "north",
    "northeast",
    "east",
    "southeast",
    "south",
    "southwest",
    "west",
    "northwest",
)
ORDER: tuple[Relation, ...] = ("around", "border", "overlaps", "meets", "inside", "apart")

LARGE = 2  # the rank to which a town of the base map is known beyond its surroundings
CLOSE_KM = 1.0  # nearer than this a point is at a place, not beside it
WHOLE = 0.95  # the share from which on a region lies inside another, for all that lines this coarse can say
SLIVER = 0.05  # two areas that share a border overlap when the smaller has more than this in common with the other
APART = 3  # how many regions that it does not touch are named
STEP_KM = 3.0  # the middle of a region is its centre of mass, or the point inside it: no sense in nearer directions


@dataclass(frozen=True)
class Landmark:
    """A town, how far from it the region lies in kilometres, and in which direction as seen from it."""

    place: Place
    distance_km: float
    direction: Direction


@dataclass(frozen=True)
class Neighbour:
    """Another region as seen from this one.

    `shared_km` is the common border, `distance_km` the way between the nearest places, both None where they say
    nothing; `direction` is None where the other lies all round.
    """

    region: str
    relation: Relation
    direction: Direction | None
    distance_km: float | None = None
    shared_km: float | None = None


@dataclass(frozen=True)
class Surroundings:
    """Where a region lies.

    `landmark` is a large town, measured to the region's middle; of a point it may be the nearest village. `toward` is
    the direction of the nearest place from the region's edge, None when that lies inside. `coast_km` is the length of
    the region's edge that follows a coast; `at_sea` says that no land is under any of it,
    `inland` that land is under all of it; neither is said where no land is known.
    """

    region: str
    landmark: Landmark | None
    toward: Direction | None
    neighbours: tuple[Neighbour, ...]
    coast_km: float = 0.0
    at_sea: bool = False
    inland: bool = False


def azimuth(start: Point, end: Point) -> float:
    """Degrees from north, 0 to 360, of the geodesic between two places in its middle (Karney 2013, by pyproj.Geod)."""
    forth, back, _ = ellipsoid().inv(start.x, start.y, end.x, end.y)
    arriving = back + 180
    return float((forth + ((arriving - forth + 180) % 360 - 180) / 2) % 360)


def direction(start: Point, end: Point) -> Direction:
    """Where the end lies as seen from the start."""
    return DIRECTIONS[int((azimuth(start, end) + 22.5) % 360 // 45)]


def apart_km(start: Point, end: Point) -> float:
    """Geodesic kilometres between two places."""
    return float(ellipsoid().inv(start.x, start.y, end.x, end.y)[2]) / 1e3


def middle(shape: BaseGeometry) -> Point:
    """The centre of mass of an area where that lies inside, the half-way point of a line, the point itself."""
    if isinstance(shape, LineString):
        return Point(shapely.line_interpolate_point(shape, 0.5, normalized=True))
    centre = Point(shape.centroid)
    return centre if not isinstance(shape, Area) or shape.contains(centre) else Point(shape.representative_point())


def surroundings(
    features: Sequence[Feature],
    surveys: Mapping[str, Survey],
    places: Iterable[Place],
    lands: Mapping[str, BaseGeometry],
) -> dict[str, Surroundings]:
    """Where every region lies, in the order of `features`; neighbours are regions that are in force.

    `surveys` has what was measured before, `lands` is the land of each country (EPSG:4326).
    """
    whole = _Landscape(features, surveys, tuple(places), tuple(lands.values()))
    return {feature.region: whole.around(feature) for feature in features}


class _Landscape:
    """All regions with their middles, in degrees and in a plane in which a degree is as long either way."""

    def __init__(
        self,
        features: Sequence[Feature],
        surveys: Mapping[str, Survey],
        places: tuple[Place, ...],
        lands: tuple[BaseGeometry, ...],
    ) -> None:
        self.surveys, self.places, self.lands = surveys, places, lands
        self.land = shapely.union_all(lands)
        self.shapes = {feature.region: feature.geometry for feature in features}
        self.middles = {name: middle(shape) for name, shape in self.shapes.items()}
        self.present = [feature.region for feature in features if not feature.valid_to]
        latitudes = [point.y for point in self.middles.values()]
        self.narrow = cos(radians(sum(latitudes) / len(latitudes))) if latitudes else 1.0
        self.flat = {name: self._flat(shape) for name, shape in self.shapes.items()}
        self.tree = STRtree([self.flat[name] for name in self.present])
        for shape in self.shapes.values():
            shapely.prepare(shape)

    def around(self, feature: Feature) -> Surroundings:
        """Where one region lies."""
        name, survey = feature.region, self.surveys[feature.region]
        touching = [self._touching(name, other) for other in self._others(name) if self._meets(name, other)]
        kept = sorted(touching, key=lambda found: (ORDER.index(found.relation), -(found.shared_km or 0)))
        return Surroundings(
            region=name,
            landmark=self._landmark(name, survey),
            toward=self._toward(name, survey),
            neighbours=(*kept, *self._nearest(name, {found.region for found in touching})),
            coast_km=sum(edge.length_km for edge in survey.edges if edge.follows == "coast"),
            at_sea=bool(self.lands) and not any(land.intersects(feature.geometry) for land in self.lands),
            inland=_share(self.land.intersection(feature.geometry), feature.geometry) > 1 - SLIVER,
        )

    def _flat(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, lambda xy: xy * (self.narrow, 1.0))

    def _link(self, one: BaseGeometry, other: BaseGeometry) -> tuple[Point, Point]:
        """The nearest places of two shapes of the plane, in degrees: as good as a whole kilometre needs."""
        start, end = shapely.shortest_line(one, other).coords
        return Point(start[0] / self.narrow, start[1]), Point(end[0] / self.narrow, end[1])

    def _others(self, name: str) -> Iterator[str]:
        return (other for other in self.present if other != name)

    def _meets(self, name: str, other: str) -> bool:
        return bool(self.shapes[name].intersects(self.shapes[other]))

    def _touching(self, name: str, other: str) -> Neighbour:
        one, two = self.shapes[name], self.shapes[other]
        common = one.intersection(two)
        mine, theirs = _share(common, one), _share(common, two)
        if mine >= WHOLE and isinstance(two, Area):
            return Neighbour(other, "around", None)
        if theirs >= WHOLE and isinstance(one, Area):
            return Neighbour(other, "inside", self._bearing(name, self.middles[other]))
        toward = self._bearing(name, middle(common))
        if not (isinstance(one, Area) and isinstance(two, Area)):
            return Neighbour(other, "meets", toward)
        if max(mine, theirs) > SLIVER:
            return Neighbour(other, "overlaps", toward)
        shared = next((s.length_km for s in self.surveys[name].shared if s.other == other), None)
        shared = shared_km(one, two) if shared is None else shared
        return Neighbour(other, "border" if shared >= SMALL_KM else "meets", toward, shared_km=shared or None)

    def _bearing(self, name: str, to: Point) -> Direction | None:
        start = self.middles[name]
        return direction(start, to) if apart_km(start, to) >= STEP_KM else None

    def _nearest(self, name: str, touching: set[str]) -> list[Neighbour]:
        """The nearest regions that it does not touch, the nearest first."""
        others = [other for other in self._others(name) if other not in touching]
        shape = self.flat[name]
        others.sort(key=lambda other: (shape.distance(self.flat[other]), other))
        found = []
        for other in others[:APART]:
            start, end = self._link(shape, self.flat[other])
            found.append(Neighbour(other, "apart", direction(start, end), self._distance(name, other, start, end)))
        return sorted(found, key=lambda neighbour: (neighbour.distance_km, neighbour.region))

    def _distance(self, name: str, other: str, start: Point, end: Point) -> float:
        measured = self.surveys[name].nearest_area
        return measured.distance_km.value if measured and measured.to == other else apart_km(start, end)

    def _toward(self, name: str, survey: Survey) -> Direction | None:
        near = survey.nearest_place
        if near is None or isinstance(near.to, str) or near.distance_km.value == 0:
            return None
        spot = Point(near.to.longitude, near.to.latitude)
        start, _ = self._link(self.flat[name], self._flat(spot))
        return direction(start, spot)

    def _landmark(self, name: str, survey: Survey) -> Landmark | None:
        """The nearest large town to a region's middle; the nearest place at all where that is at hand to a point."""
        if survey.kind == "point" and survey.nearest_place and survey.nearest_place.distance_km.value < CLOSE_KM:
            pool = tuple(place for place in (survey.nearest_place.to,) if isinstance(place, Place))
        else:
            pool = tuple(place for place in self.places if place.rank <= LARGE) or self.places
        centre = self.middles[name]
        spots = [(apart_km(Point(place.longitude, place.latitude), centre), n) for n, place in enumerate(pool)]
        if not spots:
            return None
        away, n = min(spots)
        place = pool[n]
        return Landmark(place, away, direction(Point(place.longitude, place.latitude), centre))


def _share(common: BaseGeometry, shape: BaseGeometry) -> float:
    """The share of a shape that lies in what it has in common with another; all of a point that meets it."""
    if isinstance(shape, Area):
        return float(common.area / shape.area)
    return float(common.length / shape.length) if shape.length else 1.0
