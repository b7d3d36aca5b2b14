"""What things look like on paper: the light colours, lines, patterns and symbols of the page, as values for Typst."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from mapapp.core.style import Style

Json = dict[str, Any]

DASHES: dict[str, tuple[float, ...]] = {"solid": (), "dashed": (9, 5), "dotted": (2, 6)}
HATCHES: dict[str, tuple[float, tuple[tuple[float, float, float, float], ...]]] = {
    "diagonal": (10, ((-2, 2, 2, -2), (0, 10, 10, 0), (8, 12, 12, 8))),
    "vertical": (10, ((5, 0, 5, 10),)),
    "cross": (10, ((0, 5, 10, 5), (5, 0, 5, 10))),
    "dots": (10, ((3.8, 3, 3.8, 4.6), (8.8, 8, 8.8, 9.6))),
    "band": (7, ((-1, 1, 1, -1), (0, 7, 7, 0), (6, 8, 8, 6))),
}
"""The side of each tile in pixels, and the lines in it: from x, y to x, y."""

STATE_BORDER, PROVINCE = (9, 3, 2, 3), (2, 4)
RIVERS = {1: 1.6, 2: 1.0, 3: 0.6}
RELIEF, FOREST = 0.42, 0.2
NEAR, FAR = 10.6, 3.0  # the relief fades over three zooms before this one: near by it would only be blur

_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6}|#[0-9a-f]{3});")


@cache
def tokens() -> dict[str, str]:
    """The page's light colours by name, as its style sheet says them."""
    sheet = (files("mapapp.render") / "front" / "page.css").read_text(encoding="utf-8")
    return dict(_TOKEN.findall(sheet[: sheet.index("@media")]))


def faint(colour: str, opacity: float) -> str:
    """A colour with an opacity from 0 to 1."""
    return f"{colour}{round(255 * min(max(opacity, 0), 1)):02x}"


def line(colour: str, width: float, dash: tuple[float, ...] = (), *, round_ends: bool = False) -> Json:
    """A line; width and dashes in pixels."""
    return {"colour": colour, "width": width, "dash": list(dash), "cap": "round" if round_ends else "butt"}


def region(style: Style, *, selected: bool = False) -> Json:
    """How an area is drawn."""
    width = 3.5 if selected else style.weight
    hatch = _hatch(style.pattern, style.light, 1.2, 0.55, 0.1) if style.pattern != "none" else None
    fill = None if hatch else faint(style.light, style.fill + (0.14 if selected else 0))
    return {"fill": fill, "hatch": hatch, "line": line(style.light, width, DASHES[style.line])}


def path(style: Style, *, selected: bool = False) -> Json:
    """How a line of a region is drawn."""
    width = 5.5 if selected else 3.5
    return {"fill": None, "hatch": None, "line": line(style.light, width, DASHES[style.line], round_ends=True)}


def band(style: Style, *, selected: bool = False, dimmed: bool = False, sample: bool = False) -> Json:
    """How a band of doubt is drawn, in the colours of its region's layer."""
    shade = 0.4 if dimmed else 1.0
    strong = selected or sample
    hatch = _hatch("band", style.light, 0.9, 0.8 * (1.0 if strong else 0.5) * shade, 0)
    edge = faint(style.light, (1.0 if sample else 0.9 if selected else 0.55) * shade)
    return {"fill": None, "hatch": hatch, "line": line(edge, 1.2 if selected else 0.8, (3, 4))}


def mark(style: Style, *, selected: bool = False) -> Json:
    """The symbol of a place, in pixels across."""
    return {"symbol": style.symbol, "colour": style.light, "size": 24 if selected else 18}


def _hatch(name: str, colour: str, width: float, opacity: float, ground: float) -> Json:
    side, lines = HATCHES[name]
    return {
        "side": side,
        "lines": [list(one) for one in lines],
        "width": 1.6 if name == "dots" else width,
        "colour": faint(colour, opacity),
        "ground": faint(colour, ground) if ground else None,
    }
