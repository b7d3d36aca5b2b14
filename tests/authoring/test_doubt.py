"""Bands of doubt, drawn from what features say of themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point

from mapapp.__main__ import main
from mapapp.core.measure import distance_km
from mapapp.store.atlas import read_atlas
from tests.atlases import edit

RESERVES = "layers/reserves.geojson"


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    assert main(["new", str(tmp_path / "new"), "--extent", "-72,-46,-68,-40"]) == 0
    return tmp_path / "new"


def say(atlas: Path, **properties: Any) -> None:
    """Give the example's feature further properties."""
    raw = json.loads((atlas / RESERVES).read_text(encoding="utf-8"))
    raw["features"][0]["properties"] |= properties
    (atlas / RESERVES).write_text(json.dumps(raw), encoding="utf-8")


@pytest.mark.parametrize("metres", [300, 2000, 40_000])
def test_a_band_is_as_wide_as_its_feature_says(atlas: Path, metres: int) -> None:
    say(atlas, half_width_m=metres, follows="coast")
    assert main(["doubt", str(atlas)]) == 0
    loaded = read_atlas(atlas)
    ((name, band),) = loaded.bands.items()
    edge = next(one for one in loaded.regions if one.region == name).geometry.boundary
    far = max(distance_km(Point(corner), edge) for corner in band.geometry.boundary.geoms[0].coords)
    assert far == pytest.approx(metres / 1000, rel=0.06)
    assert (band.edges[0].follows, band.edges[0].half_width_m) == ("coast", metres)
    assert band.edges[0].length_km == pytest.approx(2 * (1 * 81.5 + 1.32 * 111.1), rel=0.02)


@pytest.mark.parametrize("wrong", [0, -5, 10**9, "wide", True])
def test_a_width_that_is_none_is_named_with_its_file(
    atlas: Path, capsys: pytest.CaptureFixture[str], wrong: object
) -> None:
    before = (atlas / "layers/doubt.geojson").read_bytes()
    say(atlas, half_width_m=wrong)
    assert main(["doubt", str(atlas)]) == 1
    assert f"{RESERVES}: example-reserve: has half_width_m {wrong!r}" in capsys.readouterr().err
    assert (atlas / "layers/doubt.geojson").read_bytes() == before


def test_an_atlas_without_a_layer_for_bands_is_told_so(atlas: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(atlas, lambda raw: raw["layers"].pop())
    assert main(["doubt", str(atlas)]) == 1
    assert "holds: bands" in capsys.readouterr().err
