"""Zipped shapefiles: one for the points, lines and areas of each layer, with a README and the texts that do not fit.

A field of a shapefile has a name of ten letters and a text of 254 bytes. README.txt has the long names; a text that had
to be cut stands whole in texts.csv.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from mapapp.core.fields import LAYER, REGION, Cell, Collection, Column, Table
from mapapp.store.exports.csv_table import write_table
from mapapp.store.exports.gdal import settle, write_layer

DRIVER = "ESRI Shapefile"
MOST_BYTES = 254
CUT = "…"
KINDS = {"Point": "points", "LineString": "lines", "Polygon": "areas"}
_TEXTS = (
    REGION,
    LAYER,
    Column("field", "string", "Field", "The field whose text did not fit."),
    Column("text", "string", "Text", "The whole text."),
)


def write_shapefiles(collection: Collection, path: Path) -> None:
    """Write the ZIP; its bytes do not depend on the day."""
    settle(collection)
    with TemporaryDirectory(dir=path.parent) as scratch:
        folder = Path(scratch)
        for table in collection.tables:
            for kind, part in _by_kind(table):
                _write_one(folder / f"{table.name}_{kind}.shp", part, collection.as_of.isoformat())
        if cut := tuple(_cut_texts(collection.tables)):
            write_table(Table("texts", _TEXTS, cut), folder / "texts.csv")
        (folder / "README.txt").write_text(readme(collection, whole=not cut), encoding="utf-8")
        pack(path, folder)


def pack(path: Path, folder: Path) -> None:
    """A ZIP of the files in a folder, in order, with one fixed date."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(file.name)  # dated 1980, the first day that a ZIP can tell
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, file.read_bytes())


def readme(collection: Collection, *, whole: bool) -> str:
    """What is in the ZIP, under which terms, how sure it is, and what each field means."""
    columns = collection.tables[0].columns if collection.tables else ()
    lines = [
        collection.title,
        "",
        collection.description,
        "",
        collection.doubt,
        "",
        f"As of {collection.as_of.isoformat()}.",
        "Coordinates are degrees of longitude and latitude on WGS 84 (EPSG:4326), texts are UTF-8.",
        "",
        *(f"Licence {licence}; credit: {credit}" for licence, credit in collection.terms),
        "",
        "Layers",
        *(f"  {table.name}: {table.title}. {table.description}" for table in collection.tables),
        "",
        "Fields",
        *(f"  {column.name:<10}  {column.heading}. {column.meaning}" for column in columns),
    ]
    lines += [] if whole else ["", f"A text that ends in {CUT} was too long for a shapefile; texts.csv has it whole."]
    return "\n".join(lines) + "\n"


def _by_kind(table: Table) -> Iterator[tuple[str, Table]]:
    for geometry, kind in KINDS.items():
        here = [n for n, one in enumerate(table.geometries) if one.geom_type.removeprefix("Multi") == geometry]
        if here:
            rows, shapes = (tuple(values[n] for n in here) for values in (table.rows, table.geometries))
            yield kind, replace(table, rows=rows, geometries=shapes)  # type: ignore[arg-type]  # two tuples of two types


def _write_one(path: Path, table: Table, day: str) -> None:
    rows = tuple(tuple(fitting(cell) for cell in row) for row in table.rows)
    write_layer(
        path,
        replace(table, rows=rows),
        path.stem,
        DRIVER,
        layer_options={"DBF_DATE_LAST_UPDATE": day},
    )


def fitting(cell: Cell) -> Cell:
    """A cell whose text has room in a shapefile: cut between two letters, with a sign that it was."""
    if not isinstance(cell, str) or len(cell.encode()) <= MOST_BYTES:
        return cell
    return cell.encode()[: MOST_BYTES - len(CUT.encode())].decode(errors="ignore") + CUT


def _cut_texts(tables: Iterable[Table]) -> Iterator[tuple[Cell, ...]]:
    for table in tables:
        for record in table.records():
            for name, cell in record.items():
                if fitting(cell) != cell:
                    yield record.get(REGION.name), record.get(LAYER.name), name, cell
