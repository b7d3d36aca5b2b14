"""Places of animals come out on the grid of the policy, whatever was drawn."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, reject
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, MultiPoint, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.features import BadFeatureError, generalised
from tests.core.shapes import drawn

GRIDS = st.sampled_from([0.05, 0.1, 0.25, 0.5, 1.0])
positions = st.tuples(st.floats(20, 30), st.floats(10, 20))
points = st.lists(positions, min_size=1, max_size=6)


def on_grid(shape: BaseGeometry, degrees: float) -> bool:
    """Whether every coordinate is a whole number of grid steps."""
    steps = shapely.get_coordinates(shape) / degrees
    return bool(np.all(np.abs(steps - np.round(steps)) < 1e-3))


@given(points, GRIDS)
def test_no_point_comes_out_finer_than_the_grid(places: list[tuple[float, float]], degrees: float) -> None:
    for shape in (Point(places[0]), MultiPoint(places)):
        coarse = generalised(drawn("den", shape), degrees)
        assert on_grid(coarse.geometry, degrees)
        assert on_grid(shapely.from_geojson(str(coarse.to_geojson()["geometry"]).replace("'", '"')), degrees)
        assert shape.hausdorff_distance(coarse.geometry) <= degrees * 0.5**0.5 + 1e-5


@given(st.lists(positions, min_size=2, max_size=6), GRIDS)
def test_no_line_comes_out_finer_than_the_grid(places: list[tuple[float, float]], degrees: float) -> None:
    try:
        coarse = generalised(drawn("way", LineString(places)), degrees).geometry
    except BadFeatureError:
        reject()
    assert on_grid(coarse, degrees)
    assert all(one != other for one, other in pairwise(shapely.get_coordinates(coarse).tolist()))


@given(positions, positions, GRIDS)
def test_who_stands_in_one_cell_cannot_be_told_apart(
    one: tuple[float, float], other: tuple[float, float], degrees: float
) -> None:
    near = tuple(round(a / degrees) * degrees + (b % 0.8 - 0.4) * degrees for a, b in zip(one, other, strict=True))
    cell = Point([round(a / degrees) * degrees for a in one])
    made = [generalised(drawn("den", shape), degrees).geometry for shape in (cell, Point(near))]
    assert made[0].equals_exact(made[1], 1e-9)


@pytest.mark.parametrize("shape", [box(20.01, 10.01, 20.02, 10.02), box(20, 10, 21, 11).union(box(25, 15, 26, 16))])
def test_areas_stay_as_they_are(shape: BaseGeometry) -> None:
    assert generalised(drawn("park", shape), 0.5).geometry == shape


@pytest.mark.parametrize(
    "shape",
    [
        LineString([(20.01, 10.01), (20.02, 10.02)]),
        MultiLineString([[(20, 10), (21, 11)], [(22.01, 10.01), (22.02, 10.02)]]),
    ],
)
def test_a_line_that_shrinks_to_nothing_is_refused(shape: BaseGeometry) -> None:
    with pytest.raises(BadFeatureError, match=r"grid of 0\.1 degrees"):
        generalised(drawn("way", shape), 0.1)


def test_what_travels_with_a_feature_stays() -> None:
    coarse = generalised(drawn("den", Point(20.123, 10.456), valid_from="2012"), 0.1)
    assert (coarse.region, coarse.valid_from) == ("den", "2012")
    assert coarse.to_geojson()["geometry"]["coordinates"] == [20.1, 10.5]
