"""A folder to begin an atlas with: sound from the first moment, in any language, from nothing or from GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from mapapp.__main__ import main
from mapapp.store.atlas import read_atlas
from tests.atlases import collection, square


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of GeoJSON as a GIS writes it: names, other columns, three kinds of geometry."""
    folder = tmp_path / "my-geojson"
    folder.mkdir()

    def row(name: str | None, geometry: Mapping[str, object], **more: object) -> dict[str, object]:
        return {"type": "Feature", "properties": {"fid": 7, "Name": name, **more}, "geometry": geometry}

    parks = collection(
        row("Wilder Kamm", square(-9, 40), half_width_m=1500),
        row("Wilder Kamm", square(-7, 40)),
        row(None, square(-5, 40)),
    )
    path = {"type": "LineString", "coordinates": [[-9, 40.123456789, 12.0], [-8, 41, 12.0]]}
    crs = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}
    (folder / "Protected Areas.geojson").write_text(json.dumps({**parks, **crs}))
    (folder / "paths.geojson").write_text(json.dumps(collection(row("Ö-väg", path))))
    return folder


@pytest.mark.parametrize("languages", ["en", "fi,en", "en,ru,zh", "sw"])
@pytest.mark.parametrize("extent", [None, "-72,-46,-68,-40", "179,-1,180,1", "-180,-85,180,85", "10,50,10.01,50.01"])
def test_a_new_atlas_is_sound(tmp_path: Path, languages: str, extent: str | None) -> None:
    folder = tmp_path / "new"
    more = ["--extent", extent] if extent else []
    assert main(["new", str(folder), "--languages", languages, *more]) == 0
    loaded = read_atlas(folder)
    assert loaded.problems == ()
    assert (list(loaded.atlas.languages), len(loaded.regions)) == (languages.split(","), 1)
    assert set(loaded.bands) == {one.region for one in loaded.regions}


def test_its_title_may_be_anything_that_can_be_read(tmp_path: Path) -> None:
    for number, title in enumerate(('The "wolf": {a} #1', "Атлас волка", "- x: [1]", "狼")):
        assert main(["new", str(tmp_path / str(number)), "--title", title, "--species", title]) == 0
        loaded = read_atlas(tmp_path / str(number))
        assert (loaded.problems, loaded.atlas.title) == ((), {"en": title})


def test_each_file_becomes_a_layer_and_each_feature_a_region(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert main(["new", str(folder), "--from", str(data), "--languages", "en,fi", "--countries", "PT"]) == 0
    loaded = read_atlas(folder)
    assert loaded.problems == ()
    assert [layer.id for layer in loaded.atlas.layers] == ["protected-areas", "paths", "doubt"]
    titles = {region.id: region.title["en"] for region in loaded.atlas.regions}
    assert titles == {
        "o-vag": "Ö-väg",
        "protected-areas-3": "Protected Areas 3",
        "wilder-kamm": "Wilder Kamm",
        "wilder-kamm-2": "Wilder Kamm",
    }
    assert set(loaded.bands) == {"wilder-kamm"}
    extent = loaded.atlas.extent
    assert extent.west < -9 < -4 < extent.east


def test_what_is_not_asked_for_is_left_behind(data: Path, tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "new"), "--from", str(data)]) == 0
    rows = json.loads((tmp_path / "new" / "layers" / "paths.geojson").read_text(encoding="utf-8"))["features"]
    assert [row["properties"] for row in rows] == [{"region": "o-vag"}]
    assert rows[0]["geometry"]["coordinates"][0] == [-9.0, 40.12346]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.geojson", "{", "a.geojson: is not valid JSON"),
        ("a.geojson", "[]", "is not a GeoJSON FeatureCollection"),
        ("a.geojson", '{"type": "FeatureCollection", "features": []}', "with features"),
        ("a.txt", "hello", "no file that ends in .geojson"),
        ("a.geojson", json.dumps(collection({"type": "Feature", "geometry": None})), "feature 1 (a 1)"),
        ("a.geojson", json.dumps(collection({"type": "Feature", "geometry": square(500000, 600000)})), "EPSG:4326"),
        (
            "a.geojson",
            json.dumps({**collection({"type": "Feature", "geometry": square(1, 1)}), "crs": {"name": "EPSG:3067"}}),
            "names another CRS",
        ),
    ],
)
def test_data_that_cannot_be_used_are_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, told: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_text(text)
    assert main(["new", str(tmp_path / "new"), "--from", str(tmp_path / "data")]) == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_there_already_is_never_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    taken = tmp_path / "taken"
    kept = taken / "thesis.txt" if kind == "folder" else taken
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("years of work")
    assert main(["new", str(taken)]) == 1
    assert "name a new folder" in capsys.readouterr().err
    assert kept.read_text() == "years of work"
    assert kind == "file" or list(taken.iterdir()) == [kept]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--extent", "1,2,3"),
        ("--extent", "5,50,4,51"),
        ("--extent", "a,b,c,d"),
        ("--languages", "EN"),
        ("--countries", "fi"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str
) -> None:
    with pytest.raises(SystemExit):
        main(["new", str(tmp_path / "new"), option, value])
    assert f"'{value}' is not" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
