"""The list of all data for programs: a Frictionless Data Package (version 1) at `/data/datapackage.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from mapapp.core.atlas import Atlas
from mapapp.core.fields import FORMATS, Column, fact_columns
from mapapp.core.records import as_of
from mapapp.web.data import MEDIA_TYPES

PACKAGE = "/data/datapackage.json"
_ROOT = "/data/"
_JSON = {"mediatype": "application/json", "encoding": "utf-8"}


def package_file(atlas: Atlas, known: Mapping[str, bytes]) -> bytes:
    """The package as JSON. `known` are bodies by address; of other files, which are made on demand, no hash is told."""
    return json.dumps(data_package(atlas, known), ensure_ascii=False, indent=1).encode()


def data_package(atlas: Atlas, known: Mapping[str, bytes]) -> dict[str, Any]:
    """The package as values; the paths of its resources are relative to its own address."""
    first = atlas.languages[0]
    read = as_of(atlas)
    resources = [
        {"name": "atlas", "title": "The catalogue", "path": "atlas.json", "format": "json", **_JSON},
        {"name": "measures", "title": "All measures", "path": "measures.json", "format": "json", **_JSON},
        *_resources(atlas, "all", atlas.title, atlas.purpose),
        *(
            resource | {"licenses": [{"name": layer.licence}]}
            for layer in atlas.layers
            for resource in _resources(atlas, f"layers/{layer.id}", layer.title, layer.description)
        ),
    ]
    return {
        "profile": "data-package",
        "name": atlas.id,
        "id": atlas.id,
        "title": atlas.say(atlas.title, first),
        "description": f"{atlas.say(atlas.purpose, first)} {atlas.say(atlas.doubt, first)}",
        "version": f"{read.year}.{read.month}.{read.day}",
        "created": f"{read.isoformat()}T00:00:00Z",
        "licenses": [{"name": name} for name in dict.fromkeys(layer.licence for layer in atlas.layers)],
        "contributors": [
            {"title": credit, "role": "contributor"} for credit in dict.fromkeys(layer.credit for layer in atlas.layers)
        ],
        "sources": [
            {"title": atlas.say(source.title, first), **({"path": str(source.url)} if source.url else {})}
            for source in atlas.sources
        ],
        "resources": [resource | _state(known.get(f"{_ROOT}{resource['path']}")) for resource in resources],
    }


def _resources(atlas: Atlas, path: str, title: Mapping[str, str], words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Files in each format whose addresses begin with `path`."""
    for ending, name in FORMATS:
        resource: dict[str, Any] = {
            "name": f"{path.rpartition('/')[2]}-{ending.replace('.', '-')}",
            "profile": "tabular-data-resource" if ending == "csv" else "data-resource",
            "title": f"{atlas.say(title, atlas.languages[0])} ({name})",
            "description": atlas.say(words, atlas.languages[0]),
            "path": f"{path}.{ending}",
            "format": "zip" if ending == "shp.zip" else ending,
            "mediatype": MEDIA_TYPES[ending].partition(";")[0],
        }
        if ending in {"csv", "geojson", "kml"}:
            resource["encoding"] = "utf-8"
        if ending == "csv":
            resource["schema"] = {"fields": [_field(column) for column in fact_columns(atlas.languages)]}
        yield resource


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.name, "type": column.kind, "title": column.heading, "description": column.meaning}


def _state(body: bytes | None) -> dict[str, Any]:
    return {} if body is None else {"bytes": len(body), "hash": f"sha256:{hashlib.sha256(body).hexdigest()}"}
