"""The corridor profile: how deep continuous protected land reaches on each side of a line, station by station.

Measured by geodesic transects from outlines alone; docs/adr/0007 says why, and what this cannot tell.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import compress, pairwise
from statistics import fmean, median
from typing import Any

import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from mapapp.core.features import Area
from mapapp.core.measure import length_km, nearest_points
from mapapp.core.transect import Course, Position, Spans, clipped, depth, longest, overlap, ray, spans

GAP_KM = 0.3  # what rounding, slivers and the border line itself may leave open between two outlines that meet
CHORD_KM = 5.0  # the axis is smoothed over this much before and after a station to find its direction
PINCH_KM = 10.0  # a pinch is the narrowest place within this much before and after it
PINCH_MARGIN = 0.25  # and by this share narrower than the median


@dataclass(frozen=True)
class Station:
    """A place on the axis, with the continuous protected width to its left and right as one walks along.

    `least_km` and `most_km` bound the total width; `ends` are where it ends left and right; `capped` says that a side
    reaches the end of its transect; countries are those beside the axis; `share` is the protected share (0 to 1) of the
    whole transect's land.
    """

    distance_km: float
    longitude: float
    latitude: float
    left_km: float
    right_km: float
    least_km: float | None
    most_km: float | None
    left_country: str | None
    right_country: str | None
    ends: tuple[Position, Position]
    capped: bool
    share: float

    @property
    def width_km(self) -> float:
        """Both sides together."""
        return self.left_km + self.right_km


@dataclass(frozen=True)
class Crossing:
    """Something that meets the axis or lies near it, at its nearest place: how far along, and how far off."""

    id: str
    distance_km: float
    offset_km: float


@dataclass(frozen=True)
class Pinch:
    """A narrow place, by the index of its station."""

    station: int


@dataclass(frozen=True)
class Profile:
    """Stations along an axis, each in the middle of a piece `step_km` long, so that plain means are means over length.

    `left_out_km` is the length of those pieces of the axis that do not join the longest.
    """

    length_km: float
    left_out_km: float
    step_km: float
    reach_km: float
    stations: tuple[Station, ...]
    pinches: tuple[Pinch, ...]
    crossings: tuple[Crossing, ...]
    protected_share: float
    left_mean_km: float
    right_mean_km: float


def shared_axis(one: Area, other: Area) -> LineString:
    """Return the boundary that two areas share vertex by vertex (EPSG:4326), from south to north.

    Of several pieces it is the longest. Raises ValueError when no line is shared, or a closed one.
    """
    common = one.boundary.intersection(other.boundary)
    lines = [part for part in shapely.get_parts(common) if part.length > 0]
    if not lines:
        message = "the two areas share no line; a common border needs the same vertices on both sides"
        raise ValueError(message)
    axis, _ = longest(MultiLineString(lines))
    return axis.reverse() if axis.coords[0][::-1] > axis.coords[-1][::-1] else axis


def make_profile(  # noqa: PLR0913 - what is measured, its bounds, and three lengths that have defaults
    axis: LineString | MultiLineString,
    protected: Area,
    lands: Mapping[str, Area],
    crossings: Mapping[str, BaseGeometry],
    *,
    least: Area | None = None,
    most: Area | None = None,
    step_km: float = 2.0,
    reach_km: float = 20.0,
    crossing_km: float = 5.0,
) -> Profile:
    """Measure the profile of an axis: geodesic transects (Karney 2013, by pyproj.Geod) across its smoothed course.

    Geometries in EPSG:4326 degrees: `protected` is one area without inner borders, `lands` are countries that do not
    overlap (none: everything is land), `least` and `most` the protected area less and plus the bands of doubt along
    its edges (a border inside it, as the axis may be, is no edge). `step_km` is rounded so that equal pieces fill the
    axis; `reach_km` is the length of a transect to each side; what lies farther than `crossing_km` off is no crossing.
    Raises ValueError for an axis that is no open line in degrees, an area that is none, or a length not above 0.
    """
    line, left_out_km = longest(axis)
    bounds = {"least": least, "most": most}
    areas = {"protected": protected} | {name: area for name, area in bounds.items() if area is not None}
    _check({**lands, **areas}, {"step_km": step_km, "reach_km": reach_km, "crossing_km": crossing_km})
    sizes = [areas.get(name, protected).area for name in ("least", "protected", "most")]
    if any(small > large * (1 + 1e-6) for small, large in pairwise(sizes)):
        message = "least must be the smaller and most the larger area; are they exchanged?"
        raise ValueError(message)
    course = Course.along(line)
    count = max(1, round(course.length / step_km))
    step = course.length / count
    near, here = clipped(areas, line, reach_km), clipped(lands, line, reach_km)
    stations = tuple(_station(course, (index + 0.5) * step, reach_km, near, here) for index in range(count))
    placed = (_crossing(name, crossings[name], line) for name in sorted(crossings))
    return Profile(
        length_km=course.length,
        left_out_km=left_out_km,
        step_km=step,
        reach_km=reach_km,
        stations=stations,
        pinches=_pinches(stations),
        crossings=tuple(sorted((c for c in placed if c.offset_km <= crossing_km), key=lambda c: c.distance_km)),
        protected_share=fmean(station.share for station in stations),
        left_mean_km=fmean(station.left_km for station in stations),
        right_mean_km=fmean(station.right_km for station in stations),
    )


def to_json(profile: Profile) -> dict[str, Any]:
    """Return a profile as plain JSON values: degrees to 5 decimals (about 1 m), shares to 3, kilometres to 2."""
    decimals = {"longitude": 5, "latitude": 5, "ends": 5, "share": 3, "protected_share": 3}

    def plain(value: Any, places: int = 2) -> Any:
        if isinstance(value, dict):
            return {key: plain(item, decimals.get(key, 2)) for key, item in value.items()}
        if isinstance(value, tuple):
            return [plain(item, places) for item in value]
        return round(value, places) if isinstance(value, float) else value

    return {key: plain({key: value})[key] for key, value in asdict(profile).items()}


def _station(
    course: Course, km: float, reach_km: float, areas: Mapping[str, BaseGeometry], lands: Mapping[str, BaseGeometry]
) -> Station:
    origin, bearing = course.at(km), course.bearing(km, CHORD_KM)
    rays = [ray(origin, bearing + turn, reach_km) for turn in (-90, 90)]
    cuts = {name: [spans(line, area) for line in rays] for name, area in areas.items()}
    width = {name: sum(depth(side, GAP_KM) for side in sides) for name, sides in cuts.items()}
    left, right = (depth(side, GAP_KM) for side in cuts["protected"])
    countries = [{code: spans(line, land) for code, land in lands.items()} for line in rays]
    land = [sum(side.values(), ()) if lands else ((0.0, reach_km),) for side in countries]
    land_km = sum(overlap(side, ((0.0, reach_km),)) for side in land)
    protected_km = sum(map(overlap, cuts["protected"], land))
    return Station(
        distance_km=km,
        longitude=origin[0],
        latitude=origin[1],
        left_km=left,
        right_km=right,
        least_km=min(width["least"], left + right) if "least" in width else None,  # rounding may differ by 1e-9
        most_km=max(width["most"], left + right) if "most" in width else None,
        left_country=_holder(countries[0], left),
        right_country=_holder(countries[1], right),
        ends=(_end(origin, bearing - 90, left), _end(origin, bearing + 90, right)),
        capped=max(left, right) > reach_km - 1e-3,
        share=min(protected_km / land_km, 1.0) if land_km else 0.0,
    )


def _end(origin: Position, azimuth: float, km: float) -> Position:
    longitude, latitude = ray(origin, azimuth, km).coords[-1]
    return longitude, latitude


def _holder(countries: Mapping[str, Spans], width_km: float) -> str | None:
    """The country that holds most of a side near the axis: beyond its smoothing, a bent axis may come back."""
    near = ((0.0, min(width_km or CHORD_KM, CHORD_KM)),)
    held = {code: overlap(inside, near) for code, inside in countries.items()}
    return max((code for code in sorted(held) if held[code] > 0), key=lambda code: held[code], default=None)


def _crossing(name: str, geometry: BaseGeometry, line: LineString) -> Crossing:
    if geometry.is_empty:
        message = f"crossing {name} has no coordinates"
        raise ValueError(message)
    place, other = nearest_points(line, geometry)
    before = substring(line, 0, line.project(place))
    return Crossing(name, length_km(before), length_km(LineString([place, other])))


def _pinches(stations: Sequence[Station]) -> tuple[Pinch, ...]:
    """Narrowest places of their surroundings; equal neighbours count once, and where the axis ends is none."""
    widths = [round(station.width_km, 3) for station in stations]
    limit = (1 - PINCH_MARGIN) * median(widths)
    groups: list[list[int]] = []
    for index, station in enumerate(stations):
        near = [abs(other.distance_km - station.distance_km) <= PINCH_KM for other in stations]
        if widths[index] >= limit or widths[index] > min(compress(widths, near)):
            continue
        if groups and near[groups[-1][-1]]:
            groups[-1].append(index)
        else:
            groups.append([index])
    inner = (group for group in groups if group[0] > 0 and group[-1] < len(stations) - 1)
    return tuple(Pinch(group[(len(group) - 1) // 2]) for group in inner)


def _check(areas: Mapping[str, BaseGeometry], lengths: Mapping[str, float]) -> None:
    for name, area in areas.items():
        if not (isinstance(area, Area) and area.is_valid):
            message = f"{name} must be a valid area (polygon or multipolygon)"
            raise ValueError(message)
    for name, value in lengths.items():
        if not (math.isfinite(value) and value > 0):
            message = f"{name} is {value}; it must be above 0"
            raise ValueError(message)
