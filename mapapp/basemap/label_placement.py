"""Greedy label placement in Web Mercator pixels: which name may show from which zoom without touching another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin

from mapapp.core.tiling import pixel

FIRST_ZOOM = 5
_HEIGHT = 16.0  # line height of a 12 px name
_DOT = 5.0  # from the dot's centre to where the name begins
_AIR = (24.0, 22.0, 17.0, 25.0, 11.0, 8.0, 5.0, 4.0)  # px free above and below a new name, the farthest zoom first

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in world pixels."""


@dataclass(frozen=True)
class Label:
    """A name to place: position, the widest text in pixels, priority and the zooms it may show at."""

    key: str
    lat: float
    lon: float
    width: float
    priority: tuple[float, ...]
    first_zoom: int
    last_zoom: int = 99
    height: float = _HEIGHT
    rotation: float | None = None  # None: beside a dot; a number: centred, turned clockwise by degrees
    left: bool = False  # beside a dot: to its left


def text_width(text: str, size: float = 12.0, spacing: float = 0.0) -> float:
    """Return a safe width in pixels of sans-serif text: no font is read, so that every machine agrees."""
    return sum(_em(char) * size + spacing for char in text)


def _em(char: str) -> float:
    """Return a character's width in em, on the wide side: Chinese, capitals and Cyrillic, the rest."""
    if char > "\u2e80":
        return 1.0
    return 0.66 if char.isupper() or char > "\u0400" else 0.58


def rectangle(label: Label, zoom: int, air: float = 0.0) -> Rectangle:
    """Return the rectangle a label covers at a zoom, with `air` pixels above and below and half as many beside it."""
    x, y = pixel(label.lon, label.lat, zoom)
    if label.rotation is None:
        across, down = _DOT + air / 2, label.height / 2 + air
        text = label.width + _DOT + air / 2
        return x - (text if label.left else across), y - down, x + (across if label.left else text), y + down
    turn = radians(label.rotation)
    across = (abs(label.width * cos(turn)) + abs(label.height * sin(turn))) / 2 + air / 2
    down = (abs(label.width * sin(turn)) + abs(label.height * cos(turn))) / 2 + air
    return x - across, y - down, x + across, y + down


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Return whether two rectangles share area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def first_zooms(labels: Iterable[Label], farthest: int = FIRST_ZOOM) -> dict[str, int]:
    """Return for each label that ever fits the first zoom at which it shows, and from which on it stays.

    Zoom by zoom from the `farthest`, most important first; a label that shows keeps its place until its last zoom.
    """
    order = sorted(labels, key=lambda label: (*label.priority, label.key))
    shown: dict[str, int] = {}
    for zoom in range(farthest, farthest + len(_AIR)):
        placed = [rectangle(label, zoom) for label in order if label.key in shown and label.last_zoom >= zoom]
        for label in order:
            if label.key in shown or not label.first_zoom <= zoom <= label.last_zoom:
                continue
            if not any(overlap(rectangle(label, zoom, _AIR[zoom - farthest]), other) for other in placed):
                shown[label.key] = zoom
                placed.append(rectangle(label, zoom))
    return shown
