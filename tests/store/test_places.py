from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.survey import Place
from mapapp.store.atlas import read_atlas
from mapapp.store.basemap import read_places, why_not
from mapapp.web.build import build_site
from tests.atlases import collection, feature, square

MILL = {"names": {"en": "Mill", "ru": "Мельница"}, "lon": 24.5, "lat": 14.5}


def test_places_are_read_with_their_names(guarded: Path) -> None:
    (guarded / "basemap/places.json").write_text(json.dumps([MILL, {**MILL, "rank": 2, "lon": 24}]))
    loaded = read_atlas(guarded)
    assert loaded.problems == ()
    assert loaded.places == (Place(MILL["names"], 24.5, 14.5), Place(MILL["names"], 24.0, 14.5, 2))  # type: ignore[arg-type]  # as it stands above


def test_an_atlas_without_a_base_map_has_no_places(folder: Path) -> None:
    assert read_atlas(folder).places == ()


@pytest.mark.parametrize(
    "raw",
    [
        7,
        None,
        {"mill": MILL},
        ["Mill"],
        [[]],
        [MILL, {}],
        [{**MILL, "names": "Mill"}],
        [{**MILL, "names": None}],
        [{**MILL, "names": {}}],
        [{**MILL, "names": {"en": 7}}],
        [{**MILL, "lon": "east"}],
        [{**MILL, "lon": None}],
        [{**MILL, "lat": 10**400}],
        [{**MILL, "lat": 91}],
        [{**MILL, "lon": 14_500_000}],
    ],
)
def test_places_that_cannot_be_used_are_told_and_left_out(guarded: Path, raw: object) -> None:
    (guarded / "basemap/places.json").write_text(json.dumps(raw))
    site = build_site(guarded)
    (problem,) = site.problems
    assert problem.file == "basemap/places.json"
    assert "names, lon and lat" in problem.message
    assert "Nearest town" not in site.assets[f"{site.panels}cards/north-park.html"].body.decode()


@pytest.mark.parametrize(
    ("part", "raw"),
    [
        ("labels.json", [{**MILL, "kind": "river"}, {"kind": "river"}]),
        ("labels.json", {}),
        ("rasters.json", {"relief": {"bounds": [[0, 0]]}}),
        ("rasters.json", {"../../x": {"bounds": [[0, 0], [1, 1]]}}),
        ("rasters.json", {"relief": {"bounds": [[0, 0], [1000, 1000]]}}),
        ("land.geojson", {}),
        ("land.geojson", collection({"type": "Feature", "properties": None, "geometry": square(24, 14)})),
        ("land.geojson", collection(feature("x", square(2400, 14)))),
        ("rivers.geojson", collection(feature("x", {"type": "LineString", "coordinates": [[24], [25]]}))),
        ("forest.webp", "no picture"),
    ],
)
def test_a_part_that_cannot_be_drawn_is_told_and_left_out(guarded: Path, part: str, raw: object) -> None:
    (guarded / "basemap" / part).write_text(json.dumps(raw))
    loaded = read_atlas(guarded)
    assert [problem.file for problem in loaded.problems] == [f"basemap/{part}"]
    assert part not in loaded.basemap
    assert len(loaded.basemap) == 8


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_browsers_refuse_is_named(guarded: Path, number: str) -> None:
    (guarded / "basemap/places.json").write_text(json.dumps([MILL]).replace("24.5", number))
    (problem,) = read_atlas(guarded).problems
    assert f"{number} is not a number" in problem.message


def test_a_file_of_places_that_is_broken_is_told_once(guarded: Path) -> None:
    (guarded / "basemap/places.json").write_text('[{"names"')
    (problem,) = read_atlas(guarded).problems
    assert (problem.file, "cut short" in problem.message) == ("basemap/places.json", True)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
entries = st.fixed_dictionaries({"names": json_values, "lon": json_values, "lat": json_values})


@given(st.lists(entries | json_values, max_size=3) | json_values)
def test_no_json_value_for_places_raises(raw: object) -> None:
    body = json.dumps(raw).encode()
    if why_not("places.json", body) is None:
        places = read_places({"places.json": body})
        assert len(places) == len(raw)  # type: ignore[arg-type]  # what gives no problem is a list
        assert all(abs(place.longitude) <= 180 and place.names for place in places)
