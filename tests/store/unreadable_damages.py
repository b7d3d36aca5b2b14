"""Damage to the tiny atlas folder by what has a file's name and is none."""

from __future__ import annotations

import os
from pathlib import Path

from tests.store.damages import ATLAS, POSTS, TEXT, Change, Damage


def replace_by_pipe(name: str) -> Change:
    """A pipe that nobody writes to, where a file should be: to open it is to wait without end."""

    def do(folder: Path) -> None:
        (folder / name).unlink()
        os.mkfifo(folder / name)

    return do


def link_to(name: str, target: str) -> Change:
    """A link to something beside the file, in its place."""

    def do(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).symlink_to(target)

    return do


# Something is left out, and south-park is still served.
UNREADABLE = (
    Damage("layer is a pipe", replace_by_pipe(POSTS), POSTS, "", "no plain file"),
    Damage("layer is a link to nothing", link_to(POSTS, "gone.geojson"), POSTS, "", "no such file"),
    Damage("layer is a link to itself", link_to(POSTS, "posts.geojson"), POSTS, "", "cannot be read"),
    Damage("text is a pipe", replace_by_pipe(TEXT), TEXT, "", "no plain file"),
)

# Nothing can be served.
UNREADABLE_CATALOGUE = (
    Damage("catalogue is a pipe", replace_by_pipe(ATLAS), ATLAS, "", "no plain file"),
    Damage("catalogue is a link to itself", link_to(ATLAS, ATLAS), ATLAS, "", "cannot be read"),
)
