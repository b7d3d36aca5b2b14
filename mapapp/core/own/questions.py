"""What a reader's layer has to do with the regions of the atlas: overlaps, lengths and points inside, distances.

All geodesic, as the atlas measures itself. A reader's outline counts as it stands; least and most are by the bands of
doubt of the regions alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import GeometryCollection, MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from mapapp.core.arrays import Array
from mapapp.core.features import Area, Feature
from mapapp.core.measure import area_km2, distance_km, length_km
from mapapp.core.survey import NARROWING, Drawn

NEAREST = 3  # regions that do not touch it whose distance is told
MOST_TOUCHING = 12

Measure = Callable[[BaseGeometry], float]


@dataclass(frozen=True)
class Own:
    """A layer's areas united, and its lines and points one by one, as arrays."""

    areas: BaseGeometry
    lines: Array
    points: Array

    @classmethod
    def of(cls, shapes: Iterable[BaseGeometry]) -> Own:
        """The shapes of a layer by what they are."""
        parts = shapely.get_parts(np.array(list(shapes), dtype=object))
        kinds = shapely.get_dimensions(parts)
        return cls(shapely.union_all(parts[kinds == 2]), parts[kinds == 1], parts[kinds == 0])

    @property
    def everything(self) -> BaseGeometry:
        """All of it as one geometry."""
        return GeometryCollection([*shapely.get_parts(self.areas), *self.lines, *self.points])

    def area_km2(self, within: BaseGeometry) -> float:
        """Square kilometres of its areas in another area, each place once."""
        return _area(self.areas.intersection(within))

    def length_km(self, within: BaseGeometry) -> float:
        """Kilometres of its lines in an area, each line for itself."""
        return sum(map(_length, shapely.intersection(self.lines, within)))

    def count(self, within: BaseGeometry) -> float:
        """How many of its points lie in an area."""
        return int(shapely.intersects(self.points, within).sum())


def answers(own: Own, features: Sequence[Feature], bands: Mapping[str, Feature]) -> dict[str, Any]:
    """All answers about one layer but what-if, as JSON values: areas in km², lengths and distances in km, counts."""
    drawn = [Drawn(one, bands[one.region].geometry if one.region in bands else None) for one in features if one.holds()]
    holding = [one for one in drawn if isinstance(one.shape, Area)]
    area, length, count = _area(own.areas), sum(map(_length, own.lines)), len(own.points)
    doubt = shapely.union_all([one.band for one in holding if one.band is not None])
    return {
        "total": {"area_km2": area or None, "length_km": length or None, "count": count or None},
        "areas": [
            {**found, "share_of_own": found["area_km2"] / area, "share_of_region": found["area_km2"] / _area(one.shape)}
            for one in holding
            for found in _inside(one, "area_km2", own.area_km2)
        ],
        "lengths": [found for one in holding for found in _inside(one, "km", own.length_km)],
        "points": [found for one in holding for found in _inside(one, "count", own.count)],
        "bands": {"area_km2": own.area_km2(doubt), "length_km": own.length_km(doubt), "count": own.count(doubt)},
        "distances": _distances(own.everything, drawn),
    }


def _inside(one: Drawn, key: str, measure: Measure) -> list[dict[str, Any]]:
    """How much of a layer lies in a region, with the least and the most; nothing where they do not meet."""
    if one.inside is None or one.outside is None:
        value = measure(one.shape)
        return [{"region": one.feature.region, key: value, "interval": None}] if value else []
    most = measure(one.outside)
    if not most:
        return []
    value = measure(one.shape)
    limits = [min(measure(one.inside), value), max(most, value)]
    return [{"region": one.feature.region, key: value, "interval": limits}]


def _distances(own: BaseGeometry, drawn: Sequence[Drawn]) -> list[dict[str, Any]]:
    """Regions that touch the layer, at 0 km, and those that are nearest to it, the nearest first."""
    if own.is_empty:
        return []
    touching = [one for one in drawn if own.intersects(one.shape)]
    apart = sorted((float(own.distance(one.shape)), n) for n, one in enumerate(drawn) if one not in touching)
    reach = NARROWING * apart[min(NEAREST, len(apart)) - 1][0] if apart else 0.0
    near = [drawn[n] for degrees, n in apart if degrees <= reach]
    nearest = sorted(((distance_km(own, one.shape), one) for one in near), key=lambda found: found[0])[:NEAREST]
    found = [*((0.0, one) for one in touching[:MOST_TOUCHING]), *nearest]
    return [{"region": one.feature.region, "km": km, "interval": _span(own, one)} for km, one in found]


def _span(own: BaseGeometry, one: Drawn) -> list[float] | None:
    if one.inside is None or one.outside is None or one.inside.is_empty:
        return None
    return [distance_km(own, one.outside), distance_km(own, one.inside)]


def _area(geometry: BaseGeometry) -> float:
    return area_km2(MultiPolygon(list(_of_kind(geometry, 2))))


def _length(geometry: BaseGeometry) -> float:
    return length_km(MultiLineString(list(_of_kind(geometry, 1))))


def _of_kind(geometry: BaseGeometry, dimension: int) -> Array:
    """The parts of a geometry that are areas, or lines: set operations may leave others."""
    parts = shapely.get_parts(geometry)
    return np.asarray(parts[shapely.get_dimensions(parts) == dimension])
