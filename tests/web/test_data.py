"""What is taken away by its address: every format holds the layer as it is served, and nothing else is asked for."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry
from starlette.testclient import TestClient

from mapapp.core.fields import FORMATS, shape_columns
from mapapp.store.exports.csv_table import ENCODING, unguarded
from mapapp.store.exports.shapefile import fitting
from mapapp.store.wording import interface
from mapapp.web.assets import make_asset
from mapapp.web.data import MEDIA_TYPES, NO_BOX, everything_ask, layer_ask, read_box, region_ask, visible_ask
from mapapp.web.data_files import gather, make
from mapapp.web.keep import REPOSITORY_ATLAS, site_of
from mapapp.web.making import NONE, Maker, NothingToMakeError
from mapapp.web.site import Site
from tests.web.conftest import client_of

FIVE_DECIMALS = 1e-5  # degrees
ENDINGS = [ending for ending, _ in FORMATS]
SHAPED = [ending for ending in ENDINGS if ending != "csv"]


@pytest.fixture(scope="module")
def leopards() -> Site:
    """The site of the repository's own atlas."""
    return site_of(REPOSITORY_ATLAS)


def made(site: Site, ask: Mapping[str, Any], ending: str, folder: Path) -> Path:
    path = folder / f"{ask['name']}.{ending}"
    make(site, {**ask, "format": ending}, path, lambda *_: None)
    return path


def served(site: Site, layer: str) -> dict[str, Any]:
    """The geometries of a layer by region, as they are served."""
    features = json.loads(site.assets[f"/data/layers/{layer}.geojson"].body)["features"]
    return {one["properties"]["region"]: shapely.from_geojson(json.dumps(one["geometry"])) for one in features}


def single(shape: BaseGeometry) -> BaseGeometry:
    """A shape with its parts in order, and without the wrapping that a layer of several parts gives to one."""
    parts = shapely.get_parts(shape)
    return (parts[0] if len(parts) == 1 else shape).normalize()


def plain(value: Any) -> Any:
    """A value as it is in every format: dates as words, nothing as None."""
    if value is None or value == "" or value != value:  # noqa: PLR0124  # NaN and NaT
        return None
    return str(value)[:10] if isinstance(value, dt.date) else value


@pytest.mark.parametrize("ending", SHAPED)
def test_every_layer_comes_back_with_its_geometry_and_all_its_fields(
    ending: str, leopards: Site, tmp_path: Path
) -> None:
    """As geopandas reads it, where a warning is an error."""
    columns = [column.name for column in shape_columns(leopards.vocabulary.languages)]
    for layer in leopards.vocabulary.layers:
        ask = layer_ask(leopards, layer)
        assert ask is not None
        expected = {record["region"]: record for record in gather(leopards, ask).tables[0].records()}
        shapes = served(leopards, layer)
        path = made(leopards, ask, ending, tmp_path)
        rows: dict[str, Any] = {}
        for name in pyogrio.list_layers(path)[:, 0]:
            found = geopandas.read_file(path, layer=name)
            assert found.crs == "EPSG:4326"
            rows |= {row["region"]: row for row in found.to_dict("records")}
        assert rows.keys() == expected.keys() == shapes.keys()
        for region, row in rows.items():
            assert single(row["geometry"]).equals_exact(single(shapes[region]), FIVE_DECIMALS), region
            told = expected[region]
            whole = {name: fitting(told[name]) if ending == "shp.zip" else told[name] for name in columns}
            read = {name: plain(row.get(name)) for name in columns}
            assert read == {name: plain(value) for name, value in whole.items()}, region


def test_the_facts_come_back_as_a_table(leopards: Site, tmp_path: Path) -> None:
    ask = everything_ask(leopards)
    facts = gather(leopards, ask).facts
    with made(leopards, ask, "csv", tmp_path).open(encoding=ENCODING, newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [column.name for column in facts.columns]
    kinds = {column.name: column.kind for column in facts.columns}
    read: dict[str, Callable[[str], Any]] = {
        "string": lambda cell: unguarded(cell) or None,
        "number": lambda cell: float(cell) if cell else None,
        "boolean": lambda cell: {"true": True, "false": False}[cell],
        "date": lambda cell: cell or None,
    }
    found = [{name: read[kinds[name]](cell) for name, cell in row.items()} for row in rows]
    assert found == [{name: plain(cell) for name, cell in row.items()} for row in facts.records()]
    published = sum(len(region.figures) for region in leopards.atlas.regions) if leopards.atlas else 0
    assert len([row for row in rows if row["basis"] == "published"]) == published > 100


def test_names_are_there_in_all_languages_of_the_atlas(leopards: Site, tmp_path: Path) -> None:
    ask = region_ask(leopards, "land-of-the-leopard")
    assert ask is not None
    for ending in SHAPED:
        path = made(leopards, ask, ending, tmp_path)
        (row,) = geopandas.read_file(path).to_dict("records")
        assert (row["name_ru"], row["name_zh"]) == ("Национальный парк «Земля леопарда»", "豹地国家公园"), ending


def test_all_layers_stand_in_one_file(leopards: Site, tmp_path: Path) -> None:
    for ending in ("gpkg", "kml"):
        layers = pyogrio.list_layers(made(leopards, everything_ask(leopards), ending, tmp_path))
        assert list(layers[:, 0]) == list(leopards.vocabulary.layers)


def test_what_leaves_is_no_finer_than_what_is_served(leopards: Site) -> None:
    """The policy of the atlas holds for files too: they are made of the served layers."""
    ask = layer_ask(leopards, "reintroduction")
    assert ask is not None
    table = gather(leopards, ask).tables[0]
    lines = [one for one in table.geometries if one.geom_type == "LineString"]
    assert lines
    for x, y in (place for line in lines for place in line.coords):
        assert (round(x * 10, 3) % 1, round(y * 10, 3) % 1) == (0, 0)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("layers/posts", "kml"), ("regions/gate", "gpkg"), ("all", "shp.zip"), ("visible", "csv"), ("all", "geojson")],
)
def test_an_address_answers_with_a_file_of_its_type(takes: TestClient, name: str, ending: str) -> None:
    answer = takes.get(f"/data/{name}.{ending}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(MEDIA_TYPES[ending].partition(";")[0])
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name.rpartition("/")[2]}.{ending}"'


def test_the_geojson_of_a_layer_stays_what_it_is(takes: TestClient, tiny_site: Site) -> None:
    path = "/data/layers/parks.geojson"
    assert takes.get(path).content == tiny_site.assets[path].body


@pytest.mark.parametrize(
    "path",
    [
        "layers/nowhere.gpkg",
        "layers/parks.exe",
        "layers/parks.",
        "layers/parks",
        "layers/parks.GPKG",
        "layers/gate.gpkg",
        "regions/parks.gpkg",
        "regions/.gpkg",
        "regions/gate.gpkg.zip",
        "visible.",
        "visible.shp",
        "all.xlsx",
        "layers/..%2fparks.gpkg",
    ],
)
def test_what_is_not_known_is_not_there(takes: TestClient, path: str) -> None:
    answer = takes.get(f"/data/{path}")
    assert (answer.status_code, answer.text) == (404, "There is nothing at this address.\n")


def regions_of(answer: bytes) -> list[str]:
    return [one["properties"]["region"] for one in json.loads(answer)["features"]]


@pytest.mark.parametrize(
    ("query", "regions"),
    [
        ("", ["north-park", "south-park", "old-path"]),
        ("layers=posts,parks", ["north-park", "south-park", "gate"]),
        ("layers=parks&bbox=23,15,24.5,18", ["north-park"]),
        ("layers=parks,nowhere", ["north-park", "south-park"]),
        ("bbox=", ["north-park", "south-park", "old-path"]),
    ],
)
def test_what_is_visible_are_whole_features_of_the_shown_layers_that_touch_the_box(
    takes: TestClient, query: str, regions: list[str]
) -> None:
    answer = takes.get(f"/data/visible.geojson?{query}")
    assert regions_of(answer.content) == regions
    north = next(one for one in json.loads(answer.content)["features"] if one["properties"]["region"] == regions[0])
    assert shapely.from_geojson(json.dumps(north["geometry"])).equals(shapely.box(24, 16, 25, 17))


@pytest.mark.parametrize(
    ("year", "regions"), [(1990, ["old"]), (2005, ["old", "new"]), (2015, ["new"]), (None, ["old", "new"])]
)
def test_a_year_keeps_to_what_held_at_its_end(tiny_site: Site, year: int | None, regions: list[str]) -> None:
    parks = json.loads(tiny_site.assets["/data/layers/parks.geojson"].body)
    for one, dates in zip(parks["features"], (("1980", "2010"), ("2000", None)), strict=True):
        one["properties"] |= {"valid_from": dates[0], "valid_to": dates[1]}
    site = with_layer(tiny_site, "parks", parks)
    found = gather(site, visible_ask(site, frozenset({"parks"}), year, None)).tables
    names = {"north-park": "old", "south-park": "new"}
    assert [names[str(row["region"])] for table in found for row in table.records()] == regions


def with_layer(site: Site, layer: str, value: object) -> Site:
    """The site with another file for a layer."""
    path = f"/data/layers/{layer}.geojson"
    return replace(site, assets={**site.assets, path: make_asset(path, json.dumps(value).encode())})


def test_a_box_with_nothing_in_it_is_told_in_words(takes: TestClient) -> None:
    answer = takes.get("/data/visible.gpkg?bbox=1,2,3,4")
    assert (answer.status_code, answer.text) == (404, f"{NONE}\n")


def test_nothing_is_made_of_nothing(tiny_site: Site, tmp_path: Path) -> None:
    for ending in ENDINGS:
        with pytest.raises(NothingToMakeError):
            made(tiny_site, visible_ask(tiny_site, frozenset(), None, None), ending, tmp_path)


@pytest.mark.parametrize(
    "box", ["1", "1,2,3", "3,2,1,4", "1,4,3,2", "1,2,3,91", "1,2,181,4", "a,b,c,d", "1,2,3,4,5", "1,2,nan,4", "1,2,1,4"]
)
def test_what_is_no_box_is_refused_in_the_readers_language(takes: TestClient, box: str) -> None:
    answer = takes.get(f"/data/visible.gpkg?bbox={box}")
    assert (answer.status_code, answer.text) == (400, f"{NO_BOX}\n")
    assert interface("ru").gettext(NO_BOX) != NO_BOX


@given(st.text(max_size=40) | st.from_regex(r"-?\d{1,3}(\.\d+)?(,-?\d{1,3}(\.\d+)?){3}", fullmatch=True))
def test_reading_a_box_is_total(text: str) -> None:
    box = read_box(text)
    if box:
        west, south, east, north = box
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90


def test_two_spellings_of_one_question_are_one_file(tiny_site: Site) -> None:
    one = visible_ask(tiny_site, frozenset({"parks", "posts"}), None, read_box("23,15,24.5,18") or None)
    other = visible_ask(tiny_site, frozenset({"posts", "parks"}), None, read_box("23.000001,15.0,24.50,18") or None)
    assert one == other


def test_an_atlas_that_cannot_be_served_has_no_files(tmp_path: Path) -> None:
    site = site_of(tmp_path / "nowhere")
    client = client_of(site, Maker(tmp_path / "nowhere", site, kept_in=tmp_path / "made"))
    for path in ("/data/", "/data/all.gpkg", "/data/layers/parks.gpkg"):
        assert client.get(path).status_code == 404
