from __future__ import annotations

from typing import Any

import pytest
from shapely import LineString, MultiLineString, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.corridors import profiles
from mapapp.core.evidence import gather
from mapapp.core.features import Edge, Feature
from mapapp.core.profile import Profile
from tests.atlases import guarded, region, tiny_atlas
from tests.core.shapes import banded, drawn

# A degree of longitude is about 107 km here, so that 0.1 degrees are well within the reach of 20 km.
NORTH, EAST = box(24.9, 16, 25, 17), box(25, 16, 25.05, 17)
SHAPES: dict[str, BaseGeometry] = {"north-park": NORTH, "east-park": EAST, "bridge": Point(25.01, 16.4)}
LANDS = {"RU": box(20, 10, 25, 20), "CN": box(25, 10, 30, 20)}


def profiles_of(
    *bands: Feature, axis: dict[str, Any] | None = None, **shapes: BaseGeometry | None
) -> dict[str, Profile]:
    """Profiles of the guarded atlas with its two narrow parks, or with other shapes by their region."""

    def change(catalogue: dict[str, Any]) -> None:
        catalogue |= guarded()
        if axis is not None:
            catalogue["regions"][-1]["profile"] = axis

    named = {name.replace("_", "-"): shape for name, shape in shapes.items()}
    features = [drawn(name, shape) for name, shape in (SHAPES | named).items() if shape is not None]
    return profiles(tiny_atlas(change), features, {band.region: band for band in bands}, LANDS)


def passage(*bands: Feature, **changes: Any) -> Profile:
    return profiles_of(*bands, **changes)["passage"]


def widths(profile: Profile) -> set[float]:
    return {round(station.width_km, 1) for station in profile.stations}


def test_only_a_region_that_asks_for_a_profile_has_one() -> None:
    assert list(profiles_of()) == ["passage"]


def test_the_axis_between_two_areas_is_their_common_border() -> None:
    made = passage()
    assert made.length_km == pytest.approx(110.66, abs=0.1)
    assert {round(station.longitude, 6) for station in made.stations} == {25.0}
    assert made.stations[0].latitude < made.stations[-1].latitude


def test_protected_land_is_measured_on_both_sides_with_the_countries_there() -> None:
    middle = passage().stations[27]
    assert middle.left_km == pytest.approx(10.7, abs=0.1)
    assert middle.right_km == pytest.approx(5.3, abs=0.1)
    assert (middle.left_country, middle.right_country) == ("RU", "CN")


def test_an_outline_that_changes_changes_the_profile() -> None:
    narrower = passage(north_park=box(24.95, 16, 25, 17))
    assert narrower.left_mean_km == pytest.approx(passage().left_mean_km / 2, rel=0.01)
    assert narrower.right_mean_km == pytest.approx(passage().right_mean_km)


def test_a_crossing_is_placed_along_the_axis() -> None:
    (crossing,) = passage().crossings
    assert crossing.id == "bridge"
    assert crossing.distance_km == pytest.approx(44.3, abs=0.1)
    assert crossing.offset_km == pytest.approx(1.07, abs=0.02)


def test_what_is_no_crossing_is_not_marked() -> None:
    assert [crossing.id for crossing in passage(gate=Point(25, 16.5)).crossings] == ["bridge"]


@pytest.mark.parametrize(
    "east",
    [box(26, 16, 27, 17), box(25, 17, 26, 18), Point(25, 16.5), None],
    ids=["apart", "corner", "point", "undrawn"],
)
def test_between_areas_that_share_no_border_there_is_no_profile(east: BaseGeometry | None) -> None:
    assert profiles_of(east_park=east) == {}


LINE = LineString([(24.95, 16.2), (24.95, 16.8)])


@pytest.mark.parametrize("line", [LINE, MultiLineString([LINE, LineString([(24.95, 16.8), (24.95, 16.9)])])])
def test_a_region_may_be_its_own_axis(line: BaseGeometry) -> None:
    made = passage(axis={}, passage=line)
    assert {round(station.longitude, 6) for station in made.stations} == {24.95}
    assert widths(made) == {16.0}


RING = LineString([(24.95, 16.2), (24.95, 16.8), (24.98, 16.5), (24.95, 16.2)])


@pytest.mark.parametrize(
    "shape",
    [Point(25, 16), box(24, 16, 25, 17), RING, MultiLineString([RING, LineString([(24, 16), (24, 16.1)])]), None],
)
def test_a_region_without_two_ends_is_no_axis(shape: BaseGeometry | None) -> None:
    assert profiles_of(axis={}, passage=shape) == {}


def test_a_former_area_protects_nothing() -> None:
    def change(catalogue: dict[str, Any]) -> None:
        catalogue |= guarded()
        catalogue["regions"].append(region("old-park", "parks"))

    former = drawn("old-park", box(24.8, 16, 24.9, 17), valid_to="2012")
    features = [*(drawn(*item) for item in SHAPES.items()), former]
    assert profiles(tiny_atlas(change), features, {}, LANDS) == profiles_of()
    still = [*features[:-1], drawn("old-park", former.geometry)]
    assert profiles(tiny_atlas(change), still, {}, LANDS) != profiles_of()


def test_a_layer_that_does_not_protect_protects_nothing() -> None:
    assert passage(old_path=box(24.7, 16, 25, 17)) == passage()


def test_without_bands_a_width_has_least_and_most_at_itself() -> None:
    assert all(s.least_km == s.width_km == s.most_km for s in passage().stations)


def test_bands_widen_the_interval_by_as_much_as_they_are_wide() -> None:
    middle = passage(banded("north-park", NORTH, 0.02), banded("east-park", EAST, 0.01)).stations[27]
    assert middle.most_km == pytest.approx(middle.width_km + 3.2, abs=0.1)


def test_the_doubt_of_the_border_itself_takes_no_protected_land_away() -> None:
    border = Edge("state-border", 2500.0, 110.0, "The border")
    north, east = banded("north-park", NORTH, 0.02, border), banded("east-park", EAST, 0.01, border)
    middle = passage(north, east).stations[27]
    assert middle.least_km == pytest.approx(middle.width_km - 3.2, abs=0.1)


def test_evidence_is_a_survey_of_every_drawing_and_the_profiles() -> None:
    atlas = tiny_atlas(lambda catalogue: catalogue.update(guarded()))
    features = [drawn(name, shape) for name, shape in SHAPES.items()]
    found = gather(atlas, features, {}, (), LANDS)
    assert list(found.surveys) == ["north-park", "east-park", "bridge"]
    assert [border.other for border in found.surveys["north-park"].shared] == ["east-park"]
    assert found.profiles == profiles_of()
