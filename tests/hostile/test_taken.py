"""Hostile texts in the files that are taken away: no formula, no markup, no path, and every one of them comes back."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest

from mapapp.core.fields import FORMATS
from mapapp.store.exports.csv_table import ENCODING, unguarded
from mapapp.web.build import build_site
from mapapp.web.data import everything_ask
from mapapp.web.data_files import gather, make
from mapapp.web.data_page import data_document
from mapapp.web.site import Site
from tests.hostile.atlas import write_hostile

KML = "{http://www.opengis.net/kml/2.2}"
FORMULA = re.compile(r"\s*[=+\-@|%\t\r]")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of an atlas whose every text is a hostile string."""
    return build_site(write_hostile(tmp_path_factory.mktemp("hostile") / "atlas"))


@pytest.fixture(scope="module")
def folder(hostile: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of it in every format, as `all.<ending>`."""
    made = tmp_path_factory.mktemp("taken")
    for ending, _ in FORMATS:
        make(hostile, {**everything_ask(hostile), "format": ending}, made / f"all.{ending}", lambda *_: None)
    return made


def texts(hostile: Site) -> list[str]:
    """The regions' names, which are the strings, one after the other."""
    tables = gather(hostile, everything_ask(hostile)).tables
    return [str(record["name_en"]) for table in tables for record in table.records()]


def test_no_cell_of_a_table_is_a_formula_and_numbers_are_numbers(hostile: Site, folder: Path) -> None:
    with (folder / "all.csv").open(encoding=ENCODING, newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {"value", "value_to", "least", "most"}
    cells = [(name, cell) for row in rows for name, cell in row.items()]
    assert [cell for name, cell in cells if name not in numbers and FORMULA.match(cell)] == []
    assert [float(cell) for name, cell in cells if name in numbers and cell]
    assert {unguarded(row["name_en"]) for row in rows} <= set(texts(hostile))
    assert any(row["name_en"].startswith("'=") for row in rows)


def test_markup_in_kml_is_text_twice(hostile: Site, folder: Path) -> None:
    root = ET.parse(folder / "all.kml").getroot()  # noqa: S314  # we wrote it
    known = {"b", "br"}
    shown = [str(one.text) for one in root.iter(f"{KML}description")]
    tags = {tag.lower() for text in shown for tag in re.findall(r"<\s*/?\s*([a-zA-Z]+)", text)}
    assert tags <= known
    expected = {"kml", "Document", "Folder", "Placemark", "Style", "Schema", "ExtendedData", "Point", "Polygon"}
    assert {one.tag.removeprefix(KML) for one in root.iter()} >= expected
    assert [one for one in root.iter() if one.tag.removeprefix(KML) in {"script", "NetworkLink", "href"}] == []
    assert [one.text for one in root.iter(f"{KML}name")][1:] != []


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "kml"])
def test_gdal_reads_every_text_back(hostile: Site, folder: Path, ending: str) -> None:
    path = folder / f"all.{ending}"
    found = [geopandas.read_file(path, layer=name) for name in pyogrio.list_layers(path)[:, 0]]
    expected = texts(hostile)
    if ending == "kml":  # XML has no place for two characters that mean nothing
        expected = [re.sub("[\ufffe\uffff]", "\ufffd", text) for text in expected]
    assert [text for frame in found for text in frame["name_en"]] == expected


def test_a_zip_holds_plain_names_below_nowhere(folder: Path) -> None:
    with zipfile.ZipFile(folder / "all.shp.zip") as packed:
        names = packed.namelist()
        readme = packed.read("README.txt").decode()
    assert [name for name in names if not re.fullmatch(r"(README\.txt|[a-z0-9_-]+\.[a-z]{3})", name)] == []
    assert "texts.csv" not in names or "texts.csv" in readme
    assert len(geopandas.read_file(folder / "all.shp.zip", layer="parks_areas")) == 2


def test_layers_of_a_geopackage_have_plain_names_and_sound_tables(folder: Path) -> None:
    assert [
        name for name in pyogrio.list_layers(folder / "all.gpkg")[:, 0] if not re.fullmatch("[a-z0-9-]+", name)
    ] == []
    with closing(sqlite3.connect(folder / "all.gpkg")) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_page_and_the_package_hold_them_as_text(hostile: Site) -> None:
    document = data_document(hostile, "en", "/data/")
    assert not re.search(r"<(script|img|svg|iframe|style)\b", document, re.IGNORECASE)
    assert json.loads(hostile.assets["/data/datapackage.json"].body)["resources"]
