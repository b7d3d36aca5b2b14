from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.core.chronicle import Count
from mapapp.core.errors import Problem
from mapapp.store.counts import read_counts, read_notes
from tests.chronicles import COUNTS, RUSSIAN, chronicled_atlas, write_chronicled

HEAD, *ROWS = COUNTS.splitlines()
WORDS = {"en": {}, "ru": {"A cold winter.": "Холодная зима."}}
BAD = [
    ("moon,2001,,20,,,adults,dna,,survey", "belongs to the series 'moon'; there are bears, wolves-north, wolves-south"),
    ("bears,2001,,20,,,adults,dna,,rumour", "cites the source 'rumour'"),
    ("bears,2001,,20,,,adults,dna,,", "sources: "),
    ("bears,2001,,,,,adults,dna,,survey", "has neither a value nor a range from low to high"),
    ("bears,2001,,,5,,adults,dna,,survey", "has neither a value nor a range from low to high"),
    ("bears,,,20,,,adults,dna,,survey", "year: "),
    ("bears,in 2001,,20,,,adults,dna,,survey", "year: "),
    ("bears,2001,1066,20,,,adults,dna,,survey", "year_to: "),
    ("bears,2001,,many,,,adults,dna,,survey", "value: "),
    ("bears,2001,,-1,,,adults,dna,,survey", "value: "),
    ("bears,2001,,nan,,,adults,dna,,survey", "value: "),
    ("bears,2001,,20,,,cubs,dna,,survey", "count: "),
    ("bears,2001,,20,,,adults,guess,,survey", "method: "),
    ("bears,2001,,20,,,adults,dna,,survey,more", "has more cells than the header has names"),
    ("bears,2001", "count: "),
]


def read(folder: Path, text: str | bytes) -> tuple[tuple[Count, ...], tuple[Problem, ...]]:
    folder.mkdir(exist_ok=True)
    (folder / "counts.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_counts(folder, chronicled_atlas(), WORDS)


def test_a_sound_table_is_read_row_by_row(tmp_path: Path) -> None:
    counts, problems = read(tmp_path, COUNTS)
    assert problems == ()
    assert [(count.series, count.year, count.year_to, count.value, count.low, count.high) for count in counts] == [
        ("wolves-north", 2001, None, 20, None, None),
        ("wolves-north", 2002, None, 24, 20, 31),
        ("wolves-north", 2004, 2005, 30, None, None),
        ("wolves-south", 2002, None, None, 5, 9),
        ("bears", 2003, None, 1234, None, None),
    ]
    assert [count.sources for count in counts][1] == ("survey", "journal")


def test_a_note_is_told_in_every_language_that_has_words_for_it(tmp_path: Path) -> None:
    counts, _ = read(tmp_path, COUNTS)
    assert [count.note for count in counts][:2] == [{"en": "A cold winter.", "ru": "Холодная зима."}, None]


@pytest.mark.parametrize(("row", "words"), BAD)
def test_a_bad_row_is_told_with_its_line_and_the_good_ones_are_served(tmp_path: Path, row: str, words: str) -> None:
    counts, problems = read(tmp_path, "\n".join([HEAD, *ROWS[:2], row, *ROWS[2:]]))
    assert {(problem.file, problem.where) for problem in problems} == {("counts.csv", "line 4")}
    assert any(words in problem.message for problem in problems)
    assert counts == read(tmp_path, COUNTS)[0]


@pytest.mark.parametrize(
    ("text", "words"), [(b"\xff\xfe\x00", "UTF-8"), ('series,year\n"open', "is not a CSV table"), ("a\x00b\n", "line")]
)
def test_what_is_no_table_is_told(tmp_path: Path, text: str | bytes, words: str) -> None:
    counts, problems = read(tmp_path, text)
    assert counts == ()
    assert all(problem.file == "counts.csv" for problem in problems)
    assert not problems or words in str(problems[0])


def test_an_empty_table_has_no_counts(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD) == ((), ())
    assert read(tmp_path, "") == ((), ())


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert read_counts(tmp_path, chronicled_atlas(), WORDS) == (
        (),
        (Problem("counts.csv", "", "there is no such file"),),
    )


def test_an_atlas_without_a_table_has_no_counts(tmp_path: Path) -> None:
    assert read_counts(tmp_path, chronicled_atlas(counts=None), WORDS) == ((), ())


@settings(max_examples=60)
@given(st.text("abc0129,\"'\n\r- ;é", max_size=60))
def test_no_text_raises_anything(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "tables"
    assert read(folder, text)[0] == ()
    assert all(problem.file == "counts.csv" for problem in read(folder, f"{HEAD}\n{text}")[1])


def test_translators_get_every_note(tmp_path: Path) -> None:
    folder = write_chronicled(tmp_path, {"locale/ru.po": RUSSIAN})
    assert read_notes(folder, "counts.csv") == ["A cold winter."]
    assert read_notes(folder, None) == read_notes(folder, "nowhere.csv") == read_notes(folder, ["x"]) == []
