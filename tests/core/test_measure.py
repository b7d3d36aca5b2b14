from __future__ import annotations

import itertools
from math import cos, pi, radians, sin

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from mapapp.core.measure import (
    LocalPlane,
    area_km2,
    buffer_m,
    distance_km,
    interval_km2,
    length_km,
    nearest_points,
    shared_km,
)

GEOD = Geod(ellps="WGS84")
LON, LAT = st.floats(127, 139), st.floats(41, 48)
OUTER = [(0, 0), (4, 0), (4, 4), (0, 4)]
INNER = [(1, 1), (2, 1), (2, 2), (1, 2)]
AWAY = [(10, 0), (14, 0), (14, 4), (10, 4)]


def test_a_degree_cell_at_the_equator_has_its_known_area() -> None:
    expected, _ = Geod(ellps="WGS84").polygon_area_perimeter([0, 1, 1, 0], [0, 0, 1, 1])
    assert area_km2(box(0, 0, 1, 1)) == pytest.approx(12308.778, abs=0.001)
    assert area_km2(box(0, 0, 1, 1)) == pytest.approx(expected / 1e6, rel=1e-12)


@pytest.mark.parametrize(
    ("line", "kilometres"),
    [([(0, 0), (1, 0)], 111.319491), ([(0, 0), (0, 1)], 110.574389), ([(0, 0), (0, 90)], 10001.965729)],
)
def test_known_geodesics_have_their_known_length(line: list[tuple[float, float]], kilometres: float) -> None:
    assert length_km(LineString(line)) == pytest.approx(kilometres, abs=1e-5)


def test_the_pieces_of_a_line_are_added() -> None:
    pieces = MultiLineString([[(0, 0), (1, 0)], [(10, 0), (11, 0)]])
    assert length_km(pieces) == pytest.approx(2 * 111.319491, abs=1e-5)


def test_web_mercator_would_be_nearly_twice_too_large_here() -> None:
    cell = box(131, 43, 132, 44)
    (west, south), (east, north) = Transformer.from_crs(4326, 3857, always_xy=True).itransform([(131, 43), (132, 44)])
    assert 1.8 < (east - west) * (north - south) / 1e6 / area_km2(cell) < 2.0


@pytest.mark.parametrize(("outer", "inner"), list(itertools.product([OUTER, OUTER[::-1]], [INNER, INNER[::-1]])))
def test_a_hole_is_taken_off_whichever_way_the_rings_run(
    outer: list[tuple[float, float]], inner: list[tuple[float, float]]
) -> None:
    expected = area_km2(Polygon(OUTER)) - area_km2(Polygon(INNER))
    assert area_km2(Polygon(outer, [inner])) == pytest.approx(expected)


@pytest.mark.parametrize(("one", "other"), list(itertools.product([OUTER, OUTER[::-1]], [AWAY, AWAY[::-1]])))
def test_parts_are_added_whichever_way_their_rings_run(
    one: list[tuple[float, float]], other: list[tuple[float, float]]
) -> None:
    expected = 2 * area_km2(Polygon(OUTER))
    assert area_km2(MultiPolygon([Polygon(one), Polygon(other)])) == pytest.approx(expected)


def test_the_rim_of_a_hole_is_part_of_a_boundary() -> None:
    rims = length_km(Polygon(OUTER)) + length_km(Polygon(INNER))
    assert length_km(Polygon(OUTER, [INNER])) == pytest.approx(rims)


@given(LON, LAT, st.floats(-0.7, 0.7), st.floats(-1, 1))
def test_a_local_plane_keeps_lengths_and_leads_back(lon: float, lat: float, east: float, north: float) -> None:
    plane = LocalPlane(lon, lat)
    line = LineString([(lon + east, lat + north), (lon + east * 0.97, lat + north + 0.02)])
    flat = plane.project(line)
    assert flat.length / 1000 == pytest.approx(length_km(line), rel=1e-4)
    assert shapely.get_coordinates(plane.unproject(flat)) == pytest.approx(shapely.get_coordinates(line), abs=1e-9)


@pytest.mark.parametrize("metres", [300, 6000, 20000])
@pytest.mark.parametrize(("lon", "lat"), list(itertools.product([128, 138], [42, 45])))
def test_a_buffered_point_reaches_as_far_as_the_geodesic(lon: float, lat: float, metres: float) -> None:
    circle = buffer_m(Point(lon, lat), metres)
    for azimuth in range(0, 360, 45):  # towards corners of the circle's 32
        inside, outside = (Point(GEOD.fwd(lon, lat, azimuth, metres * far)[:2]) for far in (0.999, 1.001))
        assert circle.contains(inside)
        assert not circle.contains(outside)
    assert area_km2(circle) == pytest.approx(pi * metres**2 / 1e6, rel=0.01)


@pytest.mark.parametrize("azimuth", [0, 180])
@pytest.mark.parametrize("lon", [130, 130.5, 133, 134.2, 138])
def test_a_long_line_is_buffered_truly_along_its_whole_length(lon: float, azimuth: float) -> None:
    band = buffer_m(LineString([(130, 43), (138, 43)]), 5000)  # a parallel: true north and south lie across it
    inside, outside = (Point(GEOD.fwd(lon, 43, azimuth, 5000 * far)[:2]) for far in (0.999, 1.001))
    assert band.contains(inside)
    assert not band.contains(outside)


def test_a_wide_area_is_buffered_as_a_whole() -> None:
    area = box(130, 43, 133.5, 44)
    wide = buffer_m(area, 2000)
    assert wide.geom_type == "Polygon"
    assert wide.contains(area)
    assert area_km2(wide) - area_km2(area) == pytest.approx(2 * length_km(area) + 4 * pi, rel=0.01)


def test_nothing_buffered_is_nothing() -> None:
    assert buffer_m(Polygon(), 1000).is_empty


@given(LON, LAT, LON, LAT)
def test_two_points_are_a_geodesic_apart(lon: float, lat: float, east: float, north: float) -> None:
    one, other = Point(lon, lat), Point(east, north)
    metres = GEOD.inv(lon, lat, east, north)[2]
    assert distance_km(one, other) == pytest.approx(metres / 1000, abs=1e-6)


def test_areas_above_each_other_are_a_piece_of_meridian_apart() -> None:
    south, north = box(131, 43, 132, 44), box(131.5, 45, 133, 46)
    assert distance_km(south, north) == pytest.approx(GEOD.inv(131.5, 44, 131.5, 45)[2] / 1000, rel=1e-4)
    start, end = nearest_points(south, north)
    assert start.distance(south.boundary) < 1e-6
    assert end.distance(north.boundary) < 1e-6


def test_what_meets_is_no_distance_apart() -> None:
    assert distance_km(box(131, 43, 132, 44), box(132, 44, 133, 45)) == 0
    assert distance_km(box(131, 43, 133, 45), Point(132, 44)) == 0
    assert distance_km(LineString([(131, 45), (133, 45)]), Point(131.513, 45)) == 0


@given(LON, LAT, LON, LAT)
def test_the_nearest_places_are_nearer_than_any_corners(lon: float, lat: float, east: float, north: float) -> None:
    one, other = box(lon, lat, lon + 0.5, lat + 0.3), LineString([(east, north), (east + 1, north + 0.4)])
    corners = itertools.product(shapely.get_coordinates(one), shapely.get_coordinates(other))
    least = min(GEOD.inv(*start, *end)[2] / 1000 for start, end in corners)
    assert distance_km(one, other) <= least * 1.001
    assert distance_km(one, other) == pytest.approx(distance_km(other, one), rel=1e-3, abs=1e-6)


def test_neighbours_share_the_edge_between_their_common_corners() -> None:
    edge = length_km(LineString([(132, 43), (132, 44)]))
    assert shared_km(box(131, 43, 132, 44), box(132, 43, 133, 44)) == pytest.approx(edge)
    assert shared_km(box(131, 43, 132, 44), box(132, 43, 133, 47)) == pytest.approx(edge)


def test_a_common_corner_is_no_common_edge() -> None:
    assert shared_km(box(131, 43, 132, 44), box(132, 44, 133, 45)) == 0


def test_an_interval_without_doubt_is_the_area() -> None:
    area = box(131, 43, 132, 44)
    assert interval_km2(area, Polygon()) == pytest.approx((area_km2(area), area_km2(area)))


def test_an_interval_runs_from_the_core_to_the_hull() -> None:
    area = box(131, 43, 132, 44)
    band = box(130.9, 42.9, 132.1, 44.1) - box(131.2, 43.2, 131.8, 43.8)
    expected = (area_km2(box(131.2, 43.2, 131.8, 43.8)), area_km2(box(130.9, 42.9, 132.1, 44.1)))
    assert interval_km2(area, band) == pytest.approx(expected)


def test_doubt_wider_than_an_area_leaves_nothing_of_it_sure() -> None:
    area = box(131, 43, 131.1, 43.1)
    assert interval_km2(area, buffer_m(area.boundary, 10_000))[0] == 0


def star(radii: list[float]) -> Polygon:
    """An area round 131.5 E 43.5 N with a corner at each radius in degrees."""
    turns = [360 * i / len(radii) for i in range(len(radii))]
    return Polygon(
        [
            (131.5 + far * cos(radians(turn)), 43.5 + far * sin(radians(turn)))
            for far, turn in zip(radii, turns, strict=True)
        ]
    )


@given(st.lists(st.floats(0.05, 0.6), min_size=3, max_size=9), st.floats(100, 20_000), st.floats(0.1, 0.95))
def test_less_doubt_never_widens_an_interval(radii: list[float], metres: float, share: float) -> None:
    area = star(radii)
    least, most = interval_km2(area, buffer_m(area.boundary, metres))
    surer_least, surer_most = interval_km2(area, buffer_m(area.boundary, metres * share))
    assert least <= surer_least <= area_km2(area) <= surer_most <= most
