"""Layers in a ZIP: a member is written under a name of ours, so that no name in it is ever a path of this machine."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mapapp.core.own.columns import clean_text
from mapapp.core.own.layer import UnreadableError

MOST_MEMBERS = 2000
MOST_BYTES = 300 * 1024 * 1024  # of all that is unpacked
KINDS = ("shp", "gpkg", "geojson", "json", "kml", "fgb", "gpx", "csv")
BESIDE = ("shx", "dbf", "prj", "cpg")
LONGEST_NAME = 200
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Unpacked:
    """A file of the ZIP as it lies here, what it is called there, and all that could have been chosen instead."""

    path: Path
    name: str
    choices: tuple[str, ...]


def unpack(path: Path, folder: Path, asked: str | None) -> Unpacked:
    """Write the first layer of a ZIP, or the one that is asked for by its name, into a folder of its own.

    Raises UnreadableError.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            return _unpack(packed, folder, asked)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, IndexError) as error:
        raise UnreadableError("damaged", format="ZIP") from error
    except RuntimeError as error:  # what zipfile raises for a member that needs a password
        raise UnreadableError("encrypted") from error


def _unpack(packed: zipfile.ZipFile, folder: Path, asked: str | None) -> Unpacked:
    members = [one for one in packed.infolist() if not one.is_dir() and not _is_hidden(one.filename)]
    if len(members) > MOST_MEMBERS:
        raise UnreadableError("zip-bomb")
    found = [one for kind in KINDS for one in members if _ending(one.filename) == kind]
    if not found:
        alone = any(_ending(one.filename) in BESIDE for one in members)
        raise UnreadableError("shapefile-incomplete" if alone else "zip-without-layer")
    names = _names(found)
    chosen = found[names.index(asked)] if asked in names else found[0]
    ending = _ending(chosen.filename)
    stem = chosen.filename[: -len(ending)].lower()
    parts = [(chosen, ending)]
    if ending == "shp":
        parts += [(one, _ending(one.filename)) for one in members if _goes_with(one.filename, stem)]
    left = MOST_BYTES
    for member, kind in parts:
        left -= _write(packed, member, folder / f"layer.{kind}", left)
    return Unpacked(folder / f"layer.{ending}", names[found.index(chosen)], tuple(names))


def _write(packed: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, most: int) -> int:
    """Write a member, however large it says it is, and no more than the most; how large it is."""
    size = 0
    with packed.open(member) as source, path.open("wb") as file:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > most:
                raise UnreadableError("zip-bomb")
            file.write(piece)
    return size


def _names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """What members are called: their last part, or the whole name where two are called the same."""
    last = [one.filename.replace("\\", "/").rpartition("/")[2] for one in members]
    names = [name if last.count(name) == 1 else one.filename for name, one in zip(last, members, strict=True)]
    return [clean_text(name)[:LONGEST_NAME] for name in names]


def _goes_with(name: str, stem: str) -> bool:
    return any(name.lower() == stem + kind for kind in BESIDE)


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _is_hidden(name: str) -> bool:
    parts: Iterable[str] = name.replace("\\", "/").split("/")
    return any(part == "__MACOSX" or (part.startswith(".") and part not in {".", ".."}) for part in parts)
