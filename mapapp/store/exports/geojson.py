"""Features as RFC 7946 GeoJSON, with what is to be known of all of them at the top."""

from __future__ import annotations

import json
from pathlib import Path

import shapely

from mapapp.core.fields import Cell, Collection


def write_geojson(collection: Collection, path: Path) -> None:
    """One FeatureCollection of all features; the field `layer` tells them apart."""
    features = [
        {"type": "Feature", "properties": record, "geometry": json.loads(shapely.to_geojson(geometry))}
        for table in collection.tables
        for record, geometry in zip(table.records(), table.geometries, strict=True)
    ]
    value = {
        "type": "FeatureCollection",
        "name": collection.name,
        "title": collection.title,
        "description": collection.description,
        "doubt": collection.doubt,
        "terms": [{"licence": licence, "credit": credit} for licence, credit in collection.terms],
        "as_of": collection.as_of,
        "features": features,
    }
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_spelt), encoding="utf-8")


def _spelt(value: Cell) -> str:
    return str(value)  # a date, as ISO 8601 spells it
