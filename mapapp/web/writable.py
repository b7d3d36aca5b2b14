"""A folder to write to: the one that is meant or, where nothing can be kept, one that goes with its owner."""

from __future__ import annotations

import logging
import shutil
import weakref
from pathlib import Path
from tempfile import mkdtemp

PART = "part-"

_log = logging.getLogger(__name__)


def writable(folder: Path, owner: object) -> Path:
    """The folder, made if need be, or one for as long as `owner` lives. Raises OSError where no file can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(mkdtemp(dir=folder, prefix=PART)).rmdir()
    except OSError as error:
        said = str(error)  # a record that held the error itself would hold the owner
        _log.warning("Files that are made cannot be kept for the next start: %s", said)
        folder = Path(mkdtemp(prefix="mapapp-"))
        weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return folder
