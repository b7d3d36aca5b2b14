"""The files of this repository that people write, as the house rules see them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("mapapp", "tests", "bench", "geodata/build", "supply")
MODULES = (".py", ".js", ".css")
GENERATED = {"__pycache__", ".cache", "results", "node_modules"}


def written(*rooms: str, endings: tuple[str, ...] = MODULES) -> list[Path]:
    """Files below the rooms with one of the endings, in order, without what programs make."""
    found = (path for room in rooms for path in (ROOT / room).rglob("*") if path.suffix in endings and path.is_file())
    return sorted(path for path in found if not GENERATED & set(path.parts))


def name(path: Path) -> str:
    """How a test is called that looks at a file."""
    return path.relative_to(ROOT).as_posix()
