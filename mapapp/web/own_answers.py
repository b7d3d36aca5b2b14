"""Answer what can be asked of a reader's layer, in a process of its own; its numbers are put into words elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import shapely

from mapapp.core.features import Feature
from mapapp.core.own.protecting import what_if
from mapapp.core.own.questions import Own, answers
from mapapp.core.words import marked
from mapapp.store.uploads.kept import kept
from mapapp.web.making import Ask, Tell
from mapapp.web.own_room import WHOLE
from mapapp.web.shapes import Shape
from mapapp.web.site import Site

COMPARING = marked("Comparing the layer with the regions")
IMAGINING = marked("Measuring the corridor once more")


def make(site: Site, _: Ask, out: Path, tell: Tell) -> None:
    """Write the answers about the layer that is kept beside `out`."""
    assert site.atlas is not None and site.shapes is not None  # noqa: S101, PT018  # there are no doors otherwise
    tell(0, 2, COMPARING)
    own = Own.of(kept(out.with_name(WHOLE)).shapes)
    features = [_feature(shape) for shape in site.shapes.regions]
    bands = {shape.name: _feature(shape) for shape in site.shapes.bands}
    told = answers(own, features, bands)
    tell(1, 2, IMAGINING)
    lands = {shape.name: shapely.from_wkb(shape.wkb) for shape in site.shapes.lands}
    told["what_if"] = what_if(site.atlas, features, bands, lands, own.areas)
    out.write_text(json.dumps(told, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    tell(2, 2, IMAGINING)


def _feature(shape: Shape) -> Feature:
    return Feature(shape.name, shapely.from_wkb(shape.wkb), shape.properties)
