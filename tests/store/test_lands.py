from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely import box

from mapapp.core.errors import Problem
from mapapp.store.atlas import LoadedAtlas, read_atlas
from tests.atlases import Json, edit, square


def land(country: object, geometry: object) -> Json:
    return {"type": "Feature", "properties": {"country": country}, "geometry": geometry}


def lands(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def read(folder: Path, text: str) -> LoadedAtlas:
    (folder / "lands.geojson").write_text(text)
    edit(folder, lambda catalogue: catalogue.update(countries="lands.geojson"))
    return read_atlas(folder)


def test_an_atlas_without_countries_has_no_land_and_no_problem(folder: Path) -> None:
    loaded = read_atlas(folder)
    assert (dict(loaded.lands), loaded.problems) == ({}, ())


def test_the_pieces_of_a_country_are_one_land(folder: Path) -> None:
    pieces = [land("RU", square(20, 10, 5)), land("CN", square(25, 10)), land("RU", square(20, 15, 5))]
    loaded = read(folder, lands(*pieces))
    assert loaded.problems == ()
    assert set(loaded.lands) == {"RU", "CN"}
    assert loaded.lands["RU"].equals(box(20, 10, 25, 20))
    assert loaded.lands["CN"].equals(box(25, 10, 26, 11))


def test_no_country_at_all_is_no_problem(folder: Path) -> None:
    loaded = read(folder, lands())
    assert (dict(loaded.lands), loaded.problems) == ({}, ())


BOW = {"type": "Polygon", "coordinates": [[[24, 14], [25, 15], [25, 14], [24, 15], [24, 14]]]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "JSONDecodeError"),
        ('{"type": "Feature', "JSONDecodeError"),
        ("[]", "country"),
        ("7", "country"),
        ("null", "country"),
        ("[" * 100_000, "nested too deep"),
        ('{"type": "FeatureCollection"}', "'features'"),
        ('{"features": 7}', "country"),
        (lands(7), "country"),
        (lands(land("RU", None)), "country"),
        (lands({"properties": None, "geometry": square(20, 10)}), "country"),
        (lands({"properties": {}, "geometry": square(20, 10)}), "'country'"),
        (lands(land("RU", {"type": "Point", "coordinates": [25, 15]})), "Point is no sound area"),
        (lands(land("RU", BOW)), "Self-intersection"),
        (lands(land("RU", {"type": "Polygon", "coordinates": None})), "country"),
        (lands(land("RU", {"type": "Polygon", "coordinates": [[[1, 1], [1, 1], [1, 1], [1, 1]]]})), "no sound area"),
    ],
)
def test_what_is_no_land_is_told_and_left_out(folder: Path, text: str, words: str) -> None:
    loaded = read(folder, text)
    (problem,) = loaded.problems
    assert (problem.file, dict(loaded.lands)) == ("lands.geojson", {})
    assert words in problem.message
    assert "country" in problem.message


def test_a_file_that_is_missing_is_named(folder: Path) -> None:
    edit(folder, lambda catalogue: catalogue.update(countries="lands.geojson"))
    assert read_atlas(folder).problems == (Problem("lands.geojson", "", "there is no such file"),)
