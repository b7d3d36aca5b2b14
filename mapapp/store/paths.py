"""Files of an atlas folder, read within bounds: inside the folder, of sane size, in UTF-8."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from mapapp.core.errors import Problem

LIMIT = 50 * 1024 * 1024  # bytes; a layer for a browser is far smaller


def read_bytes(folder: Path, name: str) -> tuple[bytes, Problem | None]:
    """A file's bytes, or a problem that says what is wrong with it."""
    try:
        root, path = (Path(os.path.realpath(one)) for one in (folder, folder / name))
        wrong = _unfit(path.stat()) if path.is_relative_to(root) else "leads outside the atlas folder"
        return (path.read_bytes(), None) if wrong is None else (b"", Problem(name, "", wrong))
    except FileNotFoundError:
        return b"", Problem(name, "", "there is no such file")
    except OSError as error:
        return b"", Problem(name, "", f"cannot be read ({error.strerror})")


def _unfit(state: os.stat_result) -> str | None:
    """What keeps something of this state from being read; None for a plain file of sane size."""
    if stat.S_ISDIR(state.st_mode):
        return "is a folder; a file is expected"
    if not stat.S_ISREG(state.st_mode):
        return "is no plain file"  # a pipe, once opened, would be waited for without end
    return f"is larger than {LIMIT // 1024**2} MB; simplify it first" if state.st_size > LIMIT else None


def read_text(folder: Path, name: str) -> tuple[str, Problem | None]:
    """A file's text in UTF-8, or a problem."""
    content, problem = read_bytes(folder, name)
    if problem is not None:
        return "", problem
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        return "", Problem(name, f"byte {error.start}", "is not UTF-8 text; save it as UTF-8")


def is_there(path: Path) -> bool:
    """Whether there is something of this name. What cannot be looked at counts: reading it tells why."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def names_in(folder: Path, name: str, ending: str) -> tuple[list[str], Problem | None]:
    """The names in a folder of the atlas that end so, sorted; none where there is no such folder, or a problem."""
    try:
        return sorted(f"{name}/{one.name}" for one in (folder / name).iterdir() if one.suffix == ending), None
    except FileNotFoundError:
        return [], None
    except OSError as error:
        return [], Problem(name, "", f"cannot be read ({error.strerror})")


def is_folder(path: Path) -> bool:
    """Whether this is a folder, as far as one can tell."""
    try:
        return path.is_dir()
    except OSError:
        return False
