"""Read a file that a reader brings: the one door of this package."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from mapapp.core.own.columns import clean_text
from mapapp.core.own.layer import RawLayer, UnreadableError
from mapapp.store.uploads.delimited import read_csv
from mapapp.store.uploads.recognise import recognise, refuse_entities
from mapapp.store.uploads.unpack import unpack
from mapapp.store.uploads.vector import NAMES, read_vector

LONGEST_NAME = 80


def read_upload(path: Path, name: str, layer: str | None = None) -> RawLayer:
    """The layer in the file at `path`; its own `name` is only a hint and a title. Raises UnreadableError.

    Scratch files stand beside it for a while.
    """
    kind, title = recognise(path, name), shown_name(name)
    with TemporaryDirectory(dir=path.parent) as scratch:
        folder = Path(scratch)
        if kind == "zip":
            return _from_zip(path, folder, title, layer)
        return _read(path, folder, kind, title, layer)


def _from_zip(path: Path, folder: Path, title: str, layer: str | None) -> RawLayer:
    """The layer in a packed file; where several are packed, they are the layers."""
    unpacked = unpack(path, folder, layer)
    kind = unpacked.path.suffix[1:]
    kind = kind if kind == "shp" else recognise(unpacked.path, unpacked.path.name)
    several = len(unpacked.choices) > 1
    raw = _read(unpacked.path, folder, kind, title, None if several else layer)
    packed = NAMES["kmz"] if kind == "kml" else raw.format
    if not several:
        return replace(raw, format=packed)
    return replace(raw, format=packed, layer=unpacked.name, layers=unpacked.choices)


def _read(path: Path, folder: Path, kind: str, title: str, layer: str | None) -> RawLayer:
    if kind == "zip":
        raise UnreadableError("zip-in-zip")
    if kind == "csv":
        return read_csv(path, title)
    if kind in {"kml", "gpx"}:
        refuse_entities(path)
    file = folder / f"layer.{kind}"  # the ending that GDAL expects
    if file != path:
        path.rename(file) if path.parent == folder else file.hardlink_to(path)
    return read_vector(file, kind, title, layer)


def shown_name(name: str) -> str:
    """The name of a file as a title: without folders and ending, in characters that can be seen, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    stem = re.sub(r"(?i)\.(geo)?(json|gpkg|kml|kmz|zip|fgb|gpx|csv|tsv|txt|shp)$", "", clean_text(last)).strip()
    return (stem[: LONGEST_NAME - 1] + "…" if len(stem) > LONGEST_NAME else stem) or "…"
