from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import TypeVar

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, affinity, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.features import Area
from mapapp.core.profile import Profile, make_profile, to_json

# Shapes are laid out in kilometres round 131 E 43 N and brought to degrees by another way than the one under test.
PLANE = "+proj=tmerc +lat_0=43 +lon_0=131 +k=1 +units=km +ellps=WGS84"
TO_DEGREES = Transformer.from_crs(PLANE, "EPSG:4326", always_xy=True)
AXIS = LineString([(0, 0), (0, 100)])
WIDE = box(-7, -20, 4, 120)
HALF_TURNS = [0, 33, 90, 147]


Shape = TypeVar("Shape", bound=BaseGeometry)


def _degrees(kilometres: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(TO_DEGREES.transform(*kilometres.T))


def on_earth(kilometres: Shape) -> Shape:
    """A shape in kilometres as one in degrees; its straight sides stay straight on the ground."""
    shape = shapely.transform(shapely.segmentize(kilometres, 1), _degrees)
    assert isinstance(shape, type(kilometres))
    return shape


def area(shape: BaseGeometry) -> Area:
    assert isinstance(shape, (Polygon, MultiPolygon))
    return shape


def profile_of(
    protected: Area, axis: LineString = AXIS, least: Area | None = None, most: Area | None = None, reach_km: float = 20
) -> Profile:
    least, most = (None if bound is None else on_earth(bound) for bound in (least, most))
    return make_profile(on_earth(axis), on_earth(protected), {}, {}, least=least, most=most, reach_km=reach_km)


def strip(half_widths: list[float], step: float = 10) -> Polygon:
    """An area along AXIS, as wide to the left as to the right, with its half-widths given every so many kilometres."""
    edge = [(width, index * step) for index, width in enumerate(half_widths)]
    return Polygon([*edge, *[(-width, y) for width, y in reversed(edge)]])


def waves(amplitude: float, length: float) -> LineString:
    return LineString([(amplitude * math.sin(2 * math.pi * y / length), y) for y in range(101)])


@pytest.mark.parametrize("angle", HALF_TURNS)
def test_known_widths_are_measured_to_a_thousandth_whichever_way_the_axis_runs(angle: float) -> None:
    protected, axis = (affinity.rotate(shape, angle, origin=(0, 0)) for shape in (WIDE, AXIS))
    assert isinstance(axis, LineString)
    profile = profile_of(area(protected), axis)
    assert len(profile.stations) == 50
    assert [station.left_km for station in profile.stations] == pytest.approx([7] * 50, rel=1e-3)
    assert [station.right_km for station in profile.stations] == pytest.approx([4] * 50, rel=1e-3)
    assert (profile.left_mean_km, profile.right_mean_km) == pytest.approx((7, 4), rel=1e-3)
    assert profile.protected_share == pytest.approx(11 / 40, rel=1e-3)


def test_stations_stand_in_the_middle_of_equal_pieces_of_the_drawn_line() -> None:
    axis = waves(3, 12)
    profile = profile_of(WIDE, axis)
    assert profile.length_km == pytest.approx(axis.length, rel=1e-4)
    assert profile.length_km > 130
    assert profile.step_km * len(profile.stations) == pytest.approx(profile.length_km)
    assert profile.step_km == pytest.approx(2, abs=0.05)
    distances = [station.distance_km for station in profile.stations]
    assert distances[0] == pytest.approx(profile.step_km / 2)
    assert [b - a for a, b in pairwise(distances)] == pytest.approx([profile.step_km] * (len(distances) - 1))
    places = shapely.points([(station.longitude, station.latitude) for station in profile.stations])
    assert max(shapely.distance(places, on_earth(axis))) < 1e-9


def test_the_ends_of_a_station_are_where_the_protected_land_ends() -> None:
    protected = on_earth(WIDE)
    for station in profile_of(WIDE).stations:
        left, right = station.ends
        assert Geod(ellps="WGS84").inv(*left, *right)[2] == pytest.approx(1e3 * station.width_km, rel=1e-4)
        assert max(protected.boundary.distance(Point(end)) for end in station.ends) < 1e-6
        assert left[0] < station.longitude < right[0]


def test_a_side_that_reaches_the_end_of_its_transect_is_capped() -> None:
    assert not any(station.capped for station in profile_of(WIDE, reach_km=7.1).stations)
    short = profile_of(WIDE, reach_km=5).stations
    assert all(station.capped for station in short)
    assert {round(station.left_km, 6) for station in short} == {5}


def test_the_pinch_is_where_the_land_is_narrow() -> None:
    profile = profile_of(strip([8, 8, 8, 8, 8, 8, 2, 8, 8, 8, 8]))
    (pinch,) = profile.pinches
    station = profile.stations[pinch.station]
    assert station.distance_km == pytest.approx(60, abs=profile.step_km)
    assert station.width_km == min(station.width_km for station in profile.stations)


def test_two_narrow_places_far_apart_are_two_pinches() -> None:
    profile = profile_of(strip([8, 8, 3, 8, 8, 8, 8, 2, 8, 8, 8]))
    places = [profile.stations[pinch.station].distance_km for pinch in profile.pinches]
    assert places == pytest.approx([20, 70], abs=profile.step_km)


def test_a_long_narrow_stretch_counts_once_in_its_middle() -> None:
    profile = profile_of(strip([8, 8, 8, 8, 3, 3, 3, 8, 8, 8, 8]))
    (pinch,) = profile.pinches
    assert profile.stations[pinch.station].distance_km == pytest.approx(50, abs=profile.step_km)


@pytest.mark.parametrize("half_widths", [[8] * 11, [8, 8, 8, 8, 8, 6.5, 8, 8, 8, 8, 8], [1, 4, *[8] * 9]])
def test_even_land_shallow_bays_and_the_ends_of_the_axis_are_no_pinch(half_widths: list[float]) -> None:
    assert profile_of(strip(half_widths)).pinches == ()


@pytest.mark.parametrize(("gap", "right"), [(0.2, 9), (0.4, 4)])
def test_only_a_gap_above_the_tolerance_stops_the_width(gap: float, right: float) -> None:
    beyond = box(4 + gap, -20, 9, 120)
    stations = profile_of(MultiPolygon([WIDE, beyond])).stations
    assert [station.right_km for station in stations] == pytest.approx([right] * 50, rel=1e-3)
    assert [station.share for station in stations] == pytest.approx([(16 - gap) / 40] * 50, rel=1e-3)


def test_protected_land_away_from_the_axis_has_a_share_and_no_width() -> None:
    stations = profile_of(box(1, -20, 9, 120)).stations
    assert {station.width_km for station in stations} == {0}
    assert [station.share for station in stations] == pytest.approx([8 / 40] * 50, rel=1e-3)


def test_the_width_follows_the_outline() -> None:
    bitten = area(WIDE.difference(box(2, 40, 10, 60)))
    before, after = profile_of(WIDE), profile_of(bitten)
    changed = [
        a.distance_km
        for a, b in zip(after.stations, before.stations, strict=True)
        if a.right_km != pytest.approx(b.right_km, abs=1e-6)
    ]
    assert changed == [station.distance_km for station in before.stations if 40 < station.distance_km < 60]
    assert after.right_mean_km == pytest.approx(4 - 2 * 0.2, rel=1e-3)
    assert after.left_mean_km == pytest.approx(before.left_mean_km)


@settings(max_examples=15)
@given(
    offsets=st.lists(st.floats(-2, 2), min_size=11, max_size=11),
    lefts=st.lists(st.floats(3, 18), min_size=13, max_size=13),
    rights=st.lists(st.floats(3, 18), min_size=13, max_size=13),
)
def test_walking_the_other_way_swaps_left_and_right(
    offsets: list[float], lefts: list[float], rights: list[float]
) -> None:
    axis = LineString([(offset, 10 * index) for index, offset in enumerate(offsets)])
    west = [(-width, 10 * index - 10) for index, width in enumerate(lefts)]
    east = [(width, 10 * index - 10) for index, width in enumerate(rights)]
    protected = Polygon([*east, *reversed(west)])
    there, back = profile_of(protected, axis), profile_of(protected, axis.reverse())
    for one, other in zip(there.stations, reversed(back.stations), strict=True):
        assert (one.left_km, one.right_km) == pytest.approx((other.right_km, other.left_km), abs=1e-6)
        assert one.ends[0] == pytest.approx(other.ends[1], abs=1e-8)
    assert there.protected_share == pytest.approx(back.protected_share)


@settings(max_examples=15)
@given(half_widths=st.lists(st.floats(0.2, 19), min_size=11, max_size=11), band=st.floats(0, 4))
def test_the_interval_holds_the_width(half_widths: list[float], band: float) -> None:
    protected = strip(half_widths)
    profile = profile_of(protected, least=area(protected.buffer(-band)), most=area(protected.buffer(band)))
    for station in profile.stations:
        assert station.least_km is not None
        assert station.most_km is not None
        assert station.least_km <= station.width_km <= station.most_km


def test_bands_move_both_edges() -> None:
    profile = profile_of(WIDE, least=box(-6, -20, 3, 120), most=box(-9, -20, 6, 120))
    assert [station.least_km for station in profile.stations] == pytest.approx([9] * 50, rel=1e-3)
    assert [station.most_km for station in profile.stations] == pytest.approx([15] * 50, rel=1e-3)


def test_without_bands_there_is_no_interval() -> None:
    assert {(station.least_km, station.most_km) for station in profile_of(WIDE).stations} == {(None, None)}


def test_a_wiggly_axis_gives_the_widths_of_the_straight_one() -> None:
    straight, wiggly = profile_of(WIDE), profile_of(WIDE, waves(1.5, 6))
    assert wiggly.length_km > 1.4 * straight.length_km
    assert wiggly.left_mean_km == pytest.approx(straight.left_mean_km, rel=0.03)
    assert wiggly.right_mean_km == pytest.approx(straight.right_mean_km, rel=0.03)
    inner = [station.width_km for station in wiggly.stations[3:-3]]
    assert inner == pytest.approx([11] * len(inner), rel=0.05)


def test_crossings_are_placed_by_their_nearest_place_on_the_axis() -> None:
    crossings = {
        "beside": on_earth(Point(-2, 30)),
        "across": on_earth(LineString([(-30, 70), (30, 70)])),
        "far": on_earth(Point(5.5, 50)),
        "first": on_earth(Point(0, 10)),
    }
    profile = make_profile(on_earth(AXIS), on_earth(WIDE), {}, crossings)
    assert [crossing.id for crossing in profile.crossings] == ["first", "beside", "across"]
    assert [crossing.distance_km for crossing in profile.crossings] == pytest.approx([10, 30, 70], abs=0.02)
    assert [crossing.offset_km for crossing in profile.crossings] == pytest.approx([0, 2, 0], abs=0.002)
    wider = make_profile(on_earth(AXIS), on_earth(WIDE), {}, crossings, crossing_km=6)
    assert [crossing.id for crossing in wider.crossings] == ["first", "beside", "far", "across"]


def test_sides_know_their_country_and_shares_count_land_alone() -> None:
    lands = {"CN": on_earth(box(-60, -60, 0, 160)), "RU": on_earth(box(0, -60, 10, 160))}
    profile = make_profile(on_earth(AXIS), on_earth(WIDE), lands, {})
    assert {(s.left_country, s.right_country) for s in profile.stations} == {("CN", "RU")}
    assert profile.protected_share == pytest.approx(11 / 30, rel=1e-3)
    at_sea = make_profile(on_earth(AXIS), on_earth(WIDE), {"CN": on_earth(box(-60, -60, -30, 160))}, {})
    assert {(s.left_country, s.right_country, s.share) for s in at_sea.stations} == {(None, None, 0.0)}


def test_a_bend_of_the_border_does_not_change_whose_side_it_is() -> None:
    china = MultiPolygon([box(-60, -60, 0.3, 160), box(8, -60, 60, 160)])
    lands: dict[str, Area] = {"CN": on_earth(china), "RU": on_earth(box(0.3, -60, 8, 160))}
    profile = make_profile(on_earth(AXIS), on_earth(box(-30, -20, 30, 120)), lands, {})
    assert {(s.left_country, s.right_country) for s in profile.stations} == {("CN", "RU")}


def test_no_protected_land_gives_zeros() -> None:
    profile = profile_of(Polygon())
    assert {(s.left_km, s.right_km, s.share, s.capped) for s in profile.stations} == {(0, 0, 0, False)}
    assert (profile.protected_share, profile.left_mean_km, profile.right_mean_km) == (0, 0, 0)
    assert profile.pinches == ()


def test_an_axis_in_pieces_is_joined_and_what_does_not_join_is_counted() -> None:
    pieces = MultiLineString([[(0, 60), (0, 100)], [(0, 0), (0, 60)], [(0, 130), (0, 145)]])
    profile = make_profile(on_earth(pieces), on_earth(WIDE), {}, {})
    assert profile.length_km == pytest.approx(100, rel=1e-4)
    assert profile.left_out_km == pytest.approx(15, rel=1e-4)


def test_a_short_axis_has_one_station() -> None:
    (station,) = profile_of(WIDE, LineString([(0, 0), (0, 0.5)])).stations
    assert (station.distance_km, station.left_km) == pytest.approx((0.25, 7), rel=1e-3)


def test_a_profile_as_json_is_plain_and_rounded() -> None:
    lands = {"CN": on_earth(box(-60, -60, 0, 160)), "RU": on_earth(box(0, -60, 60, 160))}
    crossings = {"road": on_earth(Point(-2, 30))}
    profile = make_profile(on_earth(AXIS), on_earth(strip([8, 8, 8, 8, 8, 2, 8, 8, 8, 8, 8])), lands, crossings)
    told = json.loads(json.dumps(to_json(profile), allow_nan=False))
    assert told == to_json(profile)
    assert told["length_km"] == round(profile.length_km, 2)
    assert told["crossings"] == [{"id": "road", "distance_km": 30.0, "offset_km": 2.0}]
    assert told["pinches"] == [{"station": pinch.station} for pinch in profile.pinches]
    first, station = told["stations"][0], profile.stations[0]
    assert first["longitude"] == round(station.longitude, 5)
    assert first["ends"] == [[round(value, 5) for value in end] for end in station.ends]
    assert first["left_km"] == round(station.left_km, 2)
    assert first["share"] == round(station.share, 3)
    assert (first["left_country"], first["least_km"], first["capped"]) == ("CN", None, False)
