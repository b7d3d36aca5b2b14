"""Read a reader's file in a process of its own, and leave what the doors of own layers answer with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import shapely

from mapapp.core.own.describe import describe
from mapapp.core.own.drawn import drawn
from mapapp.core.own.layer import Choices, RawLayer, UnreadableError
from mapapp.core.own.taking import Landscape, Taken, take
from mapapp.core.own.traces import without_numbers
from mapapp.core.words import marked
from mapapp.store.uploads.closed import close
from mapapp.store.uploads.kept import keep
from mapapp.store.uploads.reading import read_upload
from mapapp.web.making import Ask, Tell
from mapapp.web.own_room import DRAWN, REFUSED, REPORT, UPLOAD, WHOLE
from mapapp.web.site import Site

READING = marked("Reading the file")
CHECKING = marked("Checking shapes and columns")
_GENERIC = re.compile(r"(?i)\b(?:atlas|maps?|the|of|атлас|карта)\b|地图集?|图集")
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
    choices = Choices(ask["layer"], ask["swap"], ask["epsg"])
    tell(0, 3, READING)
    raw = read_upload(out.with_name(UPLOAD), ask["name"], choices.layer)
    tell(1, 3, CHECKING)
    taken = take(raw, _landscape(site), choices)
    tell(2, 3, DRAWING)
    collection, simplified = drawn(taken.layer)
    (out / DRAWN).write_text(collection, encoding="utf-8")
    keep(taken.layer, out / WHOLE)
    _write(out / REPORT, report_of(raw, taken, simplified=simplified))
    tell(3, 3, DRAWING)


def report_of(raw: RawLayer, taken: Taken, *, simplified: bool) -> dict[str, Any]:
    """What is told of a layer, in codes and numbers, before it is put into words."""
    hide = without_numbers if taken.guarded else str
    return {
        "name": taken.layer.name,
        "format": raw.format,
        "layers": [hide(name) for name in raw.layers],
        "layer": hide(raw.layer),
        **describe(taken.layer),
        "crs": taken.crs,
        "findings": [asdict(finding) for finding in taken.findings],
        "guarded": _guarded(taken),
        "simplified": simplified,
    }


def _landscape(site: Site) -> Landscape:
    atlas, shapes = site.atlas, site.shapes
    assert atlas is not None and shapes is not None  # noqa: S101, PT018  # there are no doors otherwise
    outlines = tuple(shapely.from_wkb(shape.wkb) for shape in shapes.regions)
    if atlas.policy is None:
        return Landscape(atlas.extent, outlines)
    return Landscape(atlas.extent, outlines, atlas.policy.degrees, (*_species(atlas.title), *atlas.policy.species))


def _species(title: Mapping[str, str]) -> Iterator[str]:
    """What an atlas is about by its title: "Amur Leopard Atlas" is about the Amur leopard."""
    for words in title.values():
        yield _GENERIC.sub("", words).strip()


def _guarded(taken: Taken) -> dict[str, object] | None:
    guarded = taken.guarded
    return {"degrees": guarded.degrees, **asdict(guarded.why)} if guarded else None


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, allow_nan=False), encoding="utf-8")
