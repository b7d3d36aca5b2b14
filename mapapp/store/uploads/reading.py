"""Read a file that a reader brings: the one door of this package."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from mapapp.core.own.layer import RawLayer, UnreadableError
from mapapp.store.uploads.recognise import recognise
from mapapp.store.uploads.vector import read_vector

LONGEST_NAME = 80
_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def read_upload(path: Path, name: str, layer: str | None = None) -> RawLayer:
    """The layer in the file at `path`; its own `name` is only a hint and a title. Raises UnreadableError.

    Scratch files stand beside it for a while.
    """
    kind = recognise(path, name)
    title = shown_name(name)
    with TemporaryDirectory(dir=path.parent) as scratch:
        if kind in {"zip", "csv"}:
            raise UnreadableError("unknown-format")
        file = Path(scratch) / f"layer.{kind}"
        file.hardlink_to(path)
        return read_vector(file, kind, title, layer)


def shown_name(name: str) -> str:
    """The name of a file as a title: without folders and ending, in characters that can be seen, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    stem = _NAME.sub("", last)
    stem = re.sub(r"(?i)\.(geo)?(json|gpkg|kml|kmz|zip|fgb|gpx|csv|tsv|txt|shp)$", "", stem).strip()
    return (stem[: LONGEST_NAME - 1] + "…" if len(stem) > LONGEST_NAME else stem) or "…"
