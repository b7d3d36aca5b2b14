from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.features import Edge, Feature
from mapapp.core.measure import area_km2, distance_km
from mapapp.core.survey import Survey, edge_kinds, survey
from tests.core.shapes import banded, drawn

SQUARE = 12308.8  # square kilometres of a degree by a degree at the equator
EAST, NORTH = 111.32, 110.574  # kilometres of a degree there


def survey_of(*features: Feature, bands: tuple[Feature, ...] = (), protecting: str | None = None) -> dict[str, Survey]:
    """Surveys of regions named by a letter each; all of them protect, unless letters are given."""
    named = {feature.region for feature in features} if protecting is None else set(protecting)
    return survey(features, {band.region: band for band in bands}, named, ())


def one(shape: BaseGeometry, band: float | None = None) -> Survey:
    bands = () if band is None else (banded("a", shape, band),)
    return survey_of(drawn("a", shape), bands=bands)["a"]


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-3)


def test_every_region_is_surveyed_in_the_order_given() -> None:
    assert list(survey_of(drawn("b", box(0, 0, 1, 1)), drawn("a", Point(5, 5)))) == ["b", "a"]


def test_an_area_is_measured_on_the_ellipsoid_with_its_perimeter() -> None:
    made = one(box(0, 0, 1, 1))
    assert made.kind == "area"
    assert made.area_km2 is not None
    assert made.area_km2.value == near(SQUARE)
    assert made.length_km == near(2 * EAST + 2 * NORTH)


def test_without_a_band_there_is_no_interval() -> None:
    interval = one(box(0, 0, 1, 1)).area_km2
    assert interval is not None
    assert (interval.least, interval.most) == (None, None)


def test_the_interval_of_an_area_is_without_and_with_its_band() -> None:
    interval = one(box(0, 0, 1, 1), band=0.1).area_km2
    assert interval is not None
    assert interval.least == near(0.64 * SQUARE)
    assert interval.most == near(1.44 * SQUARE)


sizes, places, widths = st.floats(0.1, 3), st.floats(-60, 60), st.floats(0.001, 2)


@given(places, places, sizes, sizes, widths)
def test_a_drawn_area_lies_between_its_least_and_its_most(
    west: float, south: float, width: float, height: float, band: float
) -> None:
    interval = one(box(west, south, west + width, south + height), band).area_km2
    assert interval is not None
    assert interval.least is not None
    assert interval.most is not None
    assert 0 <= interval.least < interval.value < interval.most


def test_a_line_has_a_length_and_no_area() -> None:
    made = one(LineString([(0, 0), (2, 0)]))
    assert (made.kind, made.area_km2) == ("line", None)
    assert made.length_km == near(2 * EAST)


@pytest.mark.parametrize("shape", [Point(0, 0), MultiPoint([(0, 0), (1, 1)])])
def test_a_point_has_neither(shape: BaseGeometry) -> None:
    made = one(shape)
    assert (made.kind, made.area_km2, made.length_km, made.protected) == ("point", None, None, None)


def test_two_areas_side_by_side_share_their_border_in_both_surveys() -> None:
    found = survey_of(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1, 0, 3, 1)))
    assert [(s.other, s.length_km) for s in found["a"].shared] == [("b", near(NORTH))]
    assert [(s.other, s.length_km) for s in found["b"].shared] == [("a", near(NORTH))]


@pytest.mark.parametrize("other", [box(1, 1, 2, 2), box(1, 0.995, 2, 2), box(2, 0, 3, 1)], ids=["corner", "bit", "far"])
def test_areas_that_meet_in_less_than_a_kilometre_share_no_border(other: BaseGeometry) -> None:
    assert survey_of(drawn("a", box(0, 0, 1, 1)), drawn("b", other))["a"].shared == ()


def test_the_longest_shared_border_comes_first() -> None:
    found = survey_of(drawn("a", box(0, 0, 2, 1)), drawn("b", box(2, 0, 3, 1)), drawn("c", box(0, 1, 2, 2)))
    assert [border.other for border in found["a"].shared] == ["c", "b"]


def test_an_overlap_is_an_area_and_a_share_of_each_region() -> None:
    found = survey_of(drawn("a", box(0, 0, 1, 1)), drawn("b", box(0.5, 0, 2.5, 1)))
    (mine,), (theirs,) = found["a"].overlaps, found["b"].overlaps
    assert mine.area_km2.value == theirs.area_km2.value == near(SQUARE / 2)
    assert (mine.share, theirs.share) == (near(0.5), near(0.25))
    assert (mine.area_km2.least, mine.area_km2.most) == (None, None)


def test_an_overlap_is_least_when_both_shrink_and_most_when_both_grow() -> None:
    shapes = {"a": box(0, 0, 1, 1), "b": box(0.5, 0, 1.5, 1)}
    bands = tuple(banded(name, shape, 0.1) for name, shape in shapes.items())
    (overlap,) = survey_of(*(drawn(*item) for item in shapes.items()), bands=bands)["a"].overlaps
    assert overlap.area_km2.least == near(0.3 * 0.8 * SQUARE)
    assert overlap.area_km2.most == near(0.7 * 1.2 * SQUARE)


def test_an_overlap_with_a_region_without_a_band_has_no_limits() -> None:
    one_banded = banded("a", box(0, 0, 1, 1), 0.1)
    (overlap,) = survey_of(drawn("a", box(0, 0, 1, 1)), drawn("b", box(0.5, 0, 2, 1)), bands=(one_banded,))[
        "a"
    ].overlaps
    assert (overlap.area_km2.least, overlap.area_km2.most) == (None, None)


@pytest.mark.parametrize("other", [box(1, 0, 2, 1), box(0.99999, 0, 2, 0.005)], ids=["side by side", "sliver"])
def test_a_sliver_is_no_overlap(other: BaseGeometry) -> None:
    assert survey_of(drawn("a", box(0, 0, 1, 1)), drawn("b", other))["a"].overlaps == ()


@given(st.floats(0.05, 1), st.floats(0, 0.95))
def test_overlaps_agree_from_both_sides(size: float, at: float) -> None:
    found = survey_of(drawn("a", box(0, 0, 1, 1)), drawn("b", box(at, at, at + size, at + size)))
    mine = {overlap.other: overlap.area_km2.value for overlap in found["a"].overlaps}
    theirs = {overlap.other: overlap.area_km2.value for overlap in found["b"].overlaps}
    assert mine.get("b") == pytest.approx(theirs.get("a"))
    assert all(0 < overlap.share <= 1 for made in found.values() for overlap in made.overlaps)


def test_what_lies_in_two_protected_areas_is_protected_once() -> None:
    parks = (drawn("b", box(0, 0, 0.5, 1)), drawn("c", box(0.25, 0, 0.75, 1)))
    assert survey_of(drawn("a", box(0, 0, 1, 1)), *parks, protecting="bc")["a"].protected == near(0.75)


def test_a_line_is_protected_by_the_share_of_its_length() -> None:
    line = drawn("a", LineString([(0, 0.5), (4, 0.5)]))
    assert survey_of(line, drawn("b", box(0, 0, 1, 1)), protecting="b")["a"].protected == near(0.25)


def test_a_region_that_nothing_protects_is_protected_by_nothing() -> None:
    assert survey_of(drawn("a", box(0, 0, 1, 1)), drawn("b", box(4, 4, 5, 5)), protecting="b")["a"].protected == 0


def test_where_nothing_is_known_to_be_protected_nobody_is_asked_how_far_he_is() -> None:
    assert survey_of(drawn("a", box(0, 0, 1, 1)), protecting="")["a"].protected is None


def test_a_protected_area_is_not_asked_how_far_it_is_protected() -> None:
    assert survey_of(drawn("a", box(0, 0, 1, 1)), drawn("b", box(0, 0, 2, 2)))["a"].protected is None


@pytest.mark.parametrize("spot", [Point(0.5, 0.5), Point(1, 0.5)], ids=["inside", "on the edge"])
def test_a_point_lies_within_the_areas_that_hold_or_meet_it(spot: Point) -> None:
    made = survey_of(drawn("a", spot), drawn("b", box(0, 0, 1, 1)), drawn("c", box(4, 4, 5, 5)), protecting="bc")["a"]
    assert (made.within, made.nearest_area) == (("b",), None)


def test_an_area_that_protects_nothing_is_measured_against_by_nobody() -> None:
    found = survey_of(drawn("a", box(0, 0, 1, 1)), drawn("b", box(0.5, 0, 2, 1)), protecting="a")
    assert (found["a"].overlaps, found["a"].nearest_area) == ((), None)
    assert [overlap.other for overlap in found["b"].overlaps] == ["a"]


def test_a_former_area_protects_nothing_and_is_itself_measured() -> None:
    former = drawn("b", box(0.5, 0, 1.5, 1), valid_from="1990", valid_to="2012")
    found = survey_of(drawn("a", box(0, 0, 1, 1)), former)
    assert (found["a"].overlaps, found["a"].shared, found["a"].nearest_area) == ((), (), None)
    assert found["b"].protected == near(0.5)


def test_an_area_since_a_date_protects() -> None:
    since = drawn("b", box(0.5, 0, 1.5, 1), valid_from="2012", valid_to=None)
    assert [overlap.other for overlap in survey_of(drawn("a", box(0, 0, 1, 1)), since)["a"].overlaps] == ["b"]


def test_a_band_brings_its_edges() -> None:
    edge = Edge("river", 250.0, 40.0, "Along the river")
    band = banded("a", box(0, 0, 1, 1), 0.1, edge)
    assert survey_of(drawn("a", box(0, 0, 1, 1)), bands=(band,))["a"].edges == (edge,)


@pytest.mark.parametrize(("said", "kept"), [("Rangers", "Rangers"), ("", None), (7, None), (["x"], None)])
def test_a_drawing_is_credited_to_whom_it_names_in_words(said: object, kept: str | None) -> None:
    made = survey_of(drawn("a", box(0, 0, 1, 1), credit=said, licence=said))["a"]
    assert (made.credit, made.licence) == (kept, kept)


def test_edges_that_follow_the_same_are_counted_together_and_the_longest_come_first() -> None:
    edges = [Edge("coast", 100, 10, "a"), Edge("river", 500, 60, "b"), Edge("coast", 300, 30, "c")]
    first, second = edge_kinds(edges)
    assert (first.follows, first.length_km, first.share, first.least_m, first.most_m) == ("river", 60, 0.6, 500, 500)
    assert (second.follows, second.length_km, second.share, second.least_m, second.most_m) == (
        "coast",
        40,
        0.4,
        100,
        300,
    )


def test_no_edges_have_no_kinds() -> None:
    assert edge_kinds(()) == ()


def test_an_edge_without_a_length_is_the_whole() -> None:
    assert [kind.share for kind in edge_kinds([Edge("by-eye", 1000, 0, "a point")])] == [1.0]


edges = st.builds(Edge, st.sampled_from("abc"), st.floats(0, 1e5), st.floats(0.1, 1e3), st.just(""))


@given(st.lists(edges, min_size=1, max_size=8))
def test_kinds_of_edges_lose_nothing(listed: list[Edge]) -> None:
    kinds = edge_kinds(listed)
    assert sum(kind.length_km for kind in kinds) == pytest.approx(sum(edge.length_km for edge in listed))
    assert sum(kind.share for kind in kinds) == pytest.approx(1)
    assert all(kind.least_m <= kind.most_m for kind in kinds)


def test_the_measures_are_those_of_the_measuring_module() -> None:
    found = survey_of(drawn("a", box(0, 40, 1, 41)), drawn("b", box(2, 42, 3, 43)))
    assert found["a"].area_km2 is not None
    assert found["a"].area_km2.value == area_km2(box(0, 40, 1, 41))
    assert found["a"].nearest_area is not None
    assert found["a"].nearest_area.distance_km.value == distance_km(box(0, 40, 1, 41), box(2, 42, 3, 43))
