"""Files of an atlas that cannot be read: they are named, the server starts, and all else is served."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.atlases import edit, region, to_yaml
from tests.faults.process import REPOSITORY, serving, with_plain_rights

pytestmark = pytest.mark.enable_socket
PARKS, POSTS = "layers/parks.geojson", "layers/posts.geojson"


@contextmanager
def forbidden(*paths: Path) -> Iterator[None]:
    """Files and folders that nobody may read for a while."""
    modes = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(0)
    yield
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode)


def check(folder: Path) -> str:
    """What the command says of a folder to somebody without special rights."""
    command = [sys.executable, "-m", "mapapp", "check", str(folder)]
    ran = subprocess.run(
        command,
        cwd=REPOSITORY,
        preexec_fn=with_plain_rights,  # no other thread runs here
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    return ran.stdout


def test_a_layer_that_may_not_be_read_is_named_and_the_others_are_served(folder: Path, tmp_path: Path) -> None:
    with forbidden(folder / POSTS):
        told = f"{POSTS}: cannot be read (Permission denied)"
        assert told in check(folder)
        with serving(folder, tmp_path, prepare=with_plain_rights) as server:
            assert server.health()["problems"][0] == told
            assert f"Left out of the map: {told}" in server.said()
            assert b"north-park" in server.ask("/data/layers/parks.geojson")[2]
            assert server.ask("/?layers=parks,posts")[0] == 200


def test_a_folder_that_may_not_be_entered_is_named(folder: Path) -> None:
    (folder / "locale").mkdir()
    (folder / "locale" / "ru.po").write_text('msgid "Title of gate"\nmsgstr "Ворота"\n', encoding="utf-8")
    (folder / "topics").mkdir()
    edit(folder, lambda catalogue: catalogue.update(languages=["en", "ru"]))
    with forbidden(folder / "locale", folder / "topics", folder / "layers"):
        said = check(folder)
    assert "locale/ru.po: cannot be read (Permission denied)" in said
    assert "topics: cannot be read (Permission denied)" in said
    assert f"{PARKS}: cannot be read (Permission denied)" in said


def test_an_atlas_in_a_folder_that_may_not_be_entered_is_not_there(folder: Path) -> None:
    with forbidden(folder.parent):
        assert "there is no such folder" in check(folder)


def test_an_entry_that_may_not_be_read_leaves_the_others(folder: Path) -> None:
    (folder / "regions").mkdir()
    for name in ("ford", "mill"):
        (folder / "regions" / f"{name}.yaml").write_text(to_yaml(region(name, "posts")), encoding="utf-8")
    with forbidden(folder / "regions" / "ford.yaml"):
        said = check(folder)
    assert "regions/ford.yaml: cannot be read (Permission denied)" in said
    assert "regions/mill.yaml" not in said


def test_a_file_that_breaks_while_the_server_runs_changes_nothing(folder: Path, tmp_path: Path) -> None:
    with serving(folder, tmp_path) as server:
        before = [server.ask(f"/data/layers/{layer}.geojson") for layer in ("parks", "posts", "paths")]
        (folder / PARKS).write_text("{")
        (folder / POSTS).unlink()
        (folder / "layers/paths.geojson").unlink()
        os.mkfifo(folder / "layers/paths.geojson")
        after = [server.ask(f"/data/layers/{layer}.geojson") for layer in ("parks", "posts", "paths")]
        assert [(status, body) for status, _, body in after] == [(status, body) for status, _, body in before]
        assert server.health()["problems"] == []
    with serving(folder, tmp_path) as server:
        assert {problem.partition(":")[0] for problem in server.health()["problems"]} >= {
            PARKS,
            POSTS,
            "layers/paths.geojson",
        }


@pytest.mark.parametrize("left", ["cut short", "garbage", "another version's", "forbidden", "a folder", "a pipe"])
def test_what_was_kept_and_is_damaged_is_made_anew(folder: Path, tmp_path: Path, left: str) -> None:
    with serving(folder, tmp_path) as server:
        page = server.ask("/")[2]
    (kept,) = (tmp_path / "kept").iterdir()
    whole = kept.read_bytes()
    if left in {"a folder", "a pipe"}:
        kept.unlink()
        kept.mkdir() if left == "a folder" else os.mkfifo(kept)
    elif left == "forbidden":
        kept.chmod(0)
    else:
        other = b"0" * 64 + whole[64:]
        kept.write_bytes({"cut short": whole[:-1000], "garbage": b"\x00\xff" * 500, "another version's": other}[left])
    with serving(folder, tmp_path, prepare=with_plain_rights) as server:
        assert server.ask("/")[2] == page
        said = "cannot be kept" if left == "a folder" else "" if left == "a pipe" else "is made anew"
        assert said in server.said()
