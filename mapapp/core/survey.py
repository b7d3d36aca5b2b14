"""What can be measured on the drawing of a region, and how far off each measure may be. Everything is geodesic.

Uncertainty comes from the bands of doubt: the least and the most that a measure can be if every edge lies as far in,
or as far out, as its band allows. A region without a band has no interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from shapely import Point, union_all
from shapely.geometry.base import BaseGeometry

from mapapp.core.features import Area, Edge, Feature
from mapapp.core.measure import area_km2, distance_km, interval_km2, length_km, shared_km

METHODS = {
    "area": "Geodesic area of the drawn polygon on WGS 84 (Karney 2013, by PROJ); least and most: the same without, "
    "and with, the whole band of doubt.",
    "perimeter": "Geodesic length of the drawn boundary, holes included. Generalised lines are too short.",
    "length": "Geodesic length of the drawn line. Generalised lines are too short.",
    "shared-border": "Geodesic length of the boundary that two drawn areas have in common.",
    "overlap": "Geodesic area of the part of the region that lies in the other one; least and most: both shrunk to the "
    "inside of their bands, and both grown to the outside.",
    "protected": "Share of the region's area, or of the line's length, inside drawn parks, reserves and refuges.",
    "nearest": "Geodesic distance between nearest points; least and most by the bands of both.",
}
"""How each measure is made, in words for `/data/measures.json`."""

SMALL_KM = 1.0  # a shared border or a strip below this is drawing, not geography
NARROWING = 3  # nearest in degrees need not be nearest on the ground: degrees differ by this factor up to 70 N
SMALL_KM2 = 1.0


@dataclass(frozen=True)
class Place:
    """A town or village of the base map; the lower its rank, the wider it is known."""

    names: Mapping[str, str]
    longitude: float
    latitude: float
    rank: int = 9


@dataclass(frozen=True)
class Interval:
    """A measure with the least and the most that the bands of doubt allow; both None without a band."""

    value: float
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Shared:
    """Boundary in common with another region, in kilometres."""

    other: str
    length_km: float


@dataclass(frozen=True)
class Overlap:
    """Area in common with another region in square kilometres, and its share of this region, from 0 to 1."""

    other: str
    area_km2: Interval
    share: float


@dataclass(frozen=True)
class Nearest:
    """What is nearest: a region's id or a place, and how far in kilometres."""

    to: str | Place
    distance_km: Interval


@dataclass(frozen=True)
class Survey:
    """All measures of one region; None or empty where a measure has no meaning for its kind of geometry.

    `within` are the protected areas that hold or meet a point; `credit` and `licence` are those of a drawing that
    differs from its layer's.
    """

    region: str
    kind: Literal["area", "line", "point"]
    area_km2: Interval | None
    length_km: float | None
    edges: tuple[Edge, ...]
    shared: tuple[Shared, ...]
    overlaps: tuple[Overlap, ...]
    protected: float | None
    within: tuple[str, ...]
    nearest_area: Nearest | None
    nearest_place: Nearest | None
    credit: str | None = None
    licence: str | None = None


@dataclass(frozen=True)
class Drawn:
    """A feature with the inside and the outside of its band."""

    feature: Feature
    band: BaseGeometry | None

    @property
    def shape(self) -> BaseGeometry:
        """As it is drawn."""
        return self.feature.geometry

    @cached_property
    def inside(self) -> BaseGeometry | None:
        """What is left when every edge lies as far in as it may; None without a band."""
        return self.shape.difference(self.band) if self.band is not None else None

    @cached_property
    def outside(self) -> BaseGeometry | None:
        """What it covers when every edge lies as far out as it may; None without a band."""
        return self.shape.union(self.band) if self.band is not None else None


@dataclass(frozen=True)
class EdgeKind:
    """All edges of a region that follow the same thing: their length, their share of the whole, their half-widths."""

    follows: str
    length_km: float
    share: float
    least_m: float
    most_m: float


def edge_kinds(edges: Sequence[Edge]) -> tuple[EdgeKind, ...]:
    """Edges by what they follow, the longest first."""
    whole = sum(edge.length_km for edge in edges)
    kinds: dict[str, list[Edge]] = {}
    for edge in edges:
        kinds.setdefault(edge.follows, []).append(edge)
    found = []
    for follows, same in kinds.items():
        length = sum(edge.length_km for edge in same)
        widths = [edge.half_width_m for edge in same]
        found.append(EdgeKind(follows, length, length / whole if whole else 1.0, min(widths), max(widths)))
    return tuple(sorted(found, key=lambda kind: (-kind.length_km, kind.follows)))


def survey(
    features: Sequence[Feature], bands: Mapping[str, Feature], protecting: Set[str], places: Iterable[Place]
) -> dict[str, Survey]:
    """Measure every region, in the order of `features`.

    `bands` are features of doubt by region; `protecting` are the regions that protected shares and distances are
    measured to. Only those that are in force count for that.
    """
    drawn = {f.region: Drawn(f, bands[f.region].geometry if f.region in bands else None) for f in features}
    others = {
        name: one
        for name, one in drawn.items()  # not in the order of the set, which differs from process to process
        if name in protecting and isinstance(one.shape, Area) and not one.feature.valid_to
    }
    spots = [(place, Point(place.longitude, place.latitude)) for place in places]
    cover = union_all([other.shape for other in others.values()])
    return {name: _survey_one(one, others, cover, spots, bands.get(name)) for name, one in drawn.items()}


def _survey_one(
    one: Drawn,
    others: Mapping[str, Drawn],
    cover: BaseGeometry,
    spots: Sequence[tuple[Place, Point]],
    band: Feature | None,
) -> Survey:
    region, shape = one.feature.region, one.shape
    kind: Literal["area", "line", "point"] = (
        "area" if isinstance(shape, Area) else "point" if one.feature.is_point else "line"
    )
    rest = {name: other for name, other in others.items() if name != region}
    is_protected = region in others
    within = tuple(name for name, other in rest.items() if kind == "point" and shape.intersects(other.shape))
    return Survey(
        region=region,
        kind=kind,
        area_km2=_area(one) if kind == "area" else None,
        length_km=length_km(shape) if kind != "point" else None,
        edges=band.edges if band else (),
        shared=_shared(shape, rest) if kind == "area" else (),
        overlaps=_overlaps(one, rest) if kind == "area" else (),
        protected=None if is_protected or not others or kind == "point" else _share(shape, cover, kind),
        within=within,
        nearest_area=None if within else _nearest_area(one, rest),
        nearest_place=_nearest_place(one, spots),
        credit=one.feature.text("credit"),
        licence=one.feature.text("licence"),
    )


def _area(one: Drawn) -> Interval:
    limits = interval_km2(one.shape, one.band) if one.band is not None else (None, None)
    return Interval(area_km2(one.shape), *limits)


def _shared(shape: BaseGeometry, others: Mapping[str, Drawn]) -> tuple[Shared, ...]:
    found = [
        Shared(name, shared_km(shape, other.shape)) for name, other in others.items() if shape.intersects(other.shape)
    ]
    return tuple(sorted((one for one in found if one.length_km >= SMALL_KM), key=lambda one: -one.length_km))


def _overlaps(one: Drawn, others: Mapping[str, Drawn]) -> tuple[Overlap, ...]:
    whole = area_km2(one.shape)
    found = []
    for name, other in others.items():
        if not one.shape.intersects(other.shape):
            continue
        common = area_km2(one.shape.intersection(other.shape))
        if common >= SMALL_KM2:
            found.append(Overlap(name, Interval(common, *_overlap_limits(one, other)), common / whole))
    return tuple(sorted(found, key=lambda overlap: -overlap.area_km2.value))


def _overlap_limits(one: Drawn, other: Drawn) -> tuple[float | None, float | None]:
    if one.inside is None or one.outside is None or other.inside is None or other.outside is None:
        return None, None
    return area_km2(one.inside.intersection(other.inside)), area_km2(one.outside.intersection(other.outside))


def _share(shape: BaseGeometry, cover: BaseGeometry, kind: str) -> float:
    size = area_km2 if kind == "area" else length_km
    return size(shape.intersection(cover)) / size(shape)


def _nearest_area(one: Drawn, others: Mapping[str, Drawn]) -> Nearest | None:
    """The nearest protected area that the region neither meets nor holds."""
    apart = {name: other for name, other in others.items() if not one.shape.intersects(other.shape)}
    if not apart:
        return None
    reach = NARROWING * min(one.shape.distance(other.shape) for other in apart.values())
    near = [name for name, other in apart.items() if one.shape.distance(other.shape) <= reach]
    name = min(near, key=lambda other: (distance_km(one.shape, apart[other].shape), other))
    other = apart[name]
    nearest = distance_km(one.shape, other.shape)
    if one.outside is None or other.outside is None:
        return Nearest(name, Interval(nearest))
    return Nearest(name, Interval(nearest, distance_km(one.outside, other.outside), _far(one, other)))


def _far(one: Drawn, other: Drawn) -> float | None:
    """The distance when both are as small as their bands allow; none when nothing sure is left of one."""
    if one.inside is None or other.inside is None or one.inside.is_empty or other.inside.is_empty:
        return None
    return distance_km(one.inside, other.inside)


def _nearest_place(one: Drawn, spots: Sequence[tuple[Place, Point]]) -> Nearest | None:
    if not spots:
        return None
    reach = NARROWING * min(one.shape.distance(spot) for _, spot in spots)
    near = [pair for pair in spots if one.shape.distance(pair[1]) <= reach]
    place, spot = min(near, key=lambda pair: distance_km(one.shape, pair[1]))
    least = distance_km(one.outside, spot) if one.outside is not None else None
    most = distance_km(one.inside, spot) if one.inside is not None and not one.inside.is_empty else None
    return Nearest(place, Interval(distance_km(one.shape, spot), least, most))
