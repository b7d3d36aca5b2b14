"""Each odd file is told with file and place, or makes a sound map; either way what was built can be kept and served."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path

import pytest

from mapapp.core.errors import AtlasError
from mapapp.store.atlas import read_atlas
from mapapp.store.paths import LIMIT
from mapapp.web.build import build_site
from mapapp.web.keep import pack, unpack
from tests.atlases import write_atlas, write_guarded
from tests.chronicles import write_chronicled
from tests.hostile.corpus import STRINGS
from tests.hostile.files import FILES, PARKS, Odd, park, polygon

GIGABYTE = 2**20  # in the kilobytes that getrusage counts
each = pytest.mark.parametrize("odd", FILES, ids=lambda odd: odd.name)


def test_there_are_hundreds_of_strings_and_files() -> None:
    assert len(STRINGS) >= 200
    assert len(FILES) >= 60
    assert len({odd.name for odd in FILES}) == len(FILES)


@pytest.fixture
def sound(odd: Odd, tmp_path: Path) -> tuple[Path, set[str]]:
    """An atlas before the odd file stands in it, and what is wrong with it already (missing translations)."""
    folder = (write_guarded if odd.guarded else write_chronicled)(tmp_path / "atlas")
    return folder, {str(problem) for problem in read_atlas(folder).problems}


@each
def test_an_odd_file_is_told_with_its_place_or_makes_a_sound_map(odd: Odd, sound: tuple[Path, set[str]]) -> None:
    folder, before = sound
    odd.put(folder)
    try:
        problems = read_atlas(folder).problems
    except AtlasError as error:
        problems = error.problems
    new = [problem for problem in problems if str(problem) not in before]
    if odd.words:
        file = "atlas.yaml" if odd.file.endswith(".po") and "gettext" not in odd.words else odd.file
        told = [p for p in new if p.file == file and odd.words in p.message and odd.where in p.where]
        assert told, new
    assert all(str(problem).isprintable() for problem in new)
    assert not (folder / "struck").exists()


@each
def test_what_is_built_beside_an_odd_file_can_be_kept_and_served(odd: Odd, sound: tuple[Path, set[str]]) -> None:
    folder, _ = sound
    odd.put(folder)
    site = unpack(pack(build_site(folder)))
    assert (site.atlas is None) == (odd.file == "atlas.yaml" and bool(odd.words) and not odd.where)
    for address, asset in site.assets.items():
        if address.endswith("json"):
            json.loads(asset.body, parse_constant=pytest.fail)
    if site.atlas is not None:
        drawn = json.loads(site.assets["/data/layers/paths.geojson"].body)["features"]
        assert "old-path" in {feature["id"] for feature in drawn}


def huge(corners: int) -> str:
    """A park with so many corners, on a circle."""
    turns = (2 * pi * number / corners for number in range(corners))
    return park(polygon(*((round(24.5 + 0.4 * cos(turn), 9), round(16.5 + 0.4 * sin(turn), 9)) for turn in turns)))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (lambda: " " * (LIMIT + 1), "larger than 50 MB"),
        (lambda: huge(1_000_000), "corners; simplify"),
        (lambda: "[" * 10_000_000, "nested too deep"),
        (lambda: '{"type":"FeatureCollection","features":[' + ",".join(["{}"] * 20_000) + "]}", "Feature"),
    ],
    ids=["too large", "a million corners", "ten million brackets", "twenty thousand empty features"],
)
def test_a_huge_file_is_refused_within_a_gigabyte(tmp_path: Path, body: Callable[[], str], words: str) -> None:
    folder = write_atlas(tmp_path / "atlas")
    (folder / PARKS).write_text(body())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    loaded = read_atlas(folder)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GIGABYTE
    assert any(words in problem.message for problem in loaded.problems)
    assert len(loaded.features["paths"]) == 1


def test_a_file_name_that_is_no_text_is_told(folder: Path) -> None:
    (folder / "regions").mkdir()
    Path(str(folder / "regions") + "/\udcff.yaml").write_text("id: x\n")
    site = unpack(pack(build_site(folder)))
    assert any(problem.file == "regions/\\udcff.yaml" for problem in site.problems)
