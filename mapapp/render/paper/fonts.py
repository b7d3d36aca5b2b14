"""The fonts that paper is set in, all from packages: what the machine has or lacks makes no difference."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("manimgx_fonts", "pylopdf_fonts_zh_cn")
LATIN, CHINESE = "Noto Sans", "Noto Sans SC"
SCRIPTS = (
    "Arabic",
    "Armenian",
    "Bengali",
    "Devanagari",
    "Ethiopic",
    "Georgian",
    "Gujarati",
    "Gurmukhi",
    "Hebrew",
    "Kannada",
    "Khmer",
    "Lao",
    "Malayalam",
    "Myanmar",
    "Oriya",
    "Sinhala",
    "Symbols",
    "Tamil",
    "Telugu",
    "Thai",
)
FAMILIES = (LATIN, CHINESE, *(f"{LATIN} {script}" for script in SCRIPTS), "Noto Emoji")
"""Every family that text may be set in, the first that has a character first."""


def folders() -> tuple[Path, ...]:
    """Where the packages keep their fonts."""
    found = (find_spec(package) for package in PACKAGES)
    return tuple(Path(place) for spec in found if spec for place in spec.submodule_search_locations or ())


@cache
def covered() -> frozenset[int]:
    """The code points for which one of the families has a glyph."""
    names = {family.replace(" ", "") for family in FAMILIES}
    files = (path for folder in folders() for path in folder.rglob("*.[ot]tf"))
    wanted = (path for path in files if path.name.removesuffix("-Regular.otf").removesuffix("[wght].ttf") in names)
    return frozenset(code for path in wanted for code in characters(path))


def characters(path: Path) -> set[int]:
    """The code points that a font maps to a glyph, by its table of characters (OpenType `cmap`, formats 4 and 12)."""
    with path.open("rb") as font:
        head = font.read(12)
        records = font.read(16 * struct.unpack(">4xH", head[:6])[0])
        for tag, _, start, length in struct.iter_unpack(">4sLLL", records):
            if tag == b"cmap":
                font.seek(start)
                return set(_mapped(font.read(length)))
    return set()


def _mapped(table: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">2xH", table)
    for _, _, start in struct.iter_unpack(">HHL", table[4 : 4 + 8 * count]):
        (form,) = struct.unpack_from(">H", table, start)
        if form == 12:
            (groups,) = struct.unpack_from(">L", table, start + 12)
            for first, last, glyph in struct.iter_unpack(">LLL", table[start + 16 : start + 16 + 12 * groups]):
                yield from range(first if glyph else first + 1, last + 1)
        elif form == 4:
            yield from _in_segments(table, start)


def _in_segments(table: bytes, start: int) -> Iterator[int]:
    """Format 4: the ends and starts of segments, a shift for each, and where it is not zero a list of glyphs."""
    half = struct.unpack_from(">H", table, start + 6)[0] // 2
    columns = [start + 14, *(start + 16 + 2 * half * column for column in (1, 2, 3))]
    ends, starts, shifts, offsets = (struct.unpack_from(f">{half}H", table, at) for at in columns)
    for number, (last, first, shift, offset) in enumerate(zip(ends, starts, shifts, offsets, strict=True)):
        for code in range(first, last + 1):
            if offset:
                at = columns[3] + 2 * number + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", table, at)[0] if at + 2 <= len(table) else 0
            else:
                glyph = (code + shift) % 65536
            if glyph:
                yield code
