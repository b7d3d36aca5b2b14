"""What was built is kept for the next start, and whatever happens to it, the map is served."""

from __future__ import annotations

import logging
import os
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.view import ViewState
from mapapp.web.index import index_page
from mapapp.web.keep import MOST_KEPT, keep, kept_at, pack, site_of, unpack
from mapapp.web.site import Site

REPOSITORY = Path(__file__).resolve().parents[2]
HEAVY = {
    "folium",
    "pandas",
    "pyarrow",
    "numpy",
    "shapely",
    "pyproj",
    "altair",
    "geopandas",
    "jinja2",
    "rapidfuzz",
    "pyogrio",
    "typst",
}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to keep sites in."""
    monkeypatch.setenv("MAPAPP_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def named(folder: Path) -> str:
    atlas = site_of(folder).atlas
    assert atlas is not None
    return atlas.say(atlas.title, "en")


def retitled(site: Site, title: str) -> bytes:
    assert site.atlas is not None
    return pack(replace(site, atlas=site.atlas.model_copy(update={"title": {"en": title}})))


def test_a_site_comes_back_as_it_was(tiny_site: Site, guarded_site: Site) -> None:
    assert unpack(pack(tiny_site)) == tiny_site
    assert unpack(pack(guarded_site)) == guarded_site


def test_an_atlas_that_cannot_be_served_comes_back_with_its_problems(room: Path, tmp_path: Path) -> None:
    site = site_of(tmp_path / "nowhere")
    assert site.atlas is None
    assert [problem.file for problem in site.problems] == [str(tmp_path / "nowhere")]
    assert unpack(pack(site)) == site


@given(st.data())
def test_bytes_that_were_cut_or_changed_are_refused(tiny_site: Site, data: st.DataObject) -> None:
    whole = pack(tiny_site)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    for damaged in (whole[:at], changed):
        with pytest.raises(ValueError, match="incomplete or has been changed"):
            unpack(damaged)


def test_the_next_start_takes_what_was_kept(room: Path, folder: Path, tiny_site: Site) -> None:
    keep(kept_at(folder), retitled(tiny_site, "As it was kept"))
    assert named(folder) == "As it was kept"


def test_a_changed_atlas_is_built_anew(room: Path, folder: Path, tiny_site: Site) -> None:
    keep(kept_at(folder), retitled(tiny_site, "As it was kept"))
    (folder / "texts" / "new.md").write_text("New.")
    assert named(folder) != "As it was kept"
    assert len(list(room.iterdir())) == 2


@pytest.mark.parametrize("left", [b"", b"half of it", b"0" * 64 + b"\n{}"])
def test_what_is_damaged_is_made_anew_and_said(
    room: Path, folder: Path, left: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = kept_at(folder)
    keep(path, left)
    with caplog.at_level(logging.WARNING):
        site = site_of(folder)
    assert "cannot be used and is made anew" in caplog.text
    assert unpack(path.read_bytes()) == site


def test_where_nothing_can_be_kept_the_map_is_served(
    room: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    room.write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        assert site_of(folder).atlas is not None
    assert "cannot be kept for the next start" in caplog.text


def test_a_full_disk_stops_nothing_and_leaves_no_half_file(room: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    packed = pack(site_of(folder))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match=r"."):
            keep(tmp_path / "full" / "x.site", packed)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((tmp_path / "full").iterdir()) == []


def test_only_the_newest_are_kept(room: Path) -> None:
    for number in range(MOST_KEPT + 3):
        keep(room / f"{number}.site", b"x")
    assert len(list(room.iterdir())) == MOST_KEPT
    assert (room / f"{MOST_KEPT + 2}.site").exists()


def test_the_server_starts_without_what_only_building_needs(room: Path, folder: Path) -> None:
    site_of(folder)
    script = f"import os, sys; os.environ['MAPAPP_ATLAS'] = {str(folder)!r}; import mapapp.app; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert HEAVY & {name.partition(".")[0] for name in ran.stdout.split()} == set()


def test_two_processes_build_the_same_site() -> None:
    one, other = (built_with(seed, REPOSITORY / "geodata") for seed in ("1", "2"))
    assert {path for path, asset in one.assets.items() if other.assets.get(path) != asset} == set()
    assert one == other
    assert index_page(one) == index_page(other)


def built_with(seed: str, folder: Path) -> Site:
    """The site as a process of its own builds it whose sets have another order."""
    command = [sys.executable, "-m", "mapapp.web.build", str(folder)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return unpack(subprocess.run(command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, check=True).stdout)


def test_the_stage_is_told_nothing_that_streamlit_would_take_for_a_table(tiny_site: Site) -> None:
    told = tiny_site.stage_data(ViewState(None, frozenset({"parks"}), place=(43.0, 131.0, 8.0)))
    assert {type(value) for value in told.values()} <= {str, int, float, bool, tuple, type(None)}
