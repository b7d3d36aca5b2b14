"""Read a reader's file in a process of its own, and leave what the doors of own layers answer with."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mapapp.core.own.describe import describe
from mapapp.core.own.drawn import drawn
from mapapp.core.own.layer import UnreadableError
from mapapp.core.own.taking import Choices, take
from mapapp.core.words import marked
from mapapp.store.uploads.closed import close
from mapapp.store.uploads.reading import read_upload
from mapapp.web.making import Ask, Tell
from mapapp.web.own_room import DRAWN, REFUSED, REPORT, UPLOAD
from mapapp.web.site import Site

READING = marked("Reading the file")
CHECKING = marked("Checking shapes and columns")
DRAWING = marked("Preparing the layer for the map")


def make(site: Site, ask: Ask, out: Path, tell: Tell) -> None:
    """Read the upload beside `out`, and write the folder `out`: report and layer, or why there are none."""
    close()
    out.mkdir(mode=0o700)
    try:
        _read(site, ask, out, tell)
    except UnreadableError as error:
        _write(out / REFUSED, {"code": error.code, "values": error.values})
    except MemoryError:
        _write(out / REFUSED, {"code": "too-large", "values": {}})


def _read(site: Site, ask: Ask, out: Path, tell: Tell) -> None:
    assert site.atlas is not None  # noqa: S101  # there are no doors otherwise
    choices = Choices(ask["layer"], ask["swap"], ask["epsg"])
    tell(0, 3, READING)
    raw = read_upload(out.with_name(UPLOAD), ask["name"], choices.layer)
    tell(1, 3, CHECKING)
    taken = take(raw, site.atlas.extent, choices)
    tell(2, 3, DRAWING)
    collection, simplified = drawn(taken.layer)
    (out / DRAWN).write_text(collection, encoding="utf-8")
    report = {
        "name": taken.layer.name,
        "format": raw.format,
        "layers": list(raw.layers),
        "layer": raw.layer,
        **describe(taken.layer),
        "crs": taken.crs,
        "findings": [asdict(finding) for finding in taken.findings],
        "guarded": None,
        "simplified": simplified,
    }
    _write(out / REPORT, report)
    tell(3, 3, DRAWING)


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, allow_nan=False), encoding="utf-8")
