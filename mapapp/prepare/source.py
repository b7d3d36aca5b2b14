"""Read a file of any size once, from its beginning to its end, in pieces that fit into memory."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyogrio
import pyproj
from pyogrio.errors import DataLayerError, DataSourceError
from pyogrio.raw import open_arrow

from mapapp.prepare.plan import PrepareError

GDAL = frozenset({".geojson", ".json", ".geojsonl", ".geojsons", ".gpkg", ".fgb", ".shp"})
PARQUET = frozenset({".parquet", ".geoparquet"})
BATCH = 1024  # features that are read at a time
MOST_FIELDS = 40  # the first ones; a popup with more is no use
LONE = 200_000_000  # bytes of one feature beyond which it could not be drawn within bounds
SHAPE, ROW = "geometry", "row"


@dataclass(frozen=True)
class Source:
    """A file, the layer of it that is read, its CRS, and the names of its fields and of its geometry."""

    path: Path
    layer: str | None
    crs: str
    fields: tuple[str, ...]
    geometry: str


def look(path: Path, layer: str | None = None) -> Source:
    """What a file holds, without reading its features. Raises PrepareError for one that cannot be read."""
    ending = path.suffix.lower()
    if not path.is_file():
        message = f"{path}: there is no such file"
        raise PrepareError(message)
    if ending not in GDAL | PARQUET:
        known = "GeoJSON, GeoPackage, FlatGeobuf, GeoParquet and Shapefile"
        message = f"{path}: files of the kind {ending or 'without an ending'} are not read; {known} are"
        raise PrepareError(message)
    try:
        return _look_parquet(path) if ending in PARQUET else _look_gdal(path, layer)
    except (DataSourceError, DataLayerError, pa.ArrowException, OSError, ValueError, KeyError) as error:
        message = f"{path}: cannot be read, {_one_line(error)}"
        raise PrepareError(message) from error


def _look_gdal(path: Path, layer: str | None) -> Source:
    names = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    if layer is None and len(names) > 1:
        message = f"{path}: holds {len(names)} layers; choose one with --from ({', '.join(names)})"
        raise PrepareError(message)
    if layer is not None and layer not in names:
        message = f"{path}: has no layer {layer!r}; there are {', '.join(names) or 'none'}"
        raise PrepareError(message)
    info = pyogrio.read_info(path, layer=layer)
    with _opened(path, layer, 0) as (meta, _):
        geometry = meta["geometry_name"] or "wkb_geometry"
    return Source(path, layer, _known(path, info["crs"]), tuple(map(str, info["fields"])), geometry)


def _look_parquet(path: Path) -> Source:
    with pq.ParquetFile(path) as file:
        schema = file.schema_arrow
        stated = json.loads((schema.metadata or {}).get(b"geo", b"null"))
    if not isinstance(stated, dict):
        message = f"{path}: is a Parquet file without geometry; save it as GeoParquet"
        raise PrepareError(message)
    name = str(stated["primary_column"])
    column = stated["columns"][name]
    if column["encoding"] != "WKB":
        message = f"{path}: its geometry is encoded as {column['encoding']}; save it as WKB"
        raise PrepareError(message)
    crs = column.get("crs", "OGC:CRS84")
    text = json.dumps(crs) if isinstance(crs, dict) else crs
    others = {one for one in stated["columns"] if one != name}
    fields = tuple(field for field in schema.names if field != name and field not in others)
    return Source(path, None, _known(path, text), fields, name)


def _known(path: Path, crs: str | None) -> str:
    """A CRS that PROJ knows. Raises PrepareError."""
    if not crs:
        message = f"{path}: names no coordinate reference system; save it with one, best EPSG:4326"
        raise PrepareError(message)
    try:
        return str(pyproj.CRS.from_user_input(crs).to_json())
    except pyproj.exceptions.CRSError as error:
        message = f"{path}: its coordinate reference system is not known, {_one_line(error)}"
        raise PrepareError(message) from error


@contextmanager
def _opened(path: Path, layer: str | None, start: int) -> Iterator[tuple[dict[str, Any], pa.RecordBatchReader]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL warns of what is told here in our own words, or does not matter
        with open_arrow(path, layer=layer, skip_features=start, batch_size=BATCH, use_pyarrow=True) as opened:
            yield opened


def read(source: Source, start: int = 0) -> Iterator[pa.Table]:
    """Tables of features from number `start` on: `geometry` as WKB, `f0` and so on for the first fields.

    Raises PrepareError where the file ends too soon or is damaged.
    """
    try:
        if source.path.suffix.lower() in PARQUET:
            with pq.ParquetFile(source.path) as file:
                batches = file.iter_batches(BATCH, columns=[*source.fields[:MOST_FIELDS], source.geometry])
                yield from _from(start, (_table(source, batch) for batch in batches))
        else:
            with _opened(source.path, source.layer, start) as (_, reader):
                yield from (_table(source, batch) for batch in reader)
    except (DataSourceError, DataLayerError, pa.ArrowException, OSError) as error:
        message = f"{source.path}: is damaged or cut short, {_one_line(error)}"
        raise PrepareError(message) from error


def _table(source: Source, batch: pa.RecordBatch) -> pa.Table:
    fields = [name for name in source.fields[:MOST_FIELDS] if not _is_bytes(batch.schema.field(name).type)]
    columns = {f"f{source.fields.index(name)}": batch.column(name) for name in fields}
    return pa.table({**columns, SHAPE: batch.column(source.geometry).cast(pa.binary())})


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_null(kind))


def _from(start: int, tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The tables without their first rows."""
    for table in tables:
        if start < table.num_rows:
            yield table.slice(start)
        start = max(start - table.num_rows, 0)


def pieces(tables: Iterator[pa.Table], most_features: int, most_bytes: int) -> Iterator[pa.Table]:
    """The same rows in pieces that end by count or by size, wherever the tables end. Raises PrepareError.

    Where a piece ends depends on its own rows alone, so that reading on from it gives the same pieces.
    """
    held: list[pa.Table] = []
    rows = size = 0
    for given in tables:
        table = given
        while table.num_rows:
            sizes = pc.fill_null(pc.binary_length(table.column(SHAPE)), 0).to_numpy()
            if sizes.max() > LONE:
                message = f"one of its features has more than {LONE // 1_000_000} MB; divide or simplify it"
                raise PrepareError(message)
            room = int((sizes.cumsum() + size < most_bytes).sum()) + 1  # the one that fills it goes in
            taken = min(table.num_rows, most_features - rows, room)
            held.append(table.slice(0, taken))
            rows, size = rows + taken, size + int(sizes[:taken].sum())
            table = table.slice(taken)
            if rows >= most_features or size >= most_bytes:
                yield pa.concat_tables(held)
                held, rows, size = [], 0, 0
    if held:
        yield pa.concat_tables(held)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
