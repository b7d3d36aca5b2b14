from __future__ import annotations

import contextlib
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.atlas import Home
from mapapp.core.features import KINDS, BadFeatureError, Feature, read_feature, widest_places
from tests.atlases import Json, feature, square

EXTENT = Home(west=20, south=10, east=30, north=20)
REGIONS = frozenset({"park", "path"})
LINE = [[22, 15], [24, 16]]
GOOD = {
    "Point": [25, 15],
    "MultiPoint": [[25, 15], [26, 15]],
    "LineString": LINE,
    "MultiLineString": [LINE, [[26, 12], [27, 13]]],
    "Polygon": square(24, 14)["coordinates"],
    "MultiPolygon": [square(24, 14)["coordinates"], square(27, 14)["coordinates"]],
}
HOLE = [*square(24, 14, 4)["coordinates"], [[25, 15], [25, 16], [26, 16], [26, 15], [25, 15]]]


def read(geometry: Any, region: Any = "park") -> Feature:
    return read_feature(feature(region, geometry), REGIONS, EXTENT)


def message(raw: Any) -> str:
    with pytest.raises(BadFeatureError) as caught:
        read_feature(raw, REGIONS, EXTENT)
    return str(caught.value)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_sound_geometry_of_each_kind_is_read(kind: str) -> None:
    assert read({"type": kind, "coordinates": GOOD[kind]}).geometry.geom_type == kind


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_feature_is_written_as_it_was_read(kind: str) -> None:
    raw = feature("park", {"type": kind, "coordinates": GOOD[kind]})
    written = read_feature(raw, REGIONS, EXTENT).to_geojson()
    assert read_feature(written, REGIONS, EXTENT).geometry.equals(read_feature(raw, REGIONS, EXTENT).geometry)
    assert (written["type"], written["id"], written["properties"]) == ("Feature", "park", {"region": "park"})


def test_a_hole_stays_a_hole() -> None:
    assert read({"type": "Polygon", "coordinates": HOLE}).geometry.area == pytest.approx(15)


def test_coordinates_are_written_to_five_decimals() -> None:
    written = read({"type": "Point", "coordinates": [25.123456789, 15.1]}).to_geojson()
    assert written["geometry"]["coordinates"] == [25.12346, 15.1]


@pytest.mark.parametrize("size", [1e-6, 1e-7, 1e-12])
def test_a_shape_that_would_vanish_when_it_is_written_is_refused(size: float) -> None:
    assert "smaller than a metre" in message(feature("park", square(24, 14, size)))


def test_the_finest_shape_is_written() -> None:
    assert len(read(square(24, 14, 2e-5)).to_geojson()["geometry"]["coordinates"][0]) == 5


@pytest.mark.parametrize("raw", [None, 1, "Feature", [], {}, {"type": "feature"}, {"type": "FeatureCollection"}])
def test_what_is_not_a_feature_is_named(raw: Any) -> None:
    assert 'type "Feature"' in message(raw)


@pytest.mark.parametrize("region", ["moon", None, 7, "PARK", "", ["park"], {"park": 1}])
def test_an_unknown_region_is_named_with_the_known_ones(region: Any) -> None:
    words = message(feature(region, {"type": "Point", "coordinates": [25, 15]}))
    assert repr(region) in words
    assert "park, path" in words


@pytest.mark.parametrize("properties", [None, [], "park", {}])
def test_properties_without_a_region_are_named(properties: Any) -> None:
    raw = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [25, 15]}}
    assert "property region" in message(raw)


@pytest.mark.parametrize("kind", ["Circle", "GeometryCollection", "polygon", None, 3, ["Point"], {"Point": 1}])
def test_a_wrong_geometry_type_is_named_with_the_right_ones(kind: Any) -> None:
    words = message(feature("park", {"type": kind, "coordinates": [25, 15]}))
    assert repr(kind) in words
    assert "MultiPolygon" in words


@pytest.mark.parametrize("geometry", [None, [], "POINT (25 15)"])
def test_a_missing_geometry_is_named(geometry: Any) -> None:
    assert "geometry type None" in message(feature("park", geometry))


@pytest.mark.parametrize(
    "coordinates", [None, "25,15", [25], [["25", "15"]], {"x": 25}, [[[25, 15]]], [None, None], [[], []]]
)
def test_coordinates_of_the_wrong_form_are_refused(coordinates: Any) -> None:
    assert "coordinates" in message(feature("park", {"type": "Point", "coordinates": coordinates}))


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e400, 10**400])
@pytest.mark.parametrize("kind", ["Point", "LineString"])
def test_a_coordinate_that_is_no_finite_number_is_refused(number: float, kind: str) -> None:
    coordinates = {"Point": [number, 15], "LineString": [[22, 15], [24, number]]}[kind]
    assert "coordinates" in message(feature("park", {"type": kind, "coordinates": coordinates}))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_geometry_without_coordinates_is_refused(kind: str) -> None:
    assert message(feature("park", {"type": kind, "coordinates": []})) == "has no coordinates"


@pytest.mark.parametrize("place", [[14_500_000, 5_300_000], [500_000, 4_800_000], [25, 91], [181, 15]])
def test_projected_coordinates_are_told_the_right_system(place: list[float]) -> None:
    assert "EPSG:4326" in message(feature("park", {"type": "Point", "coordinates": place}))


def test_swapped_coordinates_are_recognised() -> None:
    assert "swapped" in message(feature("park", {"type": "Point", "coordinates": [15, 25]}))


def test_a_shape_outside_the_landscape_is_told_where_it_lies() -> None:
    words = message(feature("park", square(40, 50)))
    assert "outside the landscape" in words
    assert "40,50 to 41,51" in words
    assert "swapped" not in words


def test_a_self_intersection_is_named() -> None:
    bow = [[[24, 14], [25, 15], [25, 14], [24, 15], [24, 14]]]
    assert "Self-intersection" in message(feature("park", {"type": "Polygon", "coordinates": bow}))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
numbers = st.floats() | st.integers(-200, 200)
coordinates = st.recursive(st.lists(numbers, max_size=4), lambda inner: st.lists(inner, max_size=5), max_leaves=12)
geometries = st.fixed_dictionaries(
    {"type": st.sampled_from(sorted(KINDS)) | json_values, "coordinates": coordinates | json_values}
)
features = st.fixed_dictionaries(
    {
        "type": st.just("Feature"),
        "properties": st.fixed_dictionaries({"region": st.just("park") | json_values}) | json_values,
        "geometry": geometries | json_values,
    }
)


@given(features | json_values)
def test_no_json_value_raises_anything_but_bad_feature(raw: Json) -> None:
    read_one = None
    with contextlib.suppress(BadFeatureError):
        read_one = read_feature(raw, REGIONS, EXTENT)
    assert read_one is None or json.dumps(read_one.to_geojson()["geometry"], allow_nan=False)


@pytest.mark.parametrize("date", ["2012", "2012-04", "2012-04-05", None])
def test_a_feature_says_from_when_to_when_it_holds(date: str | None) -> None:
    properties = {"region": "park", "valid_from": date, "valid_to": date}
    found = read_feature({**feature("park", square(24, 14)), "properties": properties}, REGIONS, EXTENT)
    assert (found.valid_from, found.valid_to) == (date, date)
    assert found.to_geojson()["properties"] == properties


def test_a_feature_that_says_nothing_holds_without_end() -> None:
    found = read(square(24, 14))
    assert (found.valid_from, found.valid_to, found.edges) == (None, None, ())


@pytest.mark.parametrize("key", ["valid_from", "valid_to"])
@pytest.mark.parametrize(
    "date", [2012, "", "soon", "12", "2012-13", "2012-4-5", "2012-04-05T00:00", "2012\n", ["2012"]]
)
def test_a_date_that_is_none_is_named_with_what_is_expected(key: str, date: Any) -> None:
    words = message({**feature("park", square(24, 14)), "properties": {"region": "park", key: date}})
    assert f"{key} {date!r}" in words
    assert "2012-04-05" in words


EDGE = {"follows": "river", "says": "Along the river", "half_width_m": 250, "length_km": 40.5}


def edged(edges: Any) -> Json:
    return {**feature("park", square(24, 14)), "properties": {"region": "park", "edges": edges}}


def test_the_edges_of_a_band_are_read() -> None:
    (edge,) = read_feature(edged([EDGE]), REGIONS, EXTENT).edges
    assert (edge.follows, edge.says, edge.half_width_m, edge.length_km) == ("river", "Along the river", 250, 40.5)


@pytest.mark.parametrize("edges", [None, {}, "river", 7])
def test_edges_that_are_no_list_are_named(edges: Any) -> None:
    assert message(edged(edges)) == "has edges that are not a list"


@pytest.mark.parametrize(
    "change",
    [
        {"follows": 7},
        {"says": None},
        {"half_width_m": "250"},
        {"half_width_m": -1},
        {"half_width_m": 10**400},
        {"half_width_m": True},
        {"width": 1},
        {"length_km": None},
        {"length_km": [1]},
    ],
)
def test_a_wrong_edge_is_named_by_its_number(change: Json) -> None:
    words = message(edged([EDGE, {**EDGE, **change}]))
    assert "edge 2" in words
    assert "follows, says, half_width_m and length_km" in words


@pytest.mark.parametrize("edge", [None, [], "river", {}, {key: EDGE[key] for key in ("follows", "says", "length_km")}])
def test_an_edge_that_lacks_something_is_named(edge: Any) -> None:
    assert "edge 1" in message(edged([edge]))


@given(st.lists(json_values | st.fixed_dictionaries(dict.fromkeys(EDGE, json_values)), max_size=3))
def test_no_json_value_for_an_edge_raises_anything_but_bad_feature(edges: Any) -> None:
    found = None
    with contextlib.suppress(BadFeatureError):
        found = read_feature(edged(edges), REGIONS, EXTENT)
    assert found is None or len(found.edges) == len(edges)


def test_names_go_to_the_widest_areas_first_and_to_schematic_ones_last() -> None:
    shapes = {"park": square(24, 14, 1), "path": square(26, 14, 3), "sketch": square(21, 11, 5)}
    found = [read_feature(feature(name, shape), frozenset(shapes), EXTENT) for name, shape in shapes.items()]
    assert [name for name, _ in widest_places(found, {"sketch"})] == ["path", "park", "sketch"]


def test_a_name_stands_in_the_middle_of_its_area_as_latitude_and_longitude() -> None:
    ((_, (north, east)),) = widest_places([read(square(24, 14, 2))], set())
    assert north == pytest.approx(15, abs=0.1)
    assert east == pytest.approx(25, abs=0.1)


def test_points_and_lines_get_no_name_on_the_map() -> None:
    line = {"type": "LineString", "coordinates": LINE}
    assert widest_places([read({"type": "Point", "coordinates": [25, 15]}), read(line)], set()) == []
