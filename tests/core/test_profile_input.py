from __future__ import annotations

import math

import pytest
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.features import Area
from mapapp.core.measure import length_km
from mapapp.core.profile import make_profile, shared_axis


def area(shape: BaseGeometry) -> Area:
    assert isinstance(shape, (Polygon, MultiPolygon))
    return shape


LINE = LineString([(131, 43), (131, 44)])
AREA = box(130.9, 42.9, 131.1, 44.1)


@pytest.mark.parametrize(
    ("axis", "message"),
    [
        (LineString(), "a line with a length"),
        (Point(131, 43), "a line with a length"),
        (AREA, "a line with a length"),
        (LineString([(131, 43), (131, 43)]), "a line with a length"),
        (LineString([(14_583_000, 5_311_000), (14_583_000, 5_400_000)]), "in degrees"),
        (LineString([(43, 131), (44, 131)]), "in degrees"),
        (AREA.exterior, "closed"),
    ],
)
def test_an_axis_that_cannot_be_walked_is_refused(axis: LineString, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_profile(axis, AREA, {}, {})


@pytest.mark.parametrize("name", ["step_km", "reach_km", "crossing_km"])
@pytest.mark.parametrize("value", [0, -1, math.nan, math.inf])
def test_a_length_that_is_not_above_zero_is_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        make_profile(LINE, AREA, {}, {}, **{name: value})  # type: ignore[arg-type]


def test_what_is_no_area_is_refused_by_name() -> None:
    bow_tie = Polygon([(131, 43), (132, 44), (132, 43), (131, 44)])
    with pytest.raises(ValueError, match="protected must be a valid area"):
        make_profile(LINE, bow_tie, {}, {})
    with pytest.raises(ValueError, match="RU must be a valid area"):
        make_profile(LINE, AREA, {"RU": GeometryCollection([LINE])}, {})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="crossing road has no coordinates"):
        make_profile(LINE, AREA, {}, {"road": Point()})


def test_exchanged_bounds_are_refused() -> None:
    with pytest.raises(ValueError, match="exchanged"):
        make_profile(LINE, AREA, {}, {}, least=AREA.buffer(0.1))
    with pytest.raises(ValueError, match="exchanged"):
        make_profile(LINE, AREA, {}, {}, most=box(130.95, 43, 131.05, 44))


BORDER = [(131.0, 42.0), (131.2, 42.3), (130.9, 42.7), (131.1, 43.0)]
WEST = Polygon([*BORDER, (130, 43), (130, 42)])
EAST = Polygon([*reversed(BORDER), (132, 42), (132, 43)])


def test_the_shared_axis_is_the_common_border_from_south_to_north() -> None:
    assert list(shared_axis(WEST, EAST).coords) == BORDER
    assert shared_axis(EAST, WEST).equals_exact(shared_axis(WEST, EAST))


def test_the_shared_axis_is_the_longest_piece_of_an_interrupted_border() -> None:
    lake = Polygon([(131.2, 42.3), (130.5, 42.6), (130.9, 42.7), (131.5, 42.6)])
    axis = shared_axis(area(WEST.difference(lake)), area(EAST.difference(lake)))
    assert list(axis.coords) == BORDER[:2]
    assert length_km(axis) > length_km(LineString(BORDER[2:]))


@pytest.mark.parametrize("other", [box(133, 42, 134, 43), box(132, 43, 133, 44), box(131.5, 42.2, 131.8, 42.8)])
def test_areas_that_share_no_line_have_no_axis(other: Polygon) -> None:
    with pytest.raises(ValueError, match="share no line"):
        shared_axis(EAST, other)


def test_a_hole_and_its_filling_have_no_axis() -> None:
    with pytest.raises(ValueError, match="closed"):
        shared_axis(area(box(0, 0, 3, 3).difference(box(1, 1, 2, 2))), box(1, 1, 2, 2))
