"""Bands of doubt: they hold the edges they are about, as wide as these are doubtful, and no wider than sense allows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.build import frame, regions
from geodata.build.bands import Edge, Trace, band, edges, spans
from geodata.build.outline import Outline, read_outlines
from mapapp.core.measure import area_km2, buffer_m, distance_km, interval_km2, length_km
from tests.geodata.conftest import GEODATA

PAD, LEOPARD, ZONE = "kedrovaya-pad", "land-of-the-leopard", "china-russia-corridor"
OUTLINES = read_outlines(GEODATA / "outlines")
NAMES = sorted(OUTLINES)
AREAS = [name for name in NAMES if OUTLINES[name].geometry == "polygon"]
Shapes = Mapping[str, BaseGeometry]


@pytest.fixture(scope="session")
def built() -> Shapes:
    return regions.build_all(OUTLINES)


@pytest.fixture(scope="session")
def doubt() -> Mapping[str, dict[str, Any]]:
    """The committed bands by region."""
    text = (GEODATA / "layers" / "doubt.geojson").read_text(encoding="utf-8")
    return {feature["id"]: feature for feature in json.loads(text)["features"]}


def follows(found: tuple[Edge, ...]) -> list[tuple[str, int]]:
    return [(edge.trace.follows, edge.trace.half_width_m) for edge in found]


def field(places: list[tuple[float, float]], half_width_m: int = 3000) -> Outline:
    """A Russian region of one piece with straight sides, drawn by eye."""
    by_eye = {"follow": "by-eye", "points": places, "source": "a test", "half_width_m": half_width_m}
    head = {"region": "field", "name": "Field", "layer": "reserves", "geometry": "polygon", "countries": ["RU"]}
    parts = [{"name": "all", "segments": [by_eye]}]
    return Outline.model_validate({**head, "certainty": "none", "parts": parts})


def built_alone(outline: Outline) -> tuple[BaseGeometry, tuple[Edge, ...]]:
    geometry = regions.build(outline, {})
    return geometry, edges(outline, geometry, {outline.region: outline})


@pytest.mark.parametrize("name", NAMES)
def test_the_edges_of_a_region_add_up_to_its_boundary(built: Shapes, doubt: Mapping[str, Any], name: str) -> None:
    total = sum(edge["length_km"] for edge in doubt[name]["properties"]["edges"])
    assert total == pytest.approx(length_km(built[name]), rel=0.005, abs=0.5)
    found = edges(OUTLINES[name], built[name], OUTLINES)
    assert sum(length_km(edge.geometry) for edge in found) == pytest.approx(length_km(built[name]), rel=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_a_band_holds_the_edges_it_is_about(built: Shapes, doubt: Mapping[str, Any], name: str) -> None:
    line = built[name].boundary if name in AREAS else built[name]
    assert shape(doubt[name]["geometry"]).covers(line)


@pytest.mark.parametrize("name", AREAS)
def test_an_interval_contains_the_area_as_drawn(built: Shapes, doubt: Mapping[str, Any], name: str) -> None:
    least, most = interval_km2(built[name], shape(doubt[name]["geometry"]))
    assert 0 <= least < area_km2(built[name]) < most


@pytest.mark.parametrize("name", NAMES)
def test_a_band_says_its_least_and_its_largest_half_width(doubt: Mapping[str, Any], name: str) -> None:
    said = doubt[name]["properties"]
    widths = [edge["half_width_m"] for edge in said["edges"]]
    assert (said["half_width_m_min"], said["half_width_m_max"]) == (min(widths), max(widths))
    assert all(edge["says"] for edge in said["edges"])


@pytest.mark.parametrize("name", ["zov-tigra", "ussuriysky-reserve"])
def test_a_band_inland_is_as_wide_as_its_edges_are_doubtful(built: Shapes, name: str) -> None:
    found = edges(OUTLINES[name], built[name], OUTLINES)
    drawn = band(found, OUTLINES[name].countries)
    for edge in found:
        assert drawn.covers(buffer_m(edge.geometry, edge.trace.half_width_m * 0.9))
    widest = shapely.union_all([buffer_m(edge.geometry, edge.trace.half_width_m * 1.1) for edge in found])
    assert widest.covers(drawn)


def test_an_edge_cut_along_a_neighbour_inherits_what_the_neighbour_follows(built: Shapes) -> None:
    common = built[LEOPARD].boundary.intersection(built[PAD].boundary)
    assert length_km(frame.joined(common)[0]) > 5
    inherited = {edge.trace for edge in edges(OUTLINES[PAD], built[PAD], OUTLINES)}
    along = {
        edge.trace
        for edge in edges(OUTLINES[LEOPARD], built[LEOPARD], OUTLINES)
        if edge.geometry.intersection(built[PAD].boundary).length > 0
    }
    assert along
    assert along <= inherited


def test_an_edge_cut_along_a_neighbour_follows_what_is_given_for_it(built: Shapes) -> None:
    survey = Edge(Trace("openstreetmap", 100, "a survey"), built[PAD].boundary)
    found = edges(OUTLINES[LEOPARD], built[LEOPARD], OUTLINES, {PAD: (survey,)})
    assert survey.trace in {edge.trace for edge in found}
    other = Edge(survey.trace, shapely.box(131, 43, 131.1, 43.1).boundary)
    assert edges(OUTLINES[PAD], built[PAD], OUTLINES, {PAD: (other,)}) == (other,)


def test_what_reaches_beyond_the_border_is_cut_and_follows_it() -> None:
    geometry, found = built_alone(field([(131.0, 43.3), (131.6, 43.3), (131.6, 43.5), (131.0, 43.5)]))
    assert sorted(follows(found)) == [("by-eye", 3000), ("state-border", 2000)]
    assert geometry.bounds[0] > 131.1


def test_what_reaches_out_to_sea_is_cut_and_follows_the_shore() -> None:
    _geometry, found = built_alone(field([(134.2, 43.0), (134.4, 43.0), (134.4, 43.4), (134.2, 43.4)]))
    assert set(follows(found)) == {("coast", 500), ("by-eye", 3000)}


def test_what_lies_on_no_known_line_is_as_doubtful_as_the_worst() -> None:
    outline = field([(131.5, 43.4), (131.6, 43.4), (131.6, 43.5)])
    elsewhere = shapely.box(131.7, 43.4, 131.8, 43.5)
    assert follows(edges(outline, elsewhere, {"field": outline})) == [("by-eye", 3000)]


def farthest_from_russia(area: BaseGeometry) -> float:
    """Kilometres from Russian land to the corner of an area that is farthest from it."""
    return max(distance_km(Point(place), frame.land_of("RU")) for place in shapely.get_coordinates(area))


def test_an_edge_drawn_by_eye_lies_no_farther_abroad_than_the_border_may_be_off() -> None:
    outline = field([(131.21, 43.12), (131.4, 43.12), (131.4, 43.18), (131.21, 43.18)], half_width_m=6000)
    geometry, found = built_alone(outline)
    assert farthest_from_russia(buffer_m(geometry, 6000)) > 3
    assert 1.5 < farthest_from_russia(band(found, ("RU",))) < 2.01


def test_an_edge_drawn_by_eye_lies_no_farther_at_sea_than_the_shore_may_be_off() -> None:
    outline = field([(134.2, 43.12), (134.26, 43.12), (134.26, 43.2), (134.2, 43.2)], half_width_m=6000)
    geometry, found = built_alone(outline)
    assert farthest_from_russia(buffer_m(geometry, 6000)) > 1
    assert 0.4 < farthest_from_russia(band(found, ("RU",))) < 0.51


def test_a_border_is_in_doubt_on_both_its_sides(doubt: Mapping[str, Any], built: Shapes) -> None:
    drawn = shape(doubt[LEOPARD]["geometry"])
    border = next(e for e in edges(OUTLINES[LEOPARD], built[LEOPARD], OUTLINES) if e.trace.follows == "state-border")
    assert drawn.covers(buffer_m(border.geometry, border.trace.half_width_m * 0.9))


def test_a_shore_is_in_doubt_out_to_sea() -> None:
    shore = shapely.LineString(frame.piece("coast", (134.0, 42.95), (134.26, 43.09)))
    assert length_km(shore) > 10
    drawn = band((Edge(Trace("coast", 1500, "a chart"), shore),), ("RU",))
    assert 1.3 < farthest_from_russia(drawn) < 1.51


@pytest.mark.parametrize("name", ["far-eastern-marine-reserve", "barabash-visitor-centre"])
def test_a_point_is_in_doubt_all_round(doubt: Mapping[str, Any], built: Shapes, name: str) -> None:
    circle = buffer_m(built[name], OUTLINES[name].half_width_m_max)
    assert area_km2(shape(doubt[name]["geometry"])) == pytest.approx(area_km2(circle), rel=1e-3)


def test_a_zone_is_as_doubtful_as_the_line_it_lies_round(built: Shapes) -> None:
    found = edges(OUTLINES[ZONE], built[ZONE], OUTLINES)
    own = Trace("state-border", OUTLINES[ZONE].half_width_m_max, OUTLINES[ZONE].parts[0].segments[0].source)
    assert sum(length_km(edge.geometry) for edge in found if edge.trace == own) > 0.4 * length_km(built[ZONE])


def test_edges_in_a_row_that_follow_the_same_are_told_as_one_without_the_scraps_between() -> None:
    road, shore = Trace("road", 500, "a map"), Trace("coast", 300, "a chart")
    line = shapely.LineString([(131, 43), (131, 43.1)])
    scrap = Edge(shore, shapely.LineString([(131, 43), (131, 43.0001)]))
    told = spans([Edge(road, line), scrap, Edge(road, line), Edge(shore, line), Edge(road, line)])
    assert [(one["follows"], one["length_km"]) for one in told] == [("road", 22.2), ("coast", 11.1), ("road", 11.1)]


def test_a_ring_is_not_cut_where_it_merely_begins() -> None:
    geometry, found = built_alone(field([(131.5, 43.4), (131.6, 43.4), (131.6, 43.5)]))
    assert len(found) == 1
    assert found[0].geometry.equals(geometry.boundary)


# The outline of a band is drawn to a twentieth of its half-width, so a tenth less doubt is less beyond question.
@settings(max_examples=8)
@given(st.lists(st.floats(0.1, 0.9), min_size=4, max_size=4))
def test_less_doubt_about_an_outline_never_widens_its_interval(shares: list[float]) -> None:
    outline = OUTLINES[PAD]
    (part,) = outline.parts
    segments = tuple(
        segment.model_copy(update={"half_width_m": max(1, int(segment.half_width_m * share))})
        for segment, share in zip(part.segments, shares, strict=True)
    )
    surer = outline.model_copy(update={"parts": (part.model_copy(update={"segments": segments}),)})
    geometry, found = built_alone(outline)
    least, most = interval_km2(geometry, band(found, outline.countries))
    surer_geometry, surer_found = built_alone(surer)
    assert surer_geometry == geometry
    surer_least, surer_most = interval_km2(geometry, band(surer_found, outline.countries))
    assert least <= surer_least <= area_km2(geometry) <= surer_most <= most
