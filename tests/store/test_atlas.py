from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.core.errors import AtlasError, Problem
from mapapp.store.atlas import read_atlas
from tests.atlases import Json, edit, to_yaml, write_atlas


def ids(folder: Path) -> set[str]:
    return {region.id for region in read_atlas(folder).atlas.regions}


def test_a_sound_atlas_loads_without_problems(folder: Path) -> None:
    loaded = read_atlas(folder)
    assert loaded.problems == ()
    assert {name: [feature.region for feature in found] for name, found in loaded.features.items()} == {
        "parks": ["north-park", "south-park"],
        "paths": ["old-path"],
        "posts": ["gate"],
    }
    assert loaded.texts == {("north-park", "en"): "Wolves *live* here [@letters].\n"}


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(AtlasError) as caught:
        read_atlas(tmp_path / "nowhere")
    assert caught.value.problems == (Problem(str(tmp_path / "nowhere"), "", "there is no such folder"),)


def test_a_file_for_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AtlasError, match="no such folder"):
        read_atlas(tmp_path / "file")


def test_a_byte_order_mark_is_no_damage(folder: Path) -> None:
    for name in ("atlas.yaml", "layers/parks.geojson", "texts/en/north-park.md"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    assert read_atlas(folder).problems == ()


def test_a_link_that_stays_inside_is_followed(folder: Path) -> None:
    (folder / "layers/parks.geojson").rename(folder / "real.geojson")
    (folder / "layers/parks.geojson").symlink_to("../real.geojson")
    assert read_atlas(folder).problems == ()


def test_a_region_related_to_a_broken_one_is_served(folder: Path) -> None:
    def relate_and_break(catalogue: Json) -> None:
        catalogue["regions"][1]["related"] = ["north-park"]
        catalogue["regions"][0]["sumary"] = "misspelt"

    edit(folder, relate_and_break)
    assert ids(folder) == {"south-park", "old-path", "gate"}


def test_a_region_whose_layer_is_broken_goes_with_it(folder: Path) -> None:
    edit(folder, lambda catalogue: catalogue["layers"][0].update(licence=7))
    assert ids(folder) == {"old-path", "gate"}


def test_the_first_of_two_namesakes_stays(folder: Path) -> None:
    def repeat_gate(catalogue: Json) -> None:
        catalogue["regions"].append({**catalogue["regions"][3], "title": {"en": "The second"}})

    edit(folder, repeat_gate)
    assert [region.title["en"] for region in read_atlas(folder).atlas.regions if region.id == "gate"] == [
        "Title of gate"
    ]


def test_every_problem_is_told_at_once(folder: Path) -> None:
    def break_three(catalogue: Json) -> None:
        for number in (0, 2, 3):
            catalogue["regions"][number]["sumary"] = "misspelt"

    edit(folder, break_three)
    places = {problem.where.split(" › ")[1] for problem in read_atlas(folder).problems if problem.file == "atlas.yaml"}
    assert places == {"north-park", "old-path", "gate"}


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats()
    | st.text("ab{}<-", max_size=4)
    | st.just(dt.date(2020, 1, 1))
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["layers", "regions", "topics", "organisations", "sources", "title", "home", "languages"])


@settings(max_examples=40)
@given(
    key=KEYS, value=values, inside=st.none() | st.sampled_from(["id", "title", "sources", "path", "figures", "related"])
)
def test_no_value_in_a_catalogue_raises_anything_but_atlas_error(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object, inside: str | None
) -> None:
    def spoil(catalogue: Json) -> None:
        if inside is None or not isinstance(catalogue[key], list):
            catalogue[key] = value
        elif isinstance(catalogue[key][0], dict):
            catalogue[key][0][inside] = value

    folder = write_atlas(tmp_path_factory.getbasetemp() / "any")
    edit(folder, spoil)
    try:
        problems = read_atlas(folder).problems
    except AtlasError as error:
        problems = error.problems
        assert problems
    assert all(problem.file for problem in problems)


def test_the_builder_writes_no_alias(folder: Path) -> None:
    same = ["x"]
    assert to_yaml({"a": same, "b": same}) == "a:\n- x\nb:\n- x\n"
