import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mapapp.core.tiling import Tile
from mapapp.store.atlas import read_atlas
from mapapp.store.large import UnreadableError, all_tiles, candidates, tile_image
from mapapp.web.build import build_site
from tests.large import add_large


def rewrite(path: Path, name: str, value: str) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE metadata SET value = ? WHERE name = ?", (value, name))


def change(path: Path, name: str, **values: object) -> None:
    """Give keys of one of the JSON texts other values; None takes them away."""
    with closing(sqlite3.connect(path)) as base:
        (text,) = base.execute("SELECT value FROM metadata WHERE name = ?", (name,)).fetchone()
    said = json.loads(text) | values
    rewrite(path, name, json.dumps({key: value for key, value in said.items() if values.get(key, 0) is not None}))


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "there is no such file; `python -m mapapp prepare"),
    "folder": (as_folder, "is no plain file"),
    "text": (lambda path: path.write_text("hello", encoding="utf-8"), "is no file of prepared tiles"),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:-5000]), "is cut short"),
    "broken": (
        lambda path: path.write_bytes(path.read_bytes()[:100] + bytes(len(path.read_bytes()) - 100)),
        "is damaged",
    ),
    "foreign": (lambda path: rewrite(path, "plan", "{}"), "was not made by this program"),
    "unversioned": (lambda path: change(path, "plan", format=None), "was not made by this program"),
    "newer": (lambda path: change(path, "plan", format=99), "was made by another version of this program"),
    "unfielded": (lambda path: change(path, "plan", fields="name"), "was not made by this program"),
    "unguarded": (lambda path: change(path, "plan", guard="no"), "was not made by this program"),
    "another kind": (lambda path: change(path, "told", kind="volumes"), "was not made by this program"),
    "flat": (lambda path: change(path, "told", box=[23, 13]), "was not made by this program"),
    "off the Earth": (lambda path: change(path, "told", box=[23, 13, 1e9, 14]), "was not made by this program"),
    "less than nothing": (lambda path: change(path, "told", features=-1), "was not made by this program"),
    "no blocks": (lambda path: change(path, "coverage", **{"5": [1, 2]}), "was not made by this program"),
    "no zooms": (lambda path: rewrite(path, "minzoom", "far"), "was not made by this program"),
    "nonsense": (lambda path: rewrite(path, "told", "[1"), "was not made by this program"),
}


def test_a_prepared_layer_says_what_it_holds(folder: Path, prepared: bytes) -> None:
    add_large(folder, prepared)
    loaded = read_atlas(folder)
    assert loaded.problems == ()
    (found,) = loaded.prepared
    assert (found.layer, found.features, found.kind, found.guard) == ("trees", 60, "points", None)
    assert found.fields == ("name", "height", "seen", "alive")
    assert 23 < found.box[0] < found.box[2] < 27


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_told_and_the_rest_stands(folder: Path, prepared: bytes, damage: str) -> None:
    add_large(folder, prepared)
    do, message = DAMAGES[damage]
    do(folder / "layers/trees.mbtiles")
    loaded = read_atlas(folder)
    assert [problem.file for problem in loaded.problems] == ["layers/trees.mbtiles"]
    assert message in loaded.problems[0].message
    assert loaded.atlas.large == ()
    assert loaded.features["parks"]
    assert "/data/layers/parks.geojson" in build_site(folder).assets


def test_a_path_that_leads_out_of_the_folder_is_not_followed(folder: Path, prepared: bytes) -> None:
    add_large(folder, prepared)
    path = folder / "layers/trees.mbtiles"
    outside = path.rename(folder.parent / "outside.mbtiles")
    path.symlink_to(outside)
    assert "leads outside the atlas folder" in read_atlas(folder).problems[0].message


def test_places_of_animals_that_were_prepared_without_the_guard_are_not_shown(folder: Path, prepared: bytes) -> None:
    add_large(folder, prepared, animals=True)
    loaded = read_atlas(folder)
    assert loaded.atlas.large == ()
    assert any("animals" in problem.message for problem in loaded.problems)


def test_tiles_and_features_are_read_a_few_at_a_time(folder: Path, prepared: bytes) -> None:
    add_large(folder, prepared)
    (found,) = read_atlas(folder).prepared
    every = dict(all_tiles(folder, found))
    assert len(every) > 50
    tile = next(tile for tile in every if tile.z == 9)
    assert tile_image(folder, found, tile) == every[tile]
    assert tile_image(folder, found, Tile(9, 0, 0)) is None
    _, south, east, north = found.box
    assert len(candidates(folder, found, found.box)) == 60
    assert candidates(folder, found, (east + 1, south, east + 2, north)) == []
    assert [one.id for one in candidates(folder, found, found.box)] == list(range(60))


def test_a_file_that_was_changed_under_the_server_is_not_mixed_with_the_old_one(folder: Path, prepared: bytes) -> None:
    add_large(folder, prepared)
    (found,) = read_atlas(folder).prepared
    rewrite(folder / found.path, "state", "0" * 32)
    with pytest.raises(UnreadableError, match="has been changed since this map was built"):
        tile_image(folder, found, Tile(5, 18, 14))
