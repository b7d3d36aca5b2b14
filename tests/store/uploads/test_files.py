"""Files of readers, good, odd and bad: each gives the right layer or the right message, in a process that is closed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import shapely

from mapapp.core.own.guard import centres
from mapapp.web.own_sentences import FINDINGS, GUARDED, REFUSALS
from tests.own.animals import ANIMALS, FIXES
from tests.own.cases import CASES, write_cases
from tests.own.writers import PARK, WOOD

Results = Mapping[str, Any]
NEVER = re.compile(r"\b(?:43|131)[.,]\d*[1-9]\d*[1-9]\d*\b")


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """What one process makes of all files, one after the other."""
    folder = tmp_path_factory.mktemp("own")
    write_cases(folder, CASES)
    command = [sys.executable, "-m", "tests.own.reader", str(folder), *CASES]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return {one.pop("file"): one for one in told}


@pytest.mark.parametrize("key", CASES)
def test_every_file_gives_its_layer_or_its_message(key: str, results: Results) -> None:
    case, told = CASES[key], results[key]
    assert told.get("refused") == case.refused
    if case.refused is not None:
        assert case.refused in REFUSALS
        return
    report = told["report"]
    found = {one["code"] for one in report["findings"]}
    assert f"{report['format']} {report['features']} {report['kind']}" == case.gives
    assert (report["guarded"] or {}).get("why") == case.guarded
    assert found <= set(FINDINGS)
    if case.guarded is None:
        assert found == set(case.findings.split())
    else:
        assert case.guarded in GUARDED
    assert len(told["drawn"]["features"]) == report["features"]


def test_there_are_many_files_of_each_sort() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize(
    "key", ["geojson", "gpkg", "gpkg-metres", "gpkg-pulkovo", "kml-gdal", "shp", "fgb-mercator", "csv-wkt"]
)
def test_shapes_are_where_they_were_wherever_they_came_from(key: str, results: Results) -> None:
    shapes = shapely.from_geojson([json.dumps(one["geometry"]) for one in results[key]["drawn"]["features"]])
    apart = [min(shapely.hausdorff_distance(one, other) for other in shapes) for one in (PARK, WOOD)]
    assert max(apart) < 1e-4


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("shp-russian", {"Кедровый лес", "Дубовый лес"}),
        ("shp-chinese", {"红松林保护区", "橡树林"}),
        ("csv-russian", {"Изба", "Зимовьё"}),
        ("csv-chinese", {"老木屋", "新建的木屋"}),
    ],
)
def test_texts_of_old_code_pages_are_read(key: str, names: set[str], results: Results) -> None:
    assert set(results[key]["report"]["fields"][0]["values"]) == names


def test_columns_are_typed(results: Results) -> None:
    fields = {one["title"]: one for one in results["geojson"]["report"]["fields"]}
    assert {title: one["type"] for title, one in fields.items()} == {
        "name": "text",
        "trees": "number",
        "open": "yes-no",
        "seen": "date",
    }
    assert (fields["trees"]["least"], fields["trees"]["most"], fields["seen"]["least"]) == (7, 12, "2020-05-01")


def test_degrees_minutes_and_seconds_are_a_place(results: Results) -> None:
    places = [one["geometry"]["coordinates"] for one in results["csv-degrees"]["drawn"]["features"]]
    assert places == [[131.1, 43.1], [131.25, 43.3]]


def test_what_is_asked_for_is_swapped_and_nothing_else_is(results: Results) -> None:
    places = [one["geometry"]["coordinates"] for one in results["exchanged-asked"]["drawn"]["features"]]
    assert places == [[131.1, 43.1], [131.25, 43.3]]


def test_hostile_names_are_texts_under_keys_of_ours(results: Results) -> None:
    told = results["hostile"]
    assert set(told["drawn"]["features"][0]["properties"]) == {"f1", "f2", "f3"}
    titles = [one["title"] for one in told["report"]["fields"]]
    assert titles == ["__proto__", "=cmd|' /C calc'!A0", "name"]
    assert told["drawn"]["features"][0]["properties"]["f3"] == "a[31m"
    assert told["report"]["name"] == "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("key", ANIMALS)
def test_nothing_of_a_guarded_layer_is_finer_than_its_cells(key: str, results: Results) -> None:
    told = results[key]
    shapes = shapely.from_geojson([json.dumps(one["geometry"]) for one in told["drawn"]["features"]])
    xy = shapely.get_coordinates(shapes)
    assert np.array_equal(xy, centres(xy, 0.1))
    assert [one for one in NEVER.findall(json.dumps(told)) if not re.fullmatch(r"(43|131)\.\d5", one)] == []
    assert told["report"]["guarded"]["degrees"] == 0.1


def test_columns_that_would_tell_places_again_are_gone(results: Results) -> None:
    told = results["collars"]["report"]
    assert [one["title"] for one in told["fields"]] == ["individual", "time"]
    assert {one["code"] for one in told["findings"]} >= {"columns-dropped"}
    assert set(FIXES.columns) == {"individual", "time", "lat", "geometry"}
