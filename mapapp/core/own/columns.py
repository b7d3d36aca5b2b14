"""Type the columns of a reader's layer by what all their cells are, and clean what is written in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from mapapp.core.fields import Cell
from mapapp.core.own.layer import Field

LONGEST_TITLE = 80
LONGEST_TEXT = 10_000
YES, NO = frozenset({"yes", "true", "да", "是"}), frozenset({"no", "false", "нет", "否"})
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_NUMBER = re.compile(
    r"[+-]?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3}){1,4})?(?:[.,]\d{1,17})?(?:[eE][+-]?\d{1,3})?"
)
_DATES = (
    ("%Y-%m-%d", 10),
    ("%d.%m.%Y", 10),
    ("%Y/%m/%d", 10),
    ("%d.%m.%Y %H:%M", 16),
    ("%d.%m.%Y %H:%M:%S", 19),
    ("%Y/%m/%d %H:%M", 16),
    ("%Y/%m/%d %H:%M:%S", 19),
)
Read = Callable[[str], Cell]


def tidy(fields: Iterable[Field]) -> tuple[tuple[Field, ...], int]:
    """Columns with clean titles and typed cells, without those that are empty; and how many were empty."""
    cleaned = [_typed(Field(clean_title(one.title, n), one.kind, _clean(one))) for n, one in enumerate(fields, 1)]
    kept = tuple(field for field in cleaned if any(cell is not None for cell in field.cells))
    return kept, len(cleaned) - len(kept)


def clean_text(text: str) -> str:
    """A text without the characters that no reader can see, and not longer than a page."""
    return _INVISIBLE.sub("", text).strip()[:LONGEST_TEXT]


def clean_title(title: str, number: int) -> str:
    """The title of a column on one line; its number where it has none."""
    return " ".join(clean_text(title).split())[:LONGEST_TITLE] or f"#{number}"


def _clean(field: Field) -> tuple[Cell, ...]:
    if field.kind != "text":
        return field.cells
    return tuple(clean_text(cell) or None if isinstance(cell, str) else cell for cell in field.cells)


def _typed(field: Field) -> Field:
    """A column of texts as numbers, dates, or yes and no, if every cell of it is one."""
    if field.kind != "text":
        return field
    for kind, read in (("number", read_number), ("date", read_date), ("yes-no", _read_yes)):
        cells = _all_as(field.cells, read)
        if cells is not None:
            return replace(field, kind=kind, cells=cells)  # type: ignore[arg-type]  # one of the three
    return field


def _all_as(cells: Sequence[Cell], read: Read) -> tuple[Cell, ...] | None:
    found: list[Cell] = []
    for cell in cells:
        value = read(cell) if isinstance(cell, str) else None
        if value is None and cell is not None:
            return None
        found.append(value)
    return tuple(found) if any(value is not None for value in found) else None


def read_number(text: str) -> float | int | None:
    """A number as people write it, with a point or a comma; None for `007`, which is a name."""
    if not text or not _NUMBER.fullmatch(text) or not any(letter.isdigit() for letter in text):
        return None
    plain = re.sub("[ \u00a0\u202f]", "", text).replace(",", ".")
    try:
        value = float(plain)
    except ValueError:  # such as e5
        return None
    if abs(value) > 1e300:
        return None
    return int(plain) if re.fullmatch(r"[+-]?\d+", plain) else value


def read_date(text: str) -> dt.date | None:
    """A day or a moment by ISO 8601, or as day.month.year; what could be either of two days is none."""
    if not 8 <= len(text) <= 35 or not text[:2].isdigit():
        return None
    for pattern, length in _DATES:
        if len(text) == length:
            try:
                found = dt.datetime.strptime(text, pattern)  # files seldom say in which zone
            except ValueError:
                continue
            return found if "%H" in pattern else found.date()
    if text[4:5] == "-":
        try:
            return dt.datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            return None
    return None


def _read_yes(text: str) -> bool | None:
    word = text.casefold()
    return True if word in YES else False if word in NO else None
