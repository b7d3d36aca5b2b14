"""Tables through GDAL's own writers, by pyogrio, without geopandas."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.raw
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.core.fields import Cell, Collection, Kind, Table

CRS = "EPSG:4326"
_TYPES: Mapping[Kind, str] = {"string": "object", "number": "float64", "boolean": "bool", "date": "datetime64[D]"}
_NOTHING: Mapping[Kind, Cell] = {"string": "", "number": 0.0, "boolean": False, "date": None}


def settle(collection: Collection) -> None:
    """Have GDAL write the day of the data wherever it would write today's."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{collection.as_of.isoformat()}T00:00:00.000Z"})


def write_layer(path: Path, table: Table, name: str, driver: str, **options: Any) -> None:
    """Write a table as a layer of a file; `options` are those of pyogrio.raw.write, and so are the errors."""
    cells = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    kinds = [column.kind for column in table.columns]
    of_type = geometry_type(table.geometries)
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(table.geometries, dtype=object)),
        [_values(column, kind) for column, kind in zip(cells, kinds, strict=True)],
        [column.name for column in table.columns],
        field_mask=[np.array([cell is None for cell in column], dtype=bool) for column in cells],
        layer=name,
        driver=driver,
        crs=CRS,
        encoding="UTF-8",
        geometry_type=of_type,
        promote_to_multi=of_type.startswith("Multi"),
        **options,
    )


def geometry_type(geometries: tuple[BaseGeometry, ...]) -> str:
    """The type that all geometries have, once parts are allowed; Unknown for a mixture."""
    singles = {one.geom_type.removeprefix("Multi") for one in geometries}
    several = any(one.geom_type.startswith("Multi") for one in geometries)
    return ("Multi" if several else "") + singles.pop() if len(singles) == 1 else "Unknown"


def _values(cells: tuple[Cell, ...], kind: Kind) -> np.ndarray[Any, Any]:
    return np.array([_NOTHING[kind] if cell is None else cell for cell in cells], dtype=_TYPES[kind])
