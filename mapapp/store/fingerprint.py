"""What tells one state of a folder from another: a digest of all that it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from mapapp.store.paths import LIMIT


def fingerprint(folder: Path, endings: tuple[str, ...] = ()) -> str:
    """SHA-256 over names and contents of the files in a folder, hidden ones apart; `endings` keep it to some kinds.

    A file that cannot be read, or that is too large to be, counts by what is known of it. Never raises for a file.
    """
    total = hashlib.sha256()
    for name, path in sorted(_files(folder)):
        if not endings or name.endswith(endings):
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
        if path.is_dir():
            return b"folder"
        size = path.stat().st_size
        return path.read_bytes() if size <= LIMIT else f"{size} bytes".encode()
    except OSError as error:
        return str(error.strerror).encode()
