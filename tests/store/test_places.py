from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.survey import Place
from mapapp.store.atlas import read_atlas
from mapapp.store.basemap import read_places
from mapapp.web.build import build_site
from tests.atlases import tiny_atlas

MILL = {"names": {"en": "Mill", "ru": "Мельница"}, "lon": 24.5, "lat": 14.5}
ATLAS = tiny_atlas(lambda catalogue: catalogue.update(basemap="basemap"))


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
        [{**MILL, "lon": float("nan")}],
        [{**MILL, "lat": float("inf")}],
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
    places, problems = read_places({"places.json": json.dumps(raw).encode()}, ATLAS)
    assert problems or len(places) == len(raw)  # type: ignore[arg-type]  # what gives no problem is a list
    assert all(abs(place.longitude) <= 180 and place.names for place in places)
