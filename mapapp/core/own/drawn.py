"""What a browser gets of a reader's layer: RFC 7946 GeoJSON to 5 decimals, simplified where there is too much of it."""

from __future__ import annotations

import json

import numpy as np
import shapely

from mapapp.core.arrays import Array
from mapapp.core.features import FINEST
from mapapp.core.fields import Cell
from mapapp.core.own.describe import key_of, plain
from mapapp.core.own.layer import OwnLayer

MOST_DRAWN = 200_000  # vertices that a browser draws with ease
LONGEST_TEXT = 1000  # letters of a cell in a popup; the whole text is in the exports
_COARSEST = 0.1  # degrees; beyond it nothing would be left to see


def drawn(layer: OwnLayer) -> tuple[str, bool]:
    """The FeatureCollection, and whether shapes were simplified for it (Douglas and Peucker 1973, by GEOS)."""
    whole = np.array(layer.shapes, dtype=object)
    shapes, tolerance = _rounded(whole), FINEST
    while shapely.get_num_coordinates(shapes).sum() > MOST_DRAWN and tolerance < _COARSEST:
        tolerance *= 2
        shapes = _rounded(shapely.simplify(whole, tolerance, preserve_topology=True))
    features = [
        {"type": "Feature", "id": number, "properties": _properties(layer, number), "geometry": json.loads(geometry)}
        for number, geometry in enumerate(shapely.to_geojson(shapes))
    ]
    said = {"type": "FeatureCollection", "features": features}
    return json.dumps(said, ensure_ascii=False, allow_nan=False, separators=(",", ":")), tolerance > FINEST


def _rounded(shapes: Array) -> Array:
    """Shapes to 5 decimals; what is smaller than that stays as it is, only its coordinates are rounded."""
    fine = shapely.set_precision(shapes, FINEST, mode="valid_output")
    lost = shapely.is_empty(fine)
    fine[lost] = shapes[lost]
    return np.asarray(shapely.transform(fine, lambda places: np.round(places, 5)))


def _properties(layer: OwnLayer, row: int) -> dict[str, Cell]:
    cells = {key_of(number): plain(field.cells[row]) for number, field in enumerate(layer.fields, start=1)}
    return {key: cell[:LONGEST_TEXT] if isinstance(cell, str) else cell for key, cell in cells.items()}
