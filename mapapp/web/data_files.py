"""Make a file of the atlas's data: the features of layers or regions, as they are served."""

from __future__ import annotations

import json
from pathlib import Path

from mapapp.core.words import marked
from mapapp.web.making import Ask, Tell
from mapapp.web.site import Site


def make(site: Site, ask: Ask, out: Path, tell: Tell) -> None:
    """Write the features of the `regions` that are asked for."""
    tell(0, 1, marked("Writing the data"))
    assert site.atlas is not None  # noqa: S101  # there is nothing to ask for otherwise
    wanted = set(ask["regions"])
    layers = [site.assets[f"/data/layers/{layer.id}.geojson"].body for layer in site.atlas.layers]
    collections = [json.loads(body) for body in layers]
    found = [one for collection in collections for one in collection["features"] if one["id"] in wanted]
    collection = {**collections[0], "features": found}
    out.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    tell(1, 1, marked("Writing the data"))
