"""What kind of file it is, by what stands in it; its name only helps where that says nothing."""

from __future__ import annotations

import re
from pathlib import Path

from mapapp.core.own.layer import UnreadableError

HEAD = 4096
SHAPEFILE_PARTS = frozenset({"shx", "dbf", "prj", "cpg", "qix", "sbn", "sbx"})
_BINARY = (
    (b"SQLite format 3\x00", "gpkg"),
    (b"fgb\x03", "fgb"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_REFUSED = (
    (b"\x00\x00\x27\x0a", "shapefile-alone"),
    (b"%PDF", "a-pdf"),
    (b"\xd0\xcf\x11\xe0", "a-workbook"),
    (b"II*\x00", "a-picture"),
    (b"MM\x00*", "a-picture"),
    (b"\x89PNG", "a-picture"),
    (b"\xff\xd8\xff", "a-picture"),
    (b"GIF8", "a-picture"),
    (b"\x1f\x8b", "an-archive"),
    (b"7z\xbc\xaf", "an-archive"),
    (b"Rar!", "an-archive"),
    (b"BZh", "an-archive"),
    (b"\xfd7zXZ", "an-archive"),
)
_MARKUP = re.compile(rb"<(?:[A-Za-z0-9_-]+:)?(kml|gpx|html|svg|gml|FeatureCollection|osm)\b", re.IGNORECASE)
_FOREIGN = {b"html": "a-page", b"svg": "a-picture"}


def recognise(path: Path, name: str) -> str:
    """`gpkg`, `fgb`, `zip`, `geojson`, `kml`, `gpx` or `csv`. Raises UnreadableError for what cannot be read."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\x00 \t\r\n"):
        raise UnreadableError("empty-file")
    for start, kind in _BINARY:
        if head.startswith(start):
            return kind
    for start, code in _REFUSED:
        if head.startswith(start):
            raise UnreadableError(code)
    return _text(_without_marks(head), name)


def refuse_entities(path: Path) -> None:
    """Refuse XML that defines entities: no map needs them, and they grow without end. Raises UnreadableError."""
    body = path.read_bytes()
    if b"<!ENTITY" in body or b"<\x00!\x00E\x00N\x00T" in body or b"\x00<\x00!\x00E\x00N\x00T" in body:
        raise UnreadableError("entities")


def _text(head: bytes, name: str) -> str:
    start = head.lstrip()
    if start.startswith((b"{", b"[")):
        return _json(start)
    if start.startswith(b"<"):
        found = _MARKUP.search(start)
        kind = found[1].lower() if found else b""
        if kind in {b"kml", b"gpx"}:
            return kind.decode()
        raise UnreadableError(_FOREIGN.get(kind, "other-markup"))
    if name.lower().rpartition(".")[2] in SHAPEFILE_PARTS:
        raise UnreadableError("shapefile-alone")
    if b"\x00" in head:
        raise UnreadableError("unknown-format")
    return "csv"


def _json(start: bytes) -> str:
    if b'"Topology"' in start:
        raise UnreadableError("topojson")
    if b'"esriGeometry' in start or b'"geometryType"' in start:
        raise UnreadableError("esri-json")
    return "geojson"


def _without_marks(head: bytes) -> bytes:
    """The start of a text without its byte order mark, UTF-16 narrowed so that its letters can be compared."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode()
    return head.removeprefix(b"\xef\xbb\xbf")
