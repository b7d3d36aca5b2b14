"""Layers that `python -m mapapp prepare` made: what they say of themselves, their tiles, and what is near a place.

Read with the standard library alone, a few pages of the file at a time.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, Json, ValidationError

from mapapp.core.atlas import Atlas, Large
from mapapp.core.errors import MapAppError, Problem
from mapapp.core.large import FORMAT, Candidate, Kind, Prepared
from mapapp.core.tiling import Tile

MOST_CANDIDATES = 400  # features near a click that are looked at
_HEAD = 100  # bytes
_MAKE = "`python -m mapapp prepare FILE --layer ID` makes it"


class UnreadableError(MapAppError):
    """A prepared file is not there, is damaged, or is another one than the map was built with."""


def read_large(folder: Path, atlas: Atlas) -> tuple[Atlas, tuple[Prepared, ...], tuple[Problem, ...]]:
    """The atlas with those of its large layers that can be shown, what they say, and a problem for each other one."""
    found, problems = [], []
    for layer in atlas.large:
        try:
            found.append(_read(folder, layer, atlas))
        except UnreadableError as error:
            problems.append(Problem(layer.path, "", str(error)))
    sound = {one.layer for one in found}
    large = tuple(layer for layer in atlas.large if layer.id in sound)
    return atlas.model_copy(update={"large": large}), tuple(found), tuple(problems)


_Longitude = Annotated[float, Field(ge=-180, le=180)]
_Latitude = Annotated[float, Field(ge=-90, le=90)]


class _Told(BaseModel):
    """What preparing found: see `mapapp.core.large.Prepared`."""

    features: int = Field(ge=0)
    kind: Kind
    box: tuple[_Longitude, _Latitude, _Longitude, _Latitude]


class _Plan(BaseModel):
    """How it was prepared."""

    format: int
    fields: tuple[str, ...]
    guard: Annotated[float, Field(gt=0)] | None


class _Said(BaseModel):
    """The metadata of a prepared file, whose values are texts."""

    state: str
    minzoom: int
    maxzoom: int
    plan: Json[_Plan]
    told: Json[_Told]
    coverage: Json[dict[str, tuple[int, int, int, int, str]]]


def _read(folder: Path, layer: Large, atlas: Atlas) -> Prepared:
    with _opened(folder, layer.path) as base:
        rows = {str(name): value for name, value in base.execute("SELECT name, value FROM metadata")}
    try:
        said = _Said.model_validate(rows)
    except ValidationError as error:
        message = f"was not made by this program; {_MAKE}"
        raise UnreadableError(message) from error
    if said.plan.format != FORMAT:
        message = f"was made by another version of this program; {_MAKE} anew"
        raise UnreadableError(message)
    prepared = Prepared(
        layer=layer.id,
        path=layer.path,
        state=said.state,
        features=said.told.features,
        kind=said.told.kind,
        box=said.told.box,
        zooms=(said.minzoom, said.maxzoom),
        blocks=said.coverage,
        fields=said.plan.fields,
        guard=said.plan.guard,
    )
    wanted = atlas.policy.degrees if layer.animals and atlas.policy else None
    if wanted is not None and (prepared.guard is None or prepared.guard < wanted):
        message = (
            f"was prepared before its places of animals were to be shown on a grid of {wanted:g} degrees; {_MAKE} anew"
        )
        raise UnreadableError(message)
    return prepared


def tile_image(folder: Path, prepared: Prepared, tile: Tile) -> bytes | None:
    """The picture of a tile, black until it is coloured; None where nothing is drawn. Raises UnreadableError."""
    with _same(folder, prepared) as base:
        row = base.execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            (tile.z, tile.x, 2**tile.z - 1 - tile.y),
        ).fetchone()
    return bytes(row[0]) if row else None


def all_tiles(folder: Path, prepared: Prepared) -> Iterator[tuple[Tile, bytes]]:
    """Every tile with its picture. Raises UnreadableError."""
    with _same(folder, prepared) as base:
        for z, x, y, image in base.execute("SELECT * FROM tiles ORDER BY zoom_level, tile_column, tile_row"):
            yield Tile(z, x, 2**z - 1 - y), bytes(image)


def candidates(folder: Path, prepared: Prepared, box: tuple[float, float, float, float]) -> list[Candidate]:
    """Features whose box meets a box of west, south, east, north in degrees, in order. Raises UnreadableError."""
    west, south, east, north = box
    with _same(folder, prepared) as base:
        rows = base.execute(
            "SELECT id, fields, west, south, east, north, shape FROM places JOIN features USING (id)"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? LIMIT ?",
            (east, west, north, south, MOST_CANDIDATES),
        ).fetchall()
    return [
        Candidate(row[0], tuple(json.loads(row[1])), row[2:6], row[6]) for row in sorted(rows, key=lambda row: row[0])
    ]


@contextmanager
def _same(folder: Path, prepared: Prepared) -> Iterator[sqlite3.Connection]:
    """The file, as long as it is the one that the map was built with."""
    with _opened(folder, prepared.path) as base:
        row = base.execute("SELECT value FROM metadata WHERE name = 'state'").fetchone()
        if row is None or row[0] != prepared.state:
            message = "has been changed since this map was built; start the server anew"
            raise UnreadableError(message)
        yield base


@contextmanager
def _opened(folder: Path, name: str) -> Iterator[sqlite3.Connection]:
    """A prepared file, for reading. Raises UnreadableError, also for what is found damaged while it is read."""
    root, path = (Path(os.path.realpath(one)) for one in (folder, folder / name))
    if not path.is_relative_to(root):
        message = "leads outside the atlas folder"
        raise UnreadableError(message)
    _check_whole(path)
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            yield base
    except sqlite3.Error as error:
        message = f"is damaged ({error}); {_MAKE} anew"
        raise UnreadableError(message) from error


def _check_whole(path: Path) -> None:
    """Raise UnreadableError for what is no file, no SQLite file, or shorter than its first page says."""
    try:
        if path.exists() and not path.is_file():
            message = "is no plain file"
            raise UnreadableError(message)
        with path.open("rb") as file:
            head = file.read(_HEAD)
        size = path.stat().st_size
    except FileNotFoundError as error:
        message = f"there is no such file; {_MAKE}"
        raise UnreadableError(message) from error
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        raise UnreadableError(message) from error
    pages = int.from_bytes(head[28:32], "big") * int.from_bytes(head[16:18], "big")
    if not head.startswith(b"SQLite format 3\0"):
        message = f"is no file of prepared tiles; {_MAKE}"
        raise UnreadableError(message)
    if size < pages:
        message = f"is cut short; {_MAKE} anew"
        raise UnreadableError(message)


def summary(prepared: Prepared) -> dict[str, Any]:
    """What a page needs to draw the layer."""
    return {
        "features": prepared.features,
        "kind": prepared.kind,
        "box": prepared.box,
        "zooms": prepared.zooms,
        "blocks": prepared.blocks,
    }
