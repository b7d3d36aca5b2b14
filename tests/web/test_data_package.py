"""The list of all data: the validator of Data Packages accepts it beside the files that it lists."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from mapapp.core.fields import FORMATS, fact_columns
from mapapp.web.data import layer_ask
from mapapp.web.data_files import make
from mapapp.web.data_package import PACKAGE, data_package
from mapapp.web.site import Site

# In a process of its own: the validator changes how much Python's csv module reads, for all who come after it.
VALIDATE = """
import json, sys
from frictionless import Package, validate
report = validate(sys.argv[1])
wrong = [*report.errors, *(error for task in report.tasks for error in task.errors)]
rows = [row.to_dict(json=True) for row in Package(sys.argv[1]).get_resource("parks-csv").read_rows()]
print(json.dumps({"wrong": [error.message for error in wrong], "rows": rows}))
"""


@pytest.fixture(scope="module")
def downloaded(takes: TestClient, tiny_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package and everything that it lists.

    Files of layers that are made on demand are made here; a process for each would take the test half a minute.
    """
    folder = tmp_path_factory.mktemp("downloaded")
    (folder / "datapackage.json").write_bytes(takes.get(PACKAGE).content)
    for resource in package(folder)["resources"]:
        path = folder / resource["path"]
        path.parent.mkdir(exist_ok=True)
        name, _, ending = path.name.partition(".")
        ask = layer_ask(tiny_site, name)
        if ask is not None and ending != "geojson":
            make(tiny_site, {**ask, "format": ending}, path, lambda *_: None)
            continue
        answer = takes.get(f"/data/{resource['path']}")
        assert answer.status_code == 200, resource["path"]
        assert answer.headers["content-type"].startswith(resource["mediatype"])
        path.write_bytes(answer.content)
    return folder


def package(folder: Path) -> Any:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def validated(folder: Path) -> Any:
    """What the validator finds wrong, of package, files, digests and rows; and a table as it reads it."""
    command = [sys.executable, "-c", VALIDATE, "datapackage.json"]
    return json.loads(subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout)


def wrong_with(folder: Path) -> list[str]:
    wrong: list[str] = validated(folder)["wrong"]
    return wrong


def test_the_validator_accepts_the_package_and_all_its_files(downloaded: Path) -> None:
    assert wrong_with(downloaded) == []


def test_the_package_with_the_digest_of_every_file_is_accepted_and_a_changed_byte_is_not(
    downloaded: Path, tiny_site: Site, tmp_path: Path
) -> None:
    """As it is published without a server, where every file is known."""
    assert tiny_site.atlas is not None
    files = {path.relative_to(downloaded).as_posix(): path.read_bytes() for path in downloaded.rglob("*.*")}
    told = data_package(tiny_site.atlas, {f"/data/{name}": body for name, body in files.items()})
    assert [one["name"] for one in told["resources"] if not one["hash"].startswith("sha256:")] == []
    for name, body in {**files, "datapackage.json": json.dumps(told).encode()}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(body)
    assert wrong_with(tmp_path) == []
    kml = tmp_path / "layers" / "parks.kml"
    kml.write_bytes(kml.read_bytes() + b" ")
    assert len(wrong_with(tmp_path)) == 2  # of bytes and of hash


def test_a_table_is_read_by_its_schema(downloaded: Path) -> None:
    rows = validated(downloaded)["rows"]
    (area,) = [row for row in rows if (row["region"], row["fact"]) == ("north-park", "area")]
    assert (float(area["value"]), area["unit"], area["about"], area["as_of"]) == (1234, "km2", False, "2026-11-01")


def test_it_lists_every_layer_in_every_format(downloaded: Path, tiny_site: Site) -> None:
    listed = {resource["path"] for resource in package(downloaded)["resources"]}
    layers = [f"layers/{layer}" for layer in tiny_site.vocabulary.layers]
    assert {f"{name}.{ending}" for name in ["all", *layers] for ending, _ in FORMATS} <= listed


def test_it_tells_terms_sources_version_and_what_is_known_of_files(downloaded: Path) -> None:
    told = package(downloaded)
    assert (told["name"], told["version"], told["created"]) == ("tiny", "2026.11.1", "2026-11-01T00:00:00Z")
    assert told["licenses"] == [{"name": "CC-BY-4.0"}]
    assert {"title": "The survey", "path": "https://example.org/survey"} in told["sources"]
    assert told["contributors"] == [{"title": "Tiny contributors", "role": "contributor"}]
    (parks,) = [one for one in told["resources"] if one["path"] == "layers/parks.geojson"]
    assert parks["bytes"] == (downloaded / "layers" / "parks.geojson").stat().st_size
    assert parks["hash"].startswith("sha256:")


def test_the_schema_tells_what_the_fields_mean(downloaded: Path, tiny_site: Site) -> None:
    (facts,) = [one for one in package(downloaded)["resources"] if one["path"] == "all.csv"]
    told = [(one["name"], one["type"], one["description"]) for one in facts["schema"]["fields"]]
    assert told == [(one.name, one.kind, one.meaning) for one in fact_columns(tiny_site.vocabulary.languages)]
