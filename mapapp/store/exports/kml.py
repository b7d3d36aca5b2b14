"""KML 2.2: a document with a folder for each layer, drawn in the atlas's own colours, with typed fields.

Programs show a description as HTML, so that it is escaped twice: as HTML, and as XML. Nothing in it links or runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as escape_html
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from mapapp.core.fields import Cell, Collection, Kind, Table

_TYPES: dict[Kind, str] = {"string": "string", "number": "double", "boolean": "bool", "date": "string"}
_NO_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\ufffd")


def write_kml(collection: Collection, path: Path) -> None:
    """Write the whole collection as one document."""
    path.write_text("\n".join(_document(collection)) + "\n", encoding="utf-8")


def _document(collection: Collection) -> Iterator[str]:
    terms = (f"{credit} ({licence})" for licence, credit in collection.terms)
    about = " ".join([collection.description, collection.doubt, *terms, f"As of {collection.as_of.isoformat()}."])
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    yield f"<name>{_xml(collection.title)}</name><open>1</open><description>{_shown(about)}</description>"
    for table in collection.tables:
        yield from _style(table)
        yield from _schema(table)
    for table in collection.tables:
        yield f"<Folder><name>{_xml(table.name)}</name>"
        yield f"<description>{_shown(f'{table.title}. {table.description}')}</description>"
        for record, geometry in zip(table.records(), table.geometries, strict=True):
            yield from _placemark(table, record, geometry)
        yield "</Folder>"
    yield "</Document></kml>"


def _style(table: Table) -> Iterator[str]:
    style = table.style
    if style is None:
        return
    red, green, blue = (style.light[n : n + 2] for n in (1, 3, 5))
    line, fill = (f"{round(255 * part):02x}{blue}{green}{red}" for part in (1, style.fill))
    yield f'<Style id="{table.name}"><IconStyle><color>{line}</color><scale>0.8</scale></IconStyle>'
    yield f"<LineStyle><color>{line}</color><width>{style.weight:g}</width></LineStyle>"
    yield f"<PolyStyle><color>{fill}</color></PolyStyle>"
    yield "<BalloonStyle><text>$[description]</text></BalloonStyle></Style>"  # and no field as HTML


def _schema(table: Table) -> Iterator[str]:
    yield f'<Schema name="{table.name}" id="{table.name}-fields">'
    for column in table.columns:
        title = f"<displayName>{_xml(column.heading)}</displayName>"
        yield f'<SimpleField type="{_TYPES[column.kind]}" name={quoteattr(column.name)}>{title}</SimpleField>'
    yield "</Schema>"


def _placemark(table: Table, record: dict[str, Cell], geometry: BaseGeometry) -> Iterator[str]:
    names = [str(record[column.name]) for column in table.columns if column.name.startswith("name_")]
    told = [
        f"<b>{escape_html(column.heading)}</b> {escape_html(_spelt(record[column.name]))}"
        for column in table.columns
        if record[column.name] is not None and column.name not in {"region", "layer", "further"}
    ]
    names = names or [str(cell) for cell in record.values() if isinstance(cell, str)]  # a region's id comes first
    yield f'<Placemark><name>{_xml(names[0] if names else table.title)}</name><Snippet maxLines="0"/>'
    yield f"<description>{_xml('<br>'.join(told))}</description>"
    if begin_end := [
        f"<{tag}>{_xml(str(record[name]))}</{tag}>"
        for tag, name in (("begin", "valid_from"), ("end", "valid_to"))
        if record.get(name) is not None
    ]:
        yield f"<TimeSpan>{''.join(begin_end)}</TimeSpan>"
    yield f"<styleUrl>#{table.name}</styleUrl>"
    yield f'<ExtendedData><SchemaData schemaUrl="#{table.name}-fields">'
    for name, cell in record.items():
        if cell is not None:
            yield f"<SimpleData name={quoteattr(name)}>{_xml(_spelt(cell))}</SimpleData>"
    yield "</SchemaData></ExtendedData>"
    yield _shape(geometry)
    yield "</Placemark>"


def _shape(geometry: BaseGeometry) -> str:
    raw = mapping(geometry)
    return _drawn(raw["type"], raw["coordinates"])


def _drawn(kind: str, at: Any) -> str:
    """A geometry by its GeoJSON type and coordinates."""
    if kind.startswith("Multi"):
        return f"<MultiGeometry>{''.join(_drawn(kind.removeprefix('Multi'), part) for part in at)}</MultiGeometry>"
    if kind == "Polygon":
        sides = ["outer", *["inner"] * (len(at) - 1)]
        rings = (
            f"<{side}BoundaryIs>{_drawn('LinearRing', ring)}</{side}BoundaryIs>"
            for side, ring in zip(sides, at, strict=True)
        )
        return f"<Polygon>{''.join(rings)}</Polygon>"
    places = " ".join(f"{x:.10g},{y:.10g}" for x, y in ([at] if kind == "Point" else at))
    return f"<{kind}><coordinates>{places}</coordinates></{kind}>"


def _spelt(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    return str(cell)


def _shown(text: str) -> str:
    """A text where HTML is expected."""
    return _xml(escape_html(text))


def _xml(text: str) -> str:
    return escape(text.translate(_NO_XML), {"\r": "&#13;"})  # a bare one would be read as a line end
