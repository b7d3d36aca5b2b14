"""How far around a landscape a map goes: the same in pixels for a small and a large one, anywhere on Earth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.atlas import Home
from mapapp.core.reach import reach, zooms

LEOPARD = Home(west=127.5, south=41.3, east=140, north=48.2)


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        (LEOPARD, (5, 13)),
        (Home(west=26.8, south=60.8, east=30.8, north=62.9), (6, 14)),
        (Home(west=-72, south=-50, east=-66, north=-40), (5, 13)),
        (Home(west=-180, south=-85, east=180, north=85), (1, 13)),
        (Home(west=0, south=0, east=0.01, north=0.01), (10, 18)),
    ],
    ids=["leopard", "lake", "south-west", "world", "garden"],
)
def test_the_smaller_a_landscape_the_nearer_a_reader_may_go(extent: Home, expected: tuple[int, int]) -> None:
    assert zooms(extent) == expected


def test_the_reach_is_what_a_wide_window_shows_around_the_landscape() -> None:
    world = reach(LEOPARD)
    assert (round(world.west), round(world.east)) == (106, 161)
    assert (round(world.south), round(world.north)) == (26, 59)


@given(west=st.floats(-180, 179), south=st.floats(-85, 84), wide=st.floats(0.001, 360), high=st.floats(0.001, 170))
def test_the_reach_holds_the_landscape_and_stays_on_earth(west: float, south: float, wide: float, high: float) -> None:
    extent = Home(west=west, south=south, east=min(180, west + wide), north=min(85, south + high))
    for more in (1.0, 1.3):
        world = reach(extent, more)
        assert -180 <= world.west <= extent.west + 1e-4 < extent.east - 1e-4 <= world.east <= 180
        assert -85 <= world.south <= extent.south + 1e-4
        assert extent.north - 1e-4 <= world.north <= 85
