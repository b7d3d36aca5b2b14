"""Where a layer lies: exchanged axes and the offset of GCJ-02."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import Point

from mapapp.core.atlas import Home
from mapapp.core.own.places import outside, shifted_places, unshifted

EXTENT = Home(west=20, south=10, east=30, north=20)


def test_gcj_02_is_as_far_off_as_it_is_known_to_be() -> None:
    """Tiananmen lies 0.0062 degrees east and 0.0014 north of itself on Chinese maps."""
    gate = np.array([[116.397, 39.909]])
    assert np.allclose(shifted_places(gate) - gate, [[0.00624, 0.00140]], atol=2e-5)


def test_the_offset_is_taken_back_to_some_metres() -> None:
    places = np.array([[130.5, 43.2], [116.4, 39.9], [121.5, 31.2]])
    assert np.abs(unshifted(shifted_places(places)) - places).max() < 1e-4


def test_axes_look_exchanged_only_where_the_exchange_would_help() -> None:
    swapped, far, near = (np.array([Point(place)]) for place in ((15, 25), (100, 60), (25, 15)))
    assert [one.code for one in outside(swapped, EXTENT)] == ["axis-order", "outside-landscape"]
    assert [one.code for one in outside(far, EXTENT)] == ["outside-landscape"]
    assert outside(near, EXTENT) == ()
    assert shapely.get_coordinates(swapped).tolist() == [[15, 25]]  # told of, and left alone
