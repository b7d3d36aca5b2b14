"""A GeoPackage with a layer for each table, each with title, description, terms, and what its fields mean."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from mapapp.core.fields import Collection, Table
from mapapp.store.exports.gdal import settle, write_layer

DRIVER = "GPKG"
# The schema extension of the standard (GeoPackage 1.3, annex F.9): titles and descriptions of fields.
_SCHEMA = """
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
  max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
"""
_EXTENSION = (None, "gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema", "read-write")


def write_gpkg(collection: Collection, path: Path) -> None:
    """Write the tables, in the order of the collection."""
    settle(collection)
    titles = Counter(table.title for table in collection.tables)
    about = {
        "TITLE": collection.title,
        "DESCRIPTION": collection.description,
        "DOUBT": collection.doubt,
        "AS_OF": collection.as_of.isoformat(),
        "TERMS": "; ".join(f"{credit} ({licence})" for licence, credit in collection.terms),
    }
    with TemporaryDirectory(dir=path.parent) as folder:
        scratch = Path(folder) / f"{collection.name}.gpkg"  # the ending that GDAL expects
        for number, table in enumerate(collection.tables):
            title = table.title if titles[table.title] == 1 else f"{table.title} ({table.name})"
            write_layer(
                scratch,
                table,
                table.name,
                DRIVER,
                append=number > 0,
                layer_options={"IDENTIFIER": title, "DESCRIPTION": table.description},
                layer_metadata={"LICENCE": table.licence, "CREDIT": table.credit},
                **({} if number else {"dataset_metadata": about}),
            )
        _describe_fields(scratch, collection.tables)
        scratch.replace(path)


def _describe_fields(path: Path, tables: tuple[Table, ...]) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(_SCHEMA)
        for name in ("gpkg_data_columns", "gpkg_data_column_constraints"):
            file.execute("INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", (name, *_EXTENSION))
        file.executemany(
            "INSERT INTO gpkg_data_columns (table_name, column_name, title, description) VALUES (?, ?, ?, ?)",
            [(table.name, column.name, column.heading, column.meaning) for table in tables for column in table.columns],
        )
