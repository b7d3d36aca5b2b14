"""A small, repeatable share of `make fuzz`: strings of the corpus, other bytes and changed atlases at every door."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.atlas import Case, Folders, cases
from fuzz.doors import DOORS, SEEDS
from tests.hostile.corpus import STRINGS

BYTES = st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace"))


def unhurt(door: str, data: bytes) -> bool:
    """Bytes have gone through a door, whose own assertions hold."""
    DOORS[door](data)
    return True


@pytest.mark.parametrize("door", DOORS)
def test_every_string_of_the_corpus_gets_through_a_door_unhurt(door: str) -> None:
    for text in STRINGS:
        assert unhurt(door, text.encode("utf-8", "surrogatepass")[:4096])


@pytest.mark.parametrize("door", DOORS)
@given(data=st.data())
def test_changed_input_gets_through_a_door_unhurt(door: str, data: st.DataObject) -> None:
    sound = data.draw(st.sampled_from(SEEDS[door]))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(sound))] * 2)))
    assert unhurt(door, sound[:start] + data.draw(BYTES) + sound[end:])


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The sound atlases that are changed."""
    return Folders(Path(tmp_path_factory.mktemp("folders")))


@given(case=cases())
def test_a_changed_atlas_is_read_or_refused_with_messages(folders: Folders, case: Case) -> None:
    folders.read(case, build=False)
    assert folders.sound(case)  # it is put back as it was
