from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.features import Edge, Feature
from mapapp.core.surroundings import DIRECTIONS, Surroundings, apart_km, azimuth, direction, middle, surroundings
from mapapp.core.survey import Place, survey
from tests.core.shapes import banded, drawn

NORTH_KM, EAST_KM = 110.574, 111.32  # kilometres of a degree at the equator
HAMLET, CITY = Place({"en": "Hamlet"}, 3.0, 0.5), Place({"en": "City"}, 0.5, 3.0, 1)
FAR = box(60, 0, 61, 1)


def around(
    *features: Feature,
    places: tuple[Place, ...] = (),
    lands: dict[str, BaseGeometry] | None = None,
    bands: tuple[Feature, ...] = (),
) -> dict[str, Surroundings]:
    """Surroundings of regions, all of which protect."""
    named = {feature.region for feature in features}
    surveys = survey(features, {band.region: band for band in bands}, named, places)
    return surroundings(features, surveys, places, lands or {})


def relations(found: Surroundings) -> dict[str, str]:
    return {neighbour.region: neighbour.relation for neighbour in found.neighbours}


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-2)


spots = st.tuples(st.floats(-179, 179), st.floats(-70, 70)).map(lambda place: Point(*place))


@given(spots, spots)
def test_the_azimuth_back_is_the_opposite_one(one: Point, other: Point) -> None:
    if not 1 < apart_km(one, other) < 15_000:  # beyond, a hair's breadth may send the geodesic round the other way
        return
    turn = (azimuth(other, one) - azimuth(one, other)) % 360
    assert turn == pytest.approx(180, abs=1e-6)


@given(st.floats(100, 150), st.floats(35, 55), st.floats(-5, 5), st.floats(-5, 5))
def test_one_place_lies_opposite_to_how_the_other_lies(lon: float, lat: float, east: float, north: float) -> None:
    one, other = Point(lon, lat), Point(lon + east, lat + north)
    beside = (azimuth(one, other) + 22.5) % 45
    if apart_km(one, other) < 0.1 or min(beside, 45 - beside) < 1e-3:
        return  # on the line between two of the eight points, rounding decides
    seen, back = DIRECTIONS.index(direction(one, other)), DIRECTIONS.index(direction(other, one))
    assert (back - seen) % 8 == 4


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ((0, 1), "north"), ((1, 1), "northeast"), ((1, 0), "east"), ((1, -1), "southeast"),
        ((0, -1), "south"), ((-1, -1), "southwest"), ((-1, 0), "west"), ((-1, 1), "northwest"),
    ],
)  # fmt: skip
def test_the_eight_points_of_the_compass(end: tuple[float, float], expected: str) -> None:
    assert direction(Point(0, 0), Point(*end)) == expected


def test_the_middle_of_an_area_lies_inside_it_even_when_its_centre_of_mass_does_not() -> None:
    ring = box(0, 0, 9, 9).difference(box(1, 1, 8, 8))
    assert ring.contains(middle(ring))
    assert middle(box(0, 0, 2, 4)) == Point(1, 2)


def test_the_middle_of_a_line_is_halfway_along_it() -> None:
    assert middle(LineString([(0, 0), (4, 0), (4, 2)])) == Point(3, 0)


def test_a_region_is_found_from_the_nearest_large_town_by_its_middle() -> None:
    landmark = around(drawn("a", box(0, 0, 1, 1)), places=(HAMLET, CITY))["a"].landmark
    assert landmark is not None
    assert (landmark.place, landmark.direction) == (CITY, "south")
    assert landmark.distance_km == near(2.5 * NORTH_KM)


def test_without_a_large_town_any_place_will_do() -> None:
    landmark = around(drawn("a", box(0, 0, 1, 1)), places=(HAMLET,))["a"].landmark
    assert landmark is not None
    assert (landmark.place, landmark.direction) == (HAMLET, "west")


def test_a_point_beside_a_village_is_found_from_the_village() -> None:
    landmark = around(drawn("a", Point(3.001, 0.5)), places=(HAMLET, CITY))["a"].landmark
    assert landmark is not None
    assert landmark.place == HAMLET


def test_without_any_place_there_is_no_landmark() -> None:
    found = around(drawn("a", box(0, 0, 1, 1)))["a"]
    assert (found.landmark, found.toward) == (None, None)


def test_the_nearest_place_lies_in_a_direction_from_the_edge_and_in_none_from_inside() -> None:
    assert around(drawn("a", box(0, 0, 1, 1)), places=(HAMLET,))["a"].toward == "east"
    assert around(drawn("a", box(0, 0, 4, 1)), places=(HAMLET,))["a"].toward is None


def test_neighbours_share_a_border_and_see_each_other_in_opposite_directions() -> None:
    found = around(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1, 0, 2, 1)))
    (east,), (west,) = found["a"].neighbours, found["b"].neighbours
    assert (east.region, east.relation, east.direction) == ("b", "border", "east")
    assert (west.region, west.relation, west.direction) == ("a", "border", "west")
    assert east.shared_km == west.shared_km == near(NORTH_KM)


def test_what_lies_in_another_is_inside_it_and_the_other_around() -> None:
    found = around(drawn("a", box(0, 0, 4, 4)), drawn("b", box(0.2, 0.2, 1, 1)))
    assert relations(found["a"]) == {"b": "inside"}
    assert found["a"].neighbours[0].direction == "southwest"
    assert relations(found["b"]) == {"a": "around"}


@pytest.mark.parametrize("shape", [Point(1, 1), LineString([(1, 1), (2, 2)])])
def test_points_and_lines_lie_in_areas_too(shape: BaseGeometry) -> None:
    found = around(drawn("a", box(0, 0, 4, 4)), drawn("b", shape))
    assert (relations(found["a"]), relations(found["b"])) == ({"b": "inside"}, {"a": "around"})


def test_a_point_on_a_line_meets_it() -> None:
    found = around(drawn("a", LineString([(0, 0), (2, 0)])), drawn("b", Point(1, 0)))
    assert (relations(found["a"]), relations(found["b"])) == ({"b": "meets"}, {"a": "meets"})


def test_areas_with_more_than_a_sliver_in_common_overlap() -> None:
    found = around(drawn("a", box(0, 0, 2, 1)), drawn("b", box(1, 0, 3, 1)), drawn("c", box(3, 0.999, 4, 2)))
    assert relations(found["a"]) == {"b": "overlaps", "c": "apart"}
    assert relations(found["c"])["b"] == "meets"


def test_the_three_nearest_others_are_told_with_distance_and_direction_the_nearest_first() -> None:
    regions = [drawn(name, box(west, 0, west + 1, 1)) for name, west in zip("abcde", (0, 3, 5, 10, 20), strict=True)]
    apart = around(*regions)["a"].neighbours
    assert [(one.region, one.relation, one.direction) for one in apart] == [
        ("b", "apart", "east"), ("c", "apart", "east"), ("d", "apart", "east"),
    ]  # fmt: skip
    assert [one.distance_km for one in apart] == [near(2 * EAST_KM), near(4 * EAST_KM), near(9 * EAST_KM)]


def test_what_is_no_longer_in_force_is_nobodys_neighbour_but_has_neighbours() -> None:
    found = around(drawn("a", box(0, 0, 1, 1)), drawn("b", box(0, 0, 1, 1), valid_to="2012"))
    assert relations(found["a"]) == {}
    assert relations(found["b"]) == {"a": "around"}


def test_the_coast_is_as_long_as_the_edges_that_follow_it() -> None:
    shape = box(0, 0, 1, 1)
    edges = (Edge("coast", 500, 30, "Coast"), Edge("by-eye", 500, 9, "By eye"), Edge("coast", 500, 12, "Coast"))
    assert around(drawn("a", shape), bands=(banded("a", shape, 0.1, *edges),))["a"].coast_km == 42


def test_at_sea_there_is_no_land_under_any_of_it() -> None:
    lands: dict[str, BaseGeometry] = {"RU": FAR}
    found = around(drawn("a", box(0, 0, 1, 1)), drawn("b", box(59, 0, 60.5, 1)), lands=lands)
    assert (found["a"].at_sea, found["b"].at_sea) == (True, False)
    assert not around(drawn("a", box(0, 0, 1, 1)))["a"].at_sea  # where no land is known, nothing is said
