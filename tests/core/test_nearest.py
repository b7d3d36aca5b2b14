"""What is nearest to a region, and how far that may be by the bands of doubt."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.features import Feature
from mapapp.core.measure import distance_km
from mapapp.core.survey import Nearest, Place, survey
from tests.core.shapes import banded, drawn

EAST = 111.32  # kilometres of a degree at the equator


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-3)


def nearest_area(*features: Feature, bands: tuple[Feature, ...] = ()) -> Nearest | None:
    """The area that is nearest to the first of some regions."""
    named = {feature.region for feature in features}
    return survey(features, {band.region: band for band in bands}, named, ())[features[0].region].nearest_area


def nearest_place(feature: Feature, *places: Place, band: Feature | None = None) -> Nearest | None:
    bands = {} if band is None else {feature.region: band}
    return survey([feature], bands, set(), places)[feature.region].nearest_place


def place(name: str, longitude: float, latitude: float) -> Place:
    return Place({"en": name}, longitude, latitude)


A, B = box(0, 0, 1, 1), box(2, 0, 3, 1)


def test_the_nearest_area_is_told_with_its_distance() -> None:
    found = nearest_area(drawn("a", A), drawn("c", box(5, 0, 6, 1)), drawn("b", B))
    assert found is not None
    assert found.to == "b"
    assert found.distance_km.value == near(EAST)


def test_without_both_bands_a_distance_has_no_limits() -> None:
    for bands in ((), (banded("a", A, 0.1),), (banded("b", B, 0.1),)):
        found = nearest_area(drawn("a", A), drawn("b", B), bands=bands)
        assert found is not None
        assert (found.distance_km.least, found.distance_km.most) == (None, None)


def test_a_distance_is_least_when_both_grow_and_most_when_both_shrink() -> None:
    found = nearest_area(drawn("a", A), drawn("b", B), bands=(banded("a", A, 0.1), banded("b", B, 0.2)))
    assert found is not None
    assert found.distance_km.least == near(0.7 * EAST)
    assert found.distance_km.most == near(1.3 * EAST)


def test_areas_whose_bands_meet_may_be_no_distance_apart() -> None:
    found = nearest_area(drawn("a", A), drawn("b", B), bands=(banded("a", A, 0.6), banded("b", B, 0.4)))
    assert found is not None
    assert found.distance_km.least == 0


def test_there_is_no_greatest_distance_to_what_may_be_nothing() -> None:
    found = nearest_area(drawn("a", A), drawn("b", B), bands=(banded("a", A, 0.1), banded("b", B, 0.6)))
    assert found is not None
    assert found.distance_km.least == near(0.3 * EAST)
    assert found.distance_km.most is None


@pytest.mark.parametrize("other", [box(1, 0, 2, 1), box(0.2, 0.2, 0.4, 0.4), box(0.5, 0.5, 2, 2)])
def test_what_an_area_meets_is_not_what_is_nearest_to_it(other: BaseGeometry) -> None:
    assert nearest_area(drawn("a", A), drawn("b", other)) is None
    found = nearest_area(drawn("a", A), drawn("b", other), drawn("c", box(9, 0, 10, 1)))
    assert found is not None
    assert found.to == "c"


def test_points_and_former_areas_are_nobodys_nearest_area() -> None:
    assert nearest_area(drawn("a", A), drawn("b", Point(2, 0)), drawn("c", B, valid_to="2012-04-05")) is None


def test_nearest_is_meant_on_the_ground_and_not_in_degrees() -> None:
    east, north = drawn("b", box(1.3, 60, 2, 61)), drawn("c", box(0, 61.2, 1, 62))
    found = nearest_area(drawn("a", box(0, 60, 1, 61)), north, east)
    assert found is not None
    assert found.to == "b"


def test_the_nearest_place_is_told_with_its_distance_and_limits() -> None:
    found = nearest_place(drawn("a", A), place("far", 9, 0.5), place("mill", 2, 0.5), band=banded("a", A, 0.1))
    assert found is not None
    assert found.to == place("mill", 2, 0.5)
    assert found.distance_km.value == near(EAST)
    assert found.distance_km.least == near(0.9 * EAST)
    assert found.distance_km.most == near(1.1 * EAST)


def test_a_place_inside_a_region_is_at_no_distance() -> None:
    found = nearest_place(drawn("a", A), place("far", 9, 0.5), place("mill", 0.5, 0.5), band=banded("a", A, 0.1))
    assert found is not None
    assert (found.to, found.distance_km.value, found.distance_km.most) == (place("mill", 0.5, 0.5), 0, 0)


def test_without_places_none_is_nearest() -> None:
    assert nearest_place(drawn("a", A)) is None


spots = st.lists(st.tuples(st.floats(-9, 9), st.floats(50, 65)), min_size=1, max_size=6)


@settings(max_examples=40)
@given(spots)
def test_no_place_is_nearer_than_the_nearest(listed: list[tuple[float, float]]) -> None:
    shape = box(0, 55, 1, 56)
    found = nearest_place(drawn("a", shape), *(place(str(number), *spot) for number, spot in enumerate(listed)))
    assert found is not None
    assert found.distance_km.value <= min(distance_km(shape, Point(spot)) for spot in listed) + 1e-6
