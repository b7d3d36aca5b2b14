"""Everything that is installed is pinned with hashes, and everything that ships has a licence that is allowed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from supply.audit import UNREACHED, judge
from supply.licences import ALLOWED, PAGE, licence_of, page, parts, refused, shipped
from supply.pins import FILES, ROOT, SHIPS, read_pins
from supply.sbom import bill
from tests.house.repository import name

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = dict(zip((None, "dev", "large", "bench", "fuzz", "build"), FILES, strict=True))
OF_THE_VENV = {"mapapp", "pip", "setuptools"}  # ourselves, and what a new virtual environment begins with
KNOWN = {"name": "folium", "version": "0.1", "vulns": []}
HOLE = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
PASSED_OVER = {"name": "altair", "skip_reason": "Dependency not found"}


def needed(group: str | None) -> set[str]:
    stated = PYPROJECT["project"]["dependencies"] if group is None else PYPROJECT["dependency-groups"][group]
    within = [one["include-group"] for one in stated if not isinstance(one, str)]
    named = {canonicalize_name(Requirement(one).name) for one in stated if isinstance(one, str)}
    return named.union(*map(needed, within))


def report(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_line_is_pinned_to_one_version_with_hashes(path: Path) -> None:
    pins = read_pins(path)
    assert pins
    assert [str(pin) for pin in pins if not pin.hashes] == []
    assert {one.partition(":")[0] for pin in pins for one in pin.hashes} == {"sha256"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_requirements_file_names_an_index_or_an_address(path: Path) -> None:
    assert re.findall(r"https?:|index-url|find-links|^-", path.read_text(encoding="utf-8"), re.MULTILINE) == []


@pytest.mark.parametrize("group", GROUPS)
def test_everything_that_pyproject_asks_for_is_pinned(group: str | None) -> None:
    assert needed(group) - {pin.name for pin in read_pins(GROUPS[group])} == set()


def test_a_machine_gets_one_version_of_a_package_from_all_files() -> None:
    versions: dict[str, set[str]] = {}
    for path in FILES:
        for pin in (one for one in read_pins(path) if one.here):
            versions.setdefault(pin.name, set()).add(pin.version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("line", ["folium>=0.20", "folium", "folium==0.20.*", "-e ."])
def test_a_line_that_is_not_pinned_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "requirements.txt").write_text(f"{line} \\\n    --hash=sha256:00\n")
    with pytest.raises(ValueError, match=r"not pinned|Expected"):
        read_pins(tmp_path / "requirements.txt")


def test_nothing_is_installed_that_is_not_pinned() -> None:
    pinned = {str(pin) for path in FILES for pin in read_pins(path)}
    found = {canonicalize_name(one.name): one.version for one in distributions()}
    assert [
        package
        for package, version in sorted(found.items())
        if package not in OF_THE_VENV and f"{package}=={version}" not in pinned
    ] == []


def test_the_makefile_installs_nothing_without_hashes() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"^.*\bpip install\b.*$", makefile, re.MULTILINE) == [
        "INSTALL := $(BIN)/python -m pip install --quiet --only-binary :all: --require-hashes --requirement"
    ]
    installed = set(re.findall(r"\$\(INSTALL\) (\S+)", makefile))
    assert installed == {path.relative_to(ROOT).as_posix() for path in FILES}


def test_every_package_that_ships_has_a_licence_that_is_allowed() -> None:
    licences = shipped()
    assert licences.keys() >= needed(None)
    assert refused(licences) == []


def test_a_licence_that_is_not_allowed_is_refused() -> None:
    assert refused({"a": "MIT", "b": "MIT AND GPL-3.0-only"}) == ["b: GPL-3.0-only is not allowed"]
    assert parts("(MIT OR Apache-2.0) AND Zlib") == {"MIT", "Apache-2.0", "Zlib"}
    assert not any(word.startswith(("GPL", "AGPL", "LGPL")) for word in ALLOWED)


def test_a_package_says_its_licence_in_one_of_three_ways() -> None:
    found = {package: licence_of(package) for package in ("attrs", "folium", "markdown-it-py", "jinja2")}
    assert found == {"attrs": "MIT", "folium": "MIT", "markdown-it-py": "MIT", "jinja2": "BSD-3-Clause"}


def test_the_page_of_licences_is_what_is_installed() -> None:
    rows = set(PAGE.read_text(encoding="utf-8").splitlines())
    assert set(page(shipped()).splitlines()) - rows == set()
    named = set(re.findall(r"^\| ([a-z0-9-]+) \| \d", "\n".join(rows), re.MULTILINE))
    assert named - {pin.name for pin in read_pins(SHIPS)} == set()


def test_the_list_of_what_ships_is_cyclonedx_and_repeatable() -> None:
    made = bill()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made) is None
    assert bill() == made
    listed = json.loads(made)
    assert {one["name"] for one in listed["components"]} == {pin.name for pin in read_pins(SHIPS) if pin.here}
    needs = {one["ref"]: one.get("dependsOn", []) for one in listed["dependencies"]}
    assert any(one.startswith("folium==") for one in needs["mapapp"])
    assert any(
        one.startswith("branca==") for ref, found in needs.items() if ref.startswith("folium==") for one in found
    )


def test_an_audit_that_finds_a_hole_fails_and_names_it() -> None:
    assert judge(report(KNOWN, HOLE, PASSED_OVER)) == (1, "pip-audit: pillow 1.0: PYSEC-1, mended in 1.1")


def test_an_audit_that_finds_nothing_says_what_it_could_not_ask_about() -> None:
    status, said = judge(report(KNOWN, PASSED_OVER))
    assert (status, said) == (0, "pip-audit: nothing is known against 1 packages; not known to the service: altair")


def test_an_audit_to_which_nobody_answers_is_skipped_aloud() -> None:
    assert judge(report(PASSED_OVER, PASSED_OVER)) == (0, UNREACHED)
    assert judge("", "requests.exceptions.ProxyError: refused") == (0, UNREACHED)


def test_an_audit_that_breaks_for_another_reason_fails() -> None:
    assert judge("", "requirement file contains an invalid line") == (
        1,
        "pip-audit: requirement file contains an invalid line",
    )


def test_an_audit_without_a_network_ends_well() -> None:
    nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    ran = subprocess.run(
        [sys.executable, "-m", "supply", "audit"], cwd=ROOT, env=nowhere, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, UNREACHED)


def test_what_preparing_needs_has_a_licence_that_is_allowed() -> None:
    added = {pin.name for pin in read_pins(GROUPS["large"]) if pin.here} - {pin.name for pin in read_pins(SHIPS)}
    assert "dask-geopandas" in added
    assert refused({package: licence_of(package) for package in sorted(added)}) == []
