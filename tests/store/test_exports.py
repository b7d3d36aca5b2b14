"""Files that are taken away: GDAL reads back what was written, whatever it was, and the day leaves no trace in them."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.core.characters import refused
from mapapp.core.fields import FORMATS, Cell, Collection, Column, Table
from mapapp.core.style import Style
from mapapp.store.exports.csv_table import ENCODING, guarded, unguarded
from mapapp.store.exports.formats import WRITERS
from mapapp.store.exports.shapefile import CUT, MOST_BYTES, fitting

COLUMNS = (
    Column("region", "string", "Region", "Which."),
    Column("layer", "string", "Layer", "Of what."),
    Column("name_en", "string", "Name", "How it is called."),
    Column("valid_from", "string", "From", "Since when."),
    Column("valid_to", "string", "To", "Until when."),
    Column("size", "number", "Size", "How large."),
    Column("sure", "boolean", "Sure", "Whether."),
    Column("as_of", "date", "As of", "When."),
)
NAMES = [column.name for column in COLUMNS]
DAY = dt.date(2026, 11, 1)
ROW = ("a", "parks", "Тигр 虎", "2012", None, 12.5, True, DAY)
SHAPES = (box(0, 0, 1, 1), MultiPolygon([box(2, 2, 3, 3), box(4, 4, 5, 5)]), Point(1, 2), LineString([(0, 0), (1, 1)]))
KML = {"k": "http://www.opengis.net/kml/2.2"}


def table(rows: Sequence[tuple[Cell, ...]], shapes: Sequence[BaseGeometry], name: str = "parks", **more: Any) -> Table:
    about = {"title": "Parks", "description": "All parks.", "licence": "CC-BY-4.0", "credit": "Us", **more}
    return Table(name, COLUMNS, tuple(rows), tuple(shapes), **about, style=Style(light="#0e6f55", dark="#50faaf"))


def collection(*tables: Table, facts: Table | None = None) -> Collection:
    told = facts or Table("facts", COLUMNS, tuple(row for one in tables for row in one.rows))
    return Collection("some", "Some", "What it is.", "How sure.", DAY, (("CC-BY-4.0", "Us"),), tables, told)


def mixed() -> Collection:
    return collection(table([ROW] * 4, SHAPES), table([ROW], [Point(3, 3)], "gates", title="Gates"))


def written(ending: str, folder: Path, value: Collection) -> Path:
    path = folder / f"some.{ending}"
    WRITERS[ending](value, path)
    return path


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40).filter(lambda text: refused(text) is None) | st.sampled_from(
    ["=1+1", "'=1+1", "+7 423", "-5", "@x", "\t=x", "a,b", 'a"b', "a\nb", "", " ", "''-", "Тигр 虎 🐅", "<b>", "NULL"]
)
NUMBERS = st.floats(-1e15, 1e15) | st.integers(-(10**9), 10**9)
DAYS = st.dates(dt.date(1600, 1, 1), dt.date(2999, 12, 31))
ROWS = st.lists(
    st.tuples(*[TEXTS | st.none()] * 5, NUMBERS | st.none(), st.booleans() | st.none(), DAYS | st.none()), min_size=1
)


@settings(max_examples=60)
@given(ROWS)
def test_records_survive_a_geopackage(rows: list[tuple[Cell, ...]]) -> None:
    with TemporaryDirectory() as folder:
        path = written("gpkg", Path(folder), collection(table(rows, [Point(1, 2)] * len(rows))))
        with closing(sqlite3.connect(path)) as file:
            found = file.execute(f"SELECT {', '.join(NAMES)} FROM parks ORDER BY fid").fetchall()  # noqa: S608  # ours
    expected = [(*row[:5], row[5], row[6], row[7] and str(row[7])) for row in rows]
    assert found == expected


@given(ROWS)
def test_records_survive_a_table(rows: list[tuple[Cell, ...]]) -> None:
    with TemporaryDirectory() as folder:
        path = written("csv", Path(folder), collection(facts=Table("facts", COLUMNS, tuple(rows))))
        with path.open(encoding=ENCODING, newline="") as file:
            head, *found = csv.reader(file)
    assert head == NAMES
    texts = [[unguarded(cell) for cell in row[:5]] for row in found]
    assert texts == [["" if cell is None else cell for cell in row[:5]] for row in rows]
    numbers = [(float(row[5]) if row[5] else None, row[6], row[7]) for row in found]
    spelt = {None: "", True: "true", False: "false"}
    assert numbers == [(row[5], spelt[row[6]], str(row[7] or "")) for row in rows]  # type: ignore[index]  # a boolean


@given(TEXTS)
def test_no_text_of_a_table_begins_as_a_formula_and_all_come_back(text: str) -> None:
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "|", "%"))
    assert unguarded(guarded(text)) == text
    assert guarded(text).endswith(text)


@pytest.mark.parametrize("text", ["Park", "'s Graveland", "1-2", "a=b", "12", "虎"])
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "kml"])
def test_shapes_and_fields_come_back_in_layers(ending: str, tmp_path: Path) -> None:
    path = written(ending, tmp_path, mixed())
    layers = {"geojson": {"some": 5}, "gpkg": {"parks": 4, "gates": 1}, "kml": {"parks": 4, "gates": 1}}[ending]
    assert {name: len(geopandas.read_file(path, layer=name)) for name in pyogrio.list_layers(path)[:, 0]} == layers
    found = geopandas.read_file(path, layer=next(iter(layers)))
    assert found.crs == "EPSG:4326"
    assert [one.equals(other) for one, other in zip(found.geometry, SHAPES, strict=False)] == [True] * 4
    assert (found["name_en"][0], found["size"][0], bool(found["sure"][0]), str(found["as_of"][0])[:10]) == (
        "Тигр 虎",
        12.5,
        True,
        "2026-11-01",
    )


def test_shapefiles_are_parted_by_kind_with_encoding_and_system(tmp_path: Path) -> None:
    path = written("shp.zip", tmp_path, mixed())
    counts = {str(name): len(geopandas.read_file(path, layer=name)) for name in pyogrio.list_layers(path)[:, 0]}
    assert counts == {"parks_areas": 2, "parks_lines": 1, "parks_points": 1, "gates_points": 1}
    with zipfile.ZipFile(path) as packed:
        names = set(packed.namelist())
        assert {name for name in names if name.startswith("parks_areas")} == {
            f"parks_areas.{ending}" for ending in ("shp", "shx", "dbf", "prj", "cpg")
        }
        assert packed.read("parks_areas.cpg") == b"UTF-8"
        assert b"WGS_1984" in packed.read("parks_areas.prj")
        readme = packed.read("README.txt").decode()
    assert "texts.csv" not in names
    for told in ("Some", "How sure.", "Licence CC-BY-4.0; credit: Us", "2026-11-01", "name_en     Name. How it is"):
        assert told in readme


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_a_text_is_cut_between_letters_where_it_has_no_room(text: str) -> None:
    short = str(fitting(text))
    assert len(short.encode()) <= MOST_BYTES
    assert short == text or (short.endswith(CUT) and text.startswith(short[:-1]) and len(text.encode()) > MOST_BYTES)


def test_a_text_that_is_cut_stands_whole_beside_the_shapefile(tmp_path: Path) -> None:
    long = "虎" * 100
    path = written("shp.zip", tmp_path, collection(table([(*ROW[:2], long, *ROW[3:])], [Point(0, 0)])))
    assert geopandas.read_file(path, layer="parks_points")["name_en"][0] == str(fitting(long))
    with zipfile.ZipFile(path) as packed:
        assert "texts.csv" in packed.read("README.txt").decode()
        rows = list(csv.reader(packed.read("texts.csv").decode(ENCODING).splitlines()))
    assert rows == [["region", "layer", "field", "text"], ["a", "parks", "name_en", long]]


def test_a_geopackage_says_what_its_layers_and_fields_are(tmp_path: Path) -> None:
    path = written("gpkg", tmp_path, mixed())
    with closing(sqlite3.connect(path)) as file:
        contents = file.execute("SELECT table_name, identifier, description, last_change FROM gpkg_contents").fetchall()
        fields = file.execute(
            "SELECT table_name, title, description FROM gpkg_data_columns WHERE column_name = 'size'"
        ).fetchall()
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    day = "2026-11-01T00:00:00.000Z"
    assert contents == [("parks", "Parks", "All parks.", day), ("gates", "Gates", "All parks.", day)]
    assert fields == [("parks", "Size", "How large."), ("gates", "Size", "How large.")]
    told = pyogrio.read_info(path, layer="parks")
    assert told["dataset_metadata"]["DOUBT"] == "How sure."
    assert told["layer_metadata"]["LICENCE"] == "CC-BY-4.0"


def test_two_layers_of_one_title_are_told_apart(tmp_path: Path) -> None:
    path = written("gpkg", tmp_path, collection(*(table([ROW], [Point(0, 0)], name) for name in ("one", "two"))))
    with closing(sqlite3.connect(path)) as file:
        found = [title for (title,) in file.execute("SELECT identifier FROM gpkg_contents")]
    assert found == ["Parks (one)", "Parks (two)"]


def test_kml_is_drawn_as_the_atlas_draws_and_told_in_time(tmp_path: Path) -> None:
    root = ET.parse(written("kml", tmp_path, mixed())).getroot()  # noqa: S314  # we wrote it
    assert [one.text for one in root.findall("k:Document/k:Folder/k:name", KML)] == ["parks", "gates"]
    assert root.findtext("k:Document/k:Style/k:LineStyle/k:color", None, KML) == "ff556f0e"
    assert root.findtext("k:Document/k:Style/k:PolyStyle/k:color", None, KML) == "2e556f0e"
    assert root.findtext(".//k:Placemark/k:styleUrl", None, KML) == "#parks"
    assert root.findtext(".//k:Placemark/k:TimeSpan/k:begin", None, KML) == "2012"
    assert root.findall(".//k:TimeSpan/k:end", KML) == []


def test_what_kml_shows_as_html_is_text(tmp_path: Path) -> None:
    hostile = "<script>window.struck = 1</script> & ]]>"
    value = collection(table([(hostile, "parks", hostile, *ROW[3:])], [Point(0, 0)], description=hostile))
    root = ET.parse(written("kml", tmp_path, value)).getroot()  # noqa: S314  # we wrote it
    shown = [str(one.text) for one in root.iter(f"{{{KML['k']}}}description")]
    assert len(shown) == 3
    assert [one for one in shown if "<script" in one] == []
    assert any("&lt;script&gt;" in one for one in shown)
    assert root.findtext(".//k:Placemark/k:name", None, KML) == hostile
    assert root.findtext(".//k:SimpleData[@name='name_en']", None, KML) == hostile
    assert root.findtext("k:Document/k:Style/k:BalloonStyle/k:text", None, KML) == "$[description]"


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_data_make_the_same_bytes_on_any_day(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        made.append(written(ending, tmp_path / name, mixed()).read_bytes())
    assert made[0] == made[1]
    today = dt.datetime.now(dt.UTC).date()
    assert today.isoformat().encode() not in made[0]
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [f"some.{ending}"] * 2


def test_a_zip_dates_its_files_to_one_day(tmp_path: Path) -> None:
    with zipfile.ZipFile(written("shp.zip", tmp_path, mixed())) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.read("parks_areas.dbf")[1:4] == bytes([126, 11, 1])


def test_geojson_tells_terms_and_doubt_at_its_top(tmp_path: Path) -> None:
    value = json.loads(written("geojson", tmp_path, mixed()).read_text(encoding="utf-8"))
    assert (value["doubt"], value["as_of"]) == ("How sure.", "2026-11-01")
    assert value["terms"] == [{"licence": "CC-BY-4.0", "credit": "Us"}]


def test_a_multipoint_is_not_torn_apart(tmp_path: Path) -> None:
    several = collection(table([ROW, ROW], [MultiPoint([(0, 0), (1, 1)]), Point(2, 2)]))
    found = geopandas.read_file(written("shp.zip", tmp_path, several), layer="parks_points")
    assert [len(getattr(one, "geoms", [one])) for one in found.geometry] == [2, 1]


def test_every_format_that_is_offered_has_a_writer() -> None:
    assert [ending for ending, _ in FORMATS if ending not in WRITERS] == []
    assert len(FORMATS) == len(WRITERS)
