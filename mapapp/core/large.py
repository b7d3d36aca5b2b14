"""What a large layer says of itself, and its features near a place, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FORMAT = 1
"""Of prepared files; a new one makes every layer anew."""

Kind = Literal["points", "lines", "areas", "mixed"]
"""What the features of a layer are."""


@dataclass(frozen=True)
class Prepared:
    """What a prepared layer says of itself.

    `state` names what it was made from, `box` is west, south, east, north in degrees, `blocks` holds for each zoom the
    first column and row, columns, rows, and a bit for each tile (base64). `guard`: cells of so many degrees, or None.
    """

    layer: str
    path: str
    state: str
    features: int
    kind: Kind
    box: tuple[float, float, float, float]
    zooms: tuple[int, int]
    blocks: Mapping[str, tuple[int, int, int, int, str]]
    fields: tuple[str, ...]
    guard: float | None


@dataclass(frozen=True)
class Candidate:
    """A feature near a place: number, fields, box, and shape as well-known binary unless it is a point."""

    id: int
    fields: tuple[object, ...]
    box: tuple[float, float, float, float]
    shape: bytes | None
