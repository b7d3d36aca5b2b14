"""Facts as CSV (RFC 4180, UTF-8 with a mark at the start, without which Excel misreads Cyrillic and Chinese).

A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula. Such a text gets an apostrophe in front;
numbers stand in columns of their own and stay as they are.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from mapapp.core.fields import Cell, Collection, Table

ENCODING = "utf-8-sig"
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile(r"'+\s*[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]")


def write_csv(collection: Collection, path: Path) -> None:
    """The facts of a collection, one a row."""
    write_table(collection.facts, path)


def write_table(table: Table, path: Path) -> None:
    """A table with a head of names."""
    with path.open("w", encoding=ENCODING, newline="") as file:
        rows = csv.writer(file)
        rows.writerow([guarded(column.name) for column in table.columns])
        rows.writerows([spelt(cell) for cell in row] for row in table.rows)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before it was guarded."""
    return text[1:] if _GUARDED.match(text) else text


def spelt(cell: Cell) -> str:
    """A value as it stands in a file: numbers with a point, texts guarded, nothing for none."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(cell) if isinstance(cell, str) else str(cell)
