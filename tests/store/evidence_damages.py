"""Damage to what is measured with: countries, bands of doubt, dates, neighbours and profiles."""

from __future__ import annotations

import json
from pathlib import Path

from tests.atlases import Json, band, collection, edge, edit, feature, layer, square
from tests.store.damages import ATLAS, PARKS, RUMOUR, Change, Damage, catalogue, first_park, put

DOUBT = "layers/doubt.geojson"
ONE_SIDED = {**RUMOUR, "sources": ["survey"], "drawn": "shared-border"}
BORDER = {**ONE_SIDED, "neighbour": "moon"}


def lands(text: str) -> Change:
    """Countries in a file of this text."""

    def do(folder: Path) -> None:
        edit(folder, lambda value: value.update(countries="lands.geojson"))
        (folder / "lands.geojson").write_text(text, encoding="utf-8")

    return do


def bands(*features: Json | None) -> Change:
    """A layer of bands of doubt, in a file that may be missing."""

    def do(folder: Path) -> None:
        edit(folder, lambda value: value["layers"].append(layer("doubt", holds="bands")))
        if None not in features:
            (folder / DOUBT).write_text(json.dumps(collection(*filter(None, features))), encoding="utf-8")

    return do


def dated(until: str) -> Json:
    """The first park, until a date."""
    return {**feature("north-park", square(24, 16)), "properties": {"region": "north-park", "valid_to": until}}


# Something is left out, and south-park is still served.
EVIDENCE = (
    Damage(
        "countries missing",
        catalogue(lambda value: value.update(countries="lands.geojson")),
        "lands.geojson",
        "",
        "no such",
    ),
    Damage("countries that are none", lands('{"features": [{}]}'), "lands.geojson", "", "property country"),
    Damage("countries cut short", lands('{"features": [{'), "lands.geojson", "", "JSONDecodeError"),
    Damage("band of no region", bands(feature("moon", square(24, 16))), DOUBT, "feature 1 (moon)", "'moon'"),
    Damage(
        "band with a bad edge",
        bands(band("gate", square(24, 16), {"follows": "x"})),
        DOUBT,
        "feature 1 (gate)",
        "edge 1",
    ),
    Damage(
        "edge that is too far off",
        bands(band("gate", square(24, 16), edge(half_width_m=-1))),
        DOUBT,
        "feature 1",
        "edge 1",
    ),
    Damage("bands missing", bands(None), DOUBT, "", "no such file"),
    Damage("date that is none", first_park(dated("soon")), PARKS, "feature 1 (north-park)", "valid_to 'soon'"),
    Damage("neighbour that is none", put("regions", 0, figures=[BORDER]), ATLAS, "regions › north-park", "'moon'"),
    Damage(
        "border without another side",
        put("regions", 0, figures=[ONE_SIDED]),
        ATLAS,
        "regions › north-park",
        "neighbour",
    ),
    Damage(
        "profile between nothing",
        put("regions", 2, profile={"between": ["moon", "gate"]}),
        ATLAS,
        "regions › old-path",
        "against 'moon'",
    ),
    Damage("region on bands", put("layers", 2, holds="bands"), ATLAS, "regions › gate", "there are parks, paths"),
)
