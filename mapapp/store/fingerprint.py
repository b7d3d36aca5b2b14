"""What tells one state of a folder from another: a digest of all that it holds."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

from mapapp.store.paths import LIMIT

BEGINNING = 65_536  # bytes


def fingerprint(folder: Path) -> str:
    """SHA-256 over names and contents of the files in a folder, hidden ones apart.

    A file that cannot be read counts by what is known of it, one that is too large by its size and its beginning, where
    a prepared layer says what it was made from. Never raises for a file.
    """
    total = hashlib.sha256()
    for name, path in sorted(_files(folder)):
        content = _content(path)
        total.update(f"{len(name)}:{name}{len(content)}:".encode("utf-8", "surrogateescape"))
        total.update(content)
    return total.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if not any(part.startswith((".", "__pycache__")) for part in inside.parts):
            yield inside.as_posix(), path


def _content(path: Path) -> bytes:
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            return b"folder"
        if not stat.S_ISREG(state.st_mode):
            return f"{stat.filemode(state.st_mode)} {state.st_size} bytes".encode()
        if state.st_size <= LIMIT:
            return path.read_bytes()
        with path.open("rb") as file:
            return f"{state.st_size} bytes".encode() + file.read(BEGINNING)
    except OSError as error:
        return str(error.strerror).encode()
