"""The frame is the page's web mercator, and what it says of lengths holds on the ellipsoid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, box

from mapapp.core.atlas import Home
from mapapp.core.measure import length_km
from mapapp.render.paper.frame import Frame, around_shape

frames = st.builds(
    Frame,
    longitude=st.floats(-60, 60),
    latitude=st.floats(-65, 65),
    zoom=st.floats(4, 14),
    width=st.floats(150, 800),
    height=st.floats(150, 800),
    pixel=st.floats(0.3, 2),
)


@given(frames)
def test_the_scale_bar_is_as_long_as_it_says_within_one_percent(frame: Frame) -> None:
    kilometres, points = frame.scale()
    degrees = points / frame.width * (frame.box.east - frame.box.west)
    along = [(frame.longitude + degrees * part / 100, frame.latitude) for part in range(101)]
    ground = length_km(LineString(along))
    assert ground == pytest.approx(kilometres, rel=0.01)
    assert str(kilometres).strip("0.")[0] in "125"


@given(frames)
def test_a_frame_of_what_a_frame_shows_is_the_same(frame: Frame) -> None:
    shown = frame.box
    assert frame.xy(shown.west, shown.north) == pytest.approx((0, 0), abs=0.02)
    assert frame.xy(shown.east, shown.south) == pytest.approx((frame.width, frame.height), abs=0.02)


def test_a_zoom_is_the_pages_own_256_pixels_round_the_globe_at_zoom_zero() -> None:
    frame = Frame.at((0, 0, 3), 512, 512, 1)
    assert frame.box.east - frame.box.west == pytest.approx(90)
    assert Frame.at((0, 0, 4), 512, 512, 2).box.east == pytest.approx(11.25)


def test_the_whole_of_a_box_is_shown_and_touches_the_edges_one_way() -> None:
    home = Home(west=21, south=11, east=29, north=19)
    frame = Frame.around(home, 400, 300, 0.5)
    left, top = frame.xy(home.west, home.north)
    right, bottom = frame.xy(home.east, home.south)
    assert left >= 0
    assert right <= 400
    assert (top, bottom) == pytest.approx((0, 300), abs=0.02)


def test_what_lies_elsewhere_has_no_part_and_what_is_long_is_cut() -> None:
    frame = Frame.at((15, 25, 8), 400, 300, 0.5)
    assert frame.place(box(100, 40, 101, 41)).is_empty
    left, top, right, bottom = frame.place(box(-170, -60, 170, 60)).bounds
    assert (left, top, right, bottom) == pytest.approx((-20, -20, 420, 320), abs=0.1)


def test_ticks_stand_at_round_degrees_where_the_map_has_them() -> None:
    frame = Frame.around(Home(west=129, south=42.3, east=134.35, north=44.75), 580, 430, 0.55)
    meridians, parallels = frame.ticks()
    assert [at for at, _ in meridians] == [130.0, 131.0, 132.0, 133.0, 134.0]
    assert all(frame.xy(at, 43)[0] == pytest.approx(x) for at, x in meridians)
    assert all(frame.xy(131, at)[1] == pytest.approx(y) for at, y in parallels)
    assert parallels


def test_a_place_is_shown_with_fifteen_kilometres_round_it() -> None:
    home = around_shape(Point(131, 43))
    middle = (home.west + home.east) / 2
    assert length_km(LineString([(middle, home.south), (middle, home.north)])) == pytest.approx(34, rel=0.05)
    assert length_km(LineString([(home.west, 43), (home.east, 43)])) == pytest.approx(34, rel=0.05)
