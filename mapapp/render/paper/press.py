"""Set a template of this folder with its data. Text goes in as JSON and is never read as Typst markup."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from mapapp.core.errors import MapAppError
from mapapp.render.paper.fonts import FAMILIES, folders

Form = Literal["pdf", "png", "svg"]
DATA = "data.json"


class PressError(MapAppError):
    """A sheet could not be set."""


def press(  # noqa: PLR0913 - a template, what it is filled with, and what is made of it
    template: str,
    data: Mapping[str, Any],
    form: Form,
    day: dt.date,
    *,
    dots_per_inch: float = 72,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The first sheet as PNG or SVG, or all of them as a tagged PDF. The same data give the same bytes.

    Typst sees one folder with our templates, the data and `pictures` by name, and nothing else of the machine.
    Raises PressError.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for item in files("mapapp.render.paper").iterdir():
            if item.name.endswith(".typ"):
                (root / item.name).write_bytes(item.read_bytes())
        for name, body in (pictures or {}).items():
            (root / name).write_bytes(body)
        told = {**data, "families": FAMILIES, "day": [day.year, day.month, day.day]}
        (root / DATA).write_text(json.dumps(told, ensure_ascii=False, allow_nan=False), encoding="utf-8")
        try:
            made: bytes | list[bytes] = typst.compile(
                root / template,
                root=root,
                font_paths=_fonts(),
                format=form,
                ppi=dots_per_inch if form == "png" else None,
                package_path=root,
                package_cache_path=root,
                timestamp=int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp()),
            )
        except typst.TypstError as error:
            message = f"the sheet could not be set: {error}"
            raise PressError(message) from error
    return made[0] if isinstance(made, list) else made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in folders()]
    )
