"""Files of an atlas folder, read within bounds: inside the folder, of sane size, in UTF-8."""

from __future__ import annotations

from pathlib import Path

from mapapp.core.errors import Problem

LIMIT = 50 * 1024 * 1024  # bytes; a layer for a browser is far smaller


def read_bytes(folder: Path, name: str) -> tuple[bytes, Problem | None]:
    """A file's bytes, or a problem that says what is wrong with it."""
    root = folder.resolve()
    try:
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            return b"", Problem(name, "", "leads outside the atlas folder")
        if path.is_dir():
            return b"", Problem(name, "", "is a folder; a file is expected")
        if not path.is_file():
            return b"", Problem(name, "", "there is no such file")
        if path.stat().st_size > LIMIT:
            return b"", Problem(name, "", f"is larger than {LIMIT // 1024**2} MB; simplify it first")
        return path.read_bytes(), None
    except OSError as error:
        return b"", Problem(name, "", f"cannot be read ({error.strerror})")


def read_text(folder: Path, name: str) -> tuple[str, Problem | None]:
    """A file's text in UTF-8, or a problem."""
    content, problem = read_bytes(folder, name)
    if problem is not None:
        return "", problem
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        return "", Problem(name, f"byte {error.start}", "is not UTF-8 text; save it as UTF-8")
