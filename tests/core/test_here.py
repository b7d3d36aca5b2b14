"""What is at a place: country, town, border, and the regions that hold it or may hold it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, box

from mapapp.core.atlas import Home
from mapapp.core.features import Edge, Feature
from mapapp.core.here import HOWS, Ground, Held
from mapapp.core.measure import ellipsoid
from mapapp.core.survey import Place
from tests.core.shapes import banded, drawn

EXTENT = Home(west=-5, south=-5, east=5, north=5)
LANDS = {"RU": box(-4, -4, 0, 4), "CN": box(0, -4, 4, 4)}
BORDER = Edge("state-border", 2000, 100, "As drawn")
UNSURE = Edge("state-border", 8000, 10, "Across a lake")
BY_EYE = Edge("by-eye", 9000, 900, "By eye")


def ground(*features: Feature, bands: tuple[Feature, ...] = (), places: tuple[Place, ...] = ()) -> Ground:
    return Ground(EXTENT, features, {band.region: band for band in bands}, places, LANDS)


PARK, BAND = drawn("park", box(1, 1, 2, 2)), banded("park", box(1, 1, 2, 2), 0.1, BORDER, UNSURE, BY_EYE)


def how(longitude: float, latitude: float) -> str | None:
    found = ground(PARK, bands=(BAND,)).at(longitude, latitude).regions
    return found[0].how if found else None


@pytest.mark.parametrize(
    ("longitude", "expected"), [(1.5, "inside"), (1.95, "edge"), (2.05, "near"), (2.15, None), (1.05, "edge")]
)
def test_a_region_holds_a_place_as_surely_as_its_band_allows(longitude: float, expected: str | None) -> None:
    assert how(longitude, 1.5) == expected


def test_an_outline_without_a_band_makes_no_claim_of_being_sure() -> None:
    assert ground(PARK).at(1.5, 1.5).regions == (Held("park", "unmeasured"),)


def test_the_surest_regions_come_first_and_the_smallest_among_equals() -> None:
    wide, small, line = box(0, 0, 4, 4), box(1, 1, 2, 2), LineString([(0, 1.5), (3, 1.5)])
    near = banded("line", line.buffer(0.01), 0.2)
    made = ground(
        drawn("line", line.parallel_offset(0.05)),
        drawn("wide", wide),
        drawn("small", small),
        bands=(near, banded("wide", wide, 0.1), banded("small", small, 0.1)),
    )
    assert [held.region for held in made.at(1.5, 1.5).regions] == ["small", "wide", "line"]


sides = st.floats(-4.9, 4.9)


@given(sides, sides, st.floats(0.01, 0.4))
def test_a_place_in_a_region_is_always_told_and_one_outside_only_in_doubt(x: float, y: float, width: float) -> None:
    shape = box(-2, -2, 2, 2)
    made = ground(drawn("park", shape), bands=(banded("park", shape, width),))
    found = [held.how for held in made.at(x, y).regions]
    assert (found in (["inside"], ["edge"])) == shape.intersects(Point(x, y))
    assert found in ([], ["near"], ["edge"], ["inside"])
    assert ("inside" in found) == shape.buffer(-width, join_style="mitre").contains(Point(x, y))


@given(sides, sides)
def test_only_what_is_in_force_counts(x: float, y: float) -> None:
    shape = box(-5, -5, 5, 5)
    former = drawn("former", shape, valid_from="1996", valid_to="2008-10-27")
    today = drawn("today", shape, valid_from="2008-10-27")
    assert [held.region for held in ground(former, today).at(x, y).regions] == ["today"]


@pytest.mark.parametrize(("year", "expected"), [(1995, []), (1996, ["former"]), (2007, ["former"]), (2008, ["today"])])
def test_a_year_asks_for_what_held_at_its_end(year: int, expected: list[str]) -> None:
    shape = box(1, 1, 2, 2)
    former = drawn("former", shape, valid_from="1996", valid_to="2008-10-27")
    today = drawn("today", shape, valid_from="2008-10-27")
    assert [held.region for held in ground(former, today).at(1.5, 1.5, year).regions] == expected


def test_an_extent_without_dates_holds_in_every_year() -> None:
    assert drawn("park", box(0, 0, 1, 1)).holds(1916)


@pytest.mark.parametrize(("longitude", "country"), [(-1, "RU"), (1, "CN"), (4.5, None)])
def test_the_country_is_the_land_that_holds_the_place(longitude: float, country: str | None) -> None:
    assert ground().at(longitude, 0).country == country


def test_the_nearest_border_is_told_with_its_countries_and_its_usual_doubt() -> None:
    border = ground(PARK, bands=(BAND,)).at(1, 0).border
    assert border is not None
    assert border.countries == ("RU", "CN")
    assert border.distance_km == pytest.approx(111.32, rel=1e-3)
    assert border.doubt_km == 2
    assert not border.in_doubt


def test_a_place_nearer_to_the_border_than_its_doubt_has_a_doubtful_side() -> None:
    border = ground(PARK, bands=(BAND,)).at(0.01, 0).border
    assert border is not None
    assert border.in_doubt


def test_lands_that_only_touch_in_a_point_have_no_border() -> None:
    apart = Ground(EXTENT, (), {}, (), {"RU": box(0, 0, 1, 1), "CN": box(1, 1, 2, 2)})
    assert apart.at(0.5, 0.5).border is None


def test_the_nearest_town_is_the_nearest_on_the_ground() -> None:
    # At 60 degrees north a degree of longitude is half as long as one of latitude.
    towns = (Place({"en": "North"}, 1, 61), Place({"en": "East"}, 2.5, 60))
    north = Ground(Home(west=-5, south=55, east=5, north=65), (), {}, towns, {})
    town = north.at(1, 60).town
    assert town is not None
    assert town.place.names["en"] == "East"
    assert town.bearing == pytest.approx(90, abs=1)


@given(sides, sides, st.floats(0, 359), st.floats(10, 5_000))
def test_a_town_is_told_as_far_and_where_it_is(x: float, y: float, bearing: float, metres: float) -> None:
    longitude, latitude, _ = ellipsoid().fwd(x, y, bearing, metres)
    town = ground(places=(Place({"en": "Mill"}, longitude, latitude),)).at(x, y).town
    assert town is not None
    assert town.distance_km == pytest.approx(metres / 1000, rel=1e-6)
    assert min(abs(town.bearing - bearing), 360 - abs(town.bearing - bearing)) < 0.01


def test_beyond_the_landscape_nothing_is_claimed() -> None:
    beyond = ground(places=(Place({"en": "Mill"}, 0, 0),)).at(50, 50)
    assert (beyond.covered, beyond.country, beyond.border, beyond.town, beyond.regions) == (False, None, None, None, ())


def test_an_atlas_without_lands_knows_no_country_and_no_border() -> None:
    bare = Ground(EXTENT, (PARK,), {}, (), {}).at(1.5, 1.5)
    assert (bare.covered, bare.country, bare.border) == (True, None, None)
    assert [held.how for held in bare.regions] == [HOWS[1]]
