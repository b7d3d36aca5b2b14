"""Bands of doubt: which features are bands, whose they are, and which are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapapp.store.atlas import LoadedAtlas, read_atlas
from tests.atlases import Json, band, collection, edge, edit, ring

DOUBT = "layers/doubt.geojson"


def read(folder: Path, *bands: Json) -> LoadedAtlas:
    (folder / DOUBT).write_text(json.dumps(collection(*bands)))
    return read_atlas(folder)


def test_a_guarded_atlas_loads_without_problems(guarded: Path) -> None:
    assert read_atlas(guarded).problems == ()


def test_bands_are_not_among_the_drawings_of_regions(guarded: Path) -> None:
    loaded = read_atlas(guarded)
    names = ["north-park", "south-park", "east-park", "old-path", "passage", "gate", "bridge"]
    assert [feature.region for feature in loaded.regions] == names
    assert list(loaded.bands) == ["north-park", "south-park"]
    assert loaded.bands["north-park"].geometry.area == pytest.approx(1.2**2 - 0.8**2)
    assert all(not feature.edges for feature in loaded.regions)


def test_a_band_brings_its_edges(guarded: Path) -> None:
    loaded = read(guarded, band("gate", ring(24, 14, 1, 0.1), edge(follows="road", half_width_m=250, length_km=3.5)))
    assert loaded.problems == ()
    (only,) = loaded.bands["gate"].edges
    assert (only.follows, only.half_width_m, only.length_km) == ("road", 250, 3.5)


def test_a_region_may_do_without_a_band(guarded: Path) -> None:
    loaded = read(guarded)
    assert (loaded.problems, dict(loaded.bands)) == ((), {})


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (band("moon", ring(24, 14, 1, 0.1)), "'moon'"),
        (band("north-park", ring(24, 14, 1, 0.1), edge(half_width_m=-1)), "edge 1"),
        (band("north-park", ring(50, 50, 1, 0.1)), "outside the landscape"),
        (band("south-park", ring(24, 14, 1, 0.1)), "second feature"),
    ],
)
def test_a_bad_band_is_told_and_the_others_stay(guarded: Path, bad: Json, words: str) -> None:
    loaded = read(guarded, band("south-park", ring(24, 12, 1, 0.1)), bad)
    (problem,) = loaded.problems
    assert problem.file == DOUBT
    assert problem.where.startswith("feature 2")
    assert words in problem.message
    assert list(loaded.bands) == ["south-park"]


def test_without_its_region_a_band_goes_too(guarded: Path) -> None:
    edit(guarded, lambda catalogue: catalogue["regions"][1].update(layer="moon"))
    loaded = read_atlas(guarded)
    assert list(loaded.bands) == ["north-park"]
    assert "feature 2 (south-park)" in [problem.where for problem in loaded.problems if problem.file == DOUBT]
