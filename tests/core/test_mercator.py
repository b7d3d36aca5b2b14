"""Where Web Mercator draws a latitude, beside what PROJ says."""

from __future__ import annotations

import pytest
from pyproj import Transformer

from mapapp.core.mercator import latitude_at, northing

RADIUS = 6378137.0  # metres, of the sphere of EPSG:3857


@pytest.mark.parametrize("latitude", [-85.0, -41.5, 0.0, 43.1, 62.9, 85.0])
def test_a_latitude_is_drawn_where_proj_draws_it_and_comes_back(latitude: float) -> None:
    _, metres = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True).transform(131.0, latitude)
    assert northing(latitude) * RADIUS == pytest.approx(metres, abs=1e-6)
    assert latitude_at(northing(latitude)) == pytest.approx(latitude, abs=1e-12)
