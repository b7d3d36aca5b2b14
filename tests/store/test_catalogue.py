from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mapapp.core.errors import AtlasError, Problem
from mapapp.store.atlas import read_atlas
from tests.atlases import Json, edit, to_yaml


@pytest.fixture
def split(folder: Path) -> Path:
    """The tiny atlas with its regions in a file each and its sources in a file of their own."""

    def move(catalogue: Json) -> None:
        (folder / "regions").mkdir()
        for region in catalogue.pop("regions"):
            (folder / "regions" / f"{region['id']}.yaml").write_text(to_yaml(region), encoding="utf-8")
        (folder / "sources.yaml").write_text(to_yaml(catalogue.pop("sources")), encoding="utf-8")

    edit(folder, move)
    return folder


def test_a_catalogue_in_several_files_says_the_same(split: Path) -> None:
    loaded = read_atlas(split)
    assert loaded.problems == ()
    assert [region.id for region in loaded.atlas.regions] == ["gate", "north-park", "old-path", "south-park"]
    assert len(loaded.atlas.sources) == 4


def test_entries_of_atlas_yaml_come_first(split: Path) -> None:
    gate = split / "regions" / "gate.yaml"
    edit(split, lambda catalogue: catalogue.update(sources=[{**SOURCE, "id": "first"}]))
    gate.write_text(gate.read_text().replace("survey", "first"))
    loaded = read_atlas(split)
    assert loaded.problems == ()
    assert loaded.atlas.sources[0].id == "first"


SOURCE: Json = {
    "title": "The first",
    "publisher": "Society",
    "language": "en",
    "url": "https://example.org/first",
    "read": "2026-11-01",
    "trust": "high",
}


def spoil(name: str, change: Callable[[str], str]) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(change((folder / name).read_text()))


@pytest.mark.parametrize(
    ("do", "problem"),
    [
        (
            spoil("regions/gate.yaml", lambda text: text.replace("summary:", "sumary:")),
            ("regions/gate.yaml", "sumary", "Extra inputs"),
        ),
        (
            spoil("regions/gate.yaml", lambda text: text.replace("id: gate", "id: door")),
            ("regions/gate.yaml", "id", "name the file after its id"),
        ),
        (spoil("regions/gate.yaml", lambda _: "- gate"), ("regions/gate.yaml", "", "must be a map")),
        (spoil("regions/gate.yaml", lambda _: "id: [gate"), ("regions/gate.yaml", "", "not valid YAML")),
        (
            spoil("regions/gate.yaml", lambda text: text.replace("survey", "nowhere")),
            ("regions/gate.yaml", "gate", "'nowhere'"),
        ),
        (lambda folder: (folder / "regions/void.yaml").mkdir(), ("regions/void.yaml", "", "is a folder")),
    ],
    ids=["misspelt", "misnamed", "list", "broken", "uncited", "folder"],
)
def test_what_is_wrong_is_told_with_its_own_file(
    split: Path, do: Callable[[Path], object], problem: tuple[str, str, str]
) -> None:
    do(split)
    file, where, words = problem
    problems = read_atlas(split).problems
    assert [p for p in problems if p.file == file and where in p.where and words in p.message], problems


def test_without_its_sources_nothing_is_shown_and_their_file_is_named(split: Path) -> None:
    spoil("sources.yaml", lambda _: "survey: 1")(split)
    with pytest.raises(AtlasError) as caught:
        read_atlas(split)
    assert Problem("sources.yaml", "", "must be a list of sources") in caught.value.problems


def test_the_other_entries_are_served_beside_a_broken_one(split: Path) -> None:
    (split / "regions" / "gate.yaml").write_bytes(b"\xff")
    loaded = read_atlas(split)
    assert [region.id for region in loaded.atlas.regions] == ["north-park", "old-path", "south-park"]
    assert Problem("regions/gate.yaml", "byte 0", "is not UTF-8 text; save it as UTF-8") in loaded.problems
