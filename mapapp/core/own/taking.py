"""Take a reader's layer in: from what stands in a file to a sound layer in EPSG:4326, and what is to be told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from mapapp.core.atlas import Home
from mapapp.core.own.layer import Field, Finding, OwnLayer, RawLayer, UnreadableError
from mapapp.core.own.reference import to_degrees
from mapapp.core.own.shapes import check_shapes, kind_of

MOST_VERTICES = 2_000_000


@dataclass(frozen=True)
class Choices:
    """What the reader chose: another layer of the file, latitude and longitude exchanged, an EPSG code."""

    layer: str | None = None
    swap: bool = False
    epsg: int | None = None


@dataclass(frozen=True)
class Taken:
    """A layer that can be drawn, what its reference system is called and how that is known, and what was found."""

    layer: OwnLayer
    crs: dict[str, str]
    findings: tuple[Finding, ...]


def take(raw: RawLayer, extent: Home, choices: Choices) -> Taken:
    """Check and settle a layer. Raises UnreadableError when nothing of it can be drawn."""
    shapes = np.array(raw.shapes, dtype=object)
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    if vertices > MOST_VERTICES:
        raise UnreadableError("too-many-vertices", vertices=vertices, most=MOST_VERTICES)
    if choices.swap:
        shapes = shapely.transform(shapes, lambda xy: xy[:, ::-1])
    checked = check_shapes(shapes)
    degrees, crs, found = to_degrees(raw, checked.shapes, choices.epsg)
    findings = [*checked.findings, *found, *_places(degrees, extent)]
    if kind_of(degrees) == "mixed":
        findings.append(Finding("mixed-geometry", "note"))
    fields = tuple(Field(one.title, one.kind, tuple(one.cells[row] for row in checked.rows)) for one in raw.fields)
    return Taken(OwnLayer(raw.name, tuple(degrees), fields), crs, tuple(findings))


def _places(shapes: Any, extent: Home) -> list[Finding]:
    landscape = shapely.box(extent.west, extent.south, extent.east, extent.north)
    outside = int((~shapely.intersects(shapes, landscape)).sum())
    if not outside:
        return []
    return [Finding("outside-landscape", "warning", outside)]
