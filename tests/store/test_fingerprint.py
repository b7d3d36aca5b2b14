"""The digest that tells one state of a folder from another."""

from __future__ import annotations

from pathlib import Path

from mapapp.store.fingerprint import fingerprint


def test_the_same_files_give_the_same_digest_wherever_they_lie(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / "layers").mkdir(parents=True)
        (tmp_path / name / "layers" / "parks.geojson").write_text("{}")
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "other")


def test_a_changed_byte_a_new_name_and_a_new_file_change_the_digest(folder: Path) -> None:
    seen = {fingerprint(folder)}
    layer = folder / "layers" / "parks.geojson"
    layer.write_bytes(layer.read_bytes() + b" ")
    seen.add(fingerprint(folder))
    layer.rename(layer.with_name("park.geojson"))
    seen.add(fingerprint(folder))
    (folder / "texts" / "empty.md").touch()
    seen.add(fingerprint(folder))
    assert len(seen) == 4


def test_what_moves_from_one_file_to_the_next_changes_the_digest(tmp_path: Path) -> None:
    for name, first, second in (("one", "ab", "c"), ("other", "a", "bc")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.md").write_text(first)
        (tmp_path / name / "2.md").write_text(second)
    assert fingerprint(tmp_path / "one") != fingerprint(tmp_path / "other")


def test_hidden_files_do_not_count(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / ".git").mkdir()
    (folder / ".git" / "index").write_text("state")
    assert fingerprint(folder) == before


def test_what_cannot_be_read_counts_too(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / "texts" / "nowhere.md").symlink_to(folder / "gone.md")
    assert fingerprint(folder) != before


def test_there_may_be_no_folder(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "nowhere") == fingerprint(tmp_path / "nowhere")
