"""A line or an area drawn by a reader is measured on the ellipsoid, and honestly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from mapapp.core.measure import distance_km
from mapapp.core.path import measure_path

SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
places = st.tuples(st.floats(-5, 5), st.floats(-60, 60))


def test_a_line_is_as_long_as_its_pieces() -> None:
    line = measure_path([(0, 0), (1, 0), (1, 1)])
    assert line.length_km == pytest.approx(111.320 + 110.574, abs=0.01)
    assert (line.points, line.closed, line.area_km2) == (3, False, None)


def test_the_first_point_again_closes_an_area_with_its_perimeter() -> None:
    area = measure_path([*SQUARE, SQUARE[0]])
    assert (area.points, area.closed) == (4, True)
    assert area.area_km2 == pytest.approx(12308.8, rel=1e-4)
    assert area.length_km == pytest.approx(2 * 111.32 + 2 * 110.574, rel=1e-3)


def test_an_area_that_crosses_itself_has_a_length_and_no_area() -> None:
    knot = measure_path([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]])
    assert knot.area_km2 is None
    assert knot.length_km > 0


def test_three_points_in_a_row_bound_no_area() -> None:
    assert measure_path([(0, 0), (0, 1), (0, 2), (0, 0)]).area_km2 is None


@pytest.mark.parametrize("points", [[], [(0, 0)], [(0, 0), (0, 0)], [(0, 0), (1, 1), (0, 0)]])
def test_too_few_points_cannot_be_measured(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="points"):
        measure_path(points)


@given(places, places)
def test_a_line_of_two_points_is_their_distance_in_both_directions(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    if one == other:
        return
    there, back = measure_path([one, other]).length_km, measure_path([other, one]).length_km
    assert there == pytest.approx(back, abs=1e-6)
    assert there <= distance_km(Point(one), Point(other)) * 1.001 + 1e-6


@given(st.floats(-5, 5), st.floats(-60, 60), st.floats(0.01, 2), st.integers(0, 3), st.booleans())
def test_an_area_does_not_depend_on_where_or_which_way_it_begins(
    west: float, south: float, size: float, first: int, back: bool
) -> None:
    corners = [(west + x * size, south + y * size) for x, y in SQUARE]
    turned = corners[first:] + corners[:first]
    turned = turned[::-1] if back else turned
    area, same = measure_path([*corners, corners[0]]), measure_path([*turned, turned[0]])
    assert area.area_km2 == pytest.approx(same.area_km2, rel=1e-6)
    assert area.length_km == pytest.approx(same.length_km, rel=1e-9)
