"""Columns are typed by all their cells, and texts lose what nobody can see."""

from __future__ import annotations

import datetime as dt

import pytest

from mapapp.core.fields import Cell
from mapapp.core.own.columns import clean_text, clean_title, read_date, read_number, tidy
from mapapp.core.own.layer import Field


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3.5", -3.5),
        ("3,5", 3.5),
        ("1 234", 1234),
        ("1e3", 1000.0),
        ("007", None),
        ("1,2,3", None),
        ("12 m", None),
        ("", None),
        ("1e999", None),
        (".5", 0.5),
        ("0", 0),
        ("e5", None),
    ],
)
def test_numbers_as_people_write_them(text: str, value: float | None) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-05-01", dt.date(2024, 5, 1)),
        ("01.05.2024", dt.date(2024, 5, 1)),
        ("2024-05-01T10:20:30Z", dt.datetime(2024, 5, 1, 10, 20, 30)),
        ("01.05.2024 10:20", dt.datetime(2024, 5, 1, 10, 20)),
        ("2024-02-30", None),
        ("03/04/2024", None),
        ("20240501", None),
    ],
)
def test_dates_that_can_mean_one_day(text: str, value: dt.date | None) -> None:
    assert read_date(text) == value


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("1", "2,5", None), "number"),
        (("1", "two"), "text"),
        (("да", "Нет"), "yes-no"),
        (("2024-05-01", None), "date"),
        (("2024-05-01", "soon"), "text"),
    ],
)
def test_a_column_is_what_all_its_cells_are(cells: tuple[Cell, ...], kind: str) -> None:
    (field,), _ = tidy([Field("a", "text", cells)])
    assert field.kind == kind


def test_what_nobody_can_see_goes() -> None:
    assert clean_text("\u202ea\x00b\x1b[0m\u2066\ud800") == "ab[0m"
    assert clean_title(" a\n b\t", 3) == "a b"
    assert clean_title("\u202e", 3) == "#3"
    assert len(clean_title("x" * 500, 1)) == 80


def test_empty_columns_are_counted() -> None:
    left, empty = tidy([Field("a", "text", (None, " ")), Field("b", "text", ("x", None))])
    assert ([field.title for field in left], empty) == (["b"], 1)
