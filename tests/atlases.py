"""Builders of tiny atlas folders: a landscape from 20 to 30 degrees east and 10 to 20 degrees north."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from mapapp.core.atlas import Atlas

Json = dict[str, Any]
PATH: Json = {"type": "LineString", "coordinates": [[22, 15], [24, 16], [25, 15]]}
SQUARES = (("north-park", 24, 16), ("south-park", 24, 12), ("east-park", 25, 16))
LANDS = (("RU", 20), ("CN", 25))


def square(west: float, south: float, size: float = 1.0) -> Json:
    """A square polygon, counter-clockwise, by its south-west corner in degrees."""
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def feature(region: str, geometry: Json) -> Json:
    """A GeoJSON feature that draws a region."""
    return {"type": "Feature", "id": region, "properties": {"region": region}, "geometry": geometry}


def ring(west: float, south: float, size: float, width: float) -> Json:
    """A band round the edge of a square, as far inwards as outwards, in degrees."""
    outer, inner = (
        square(west - width, south - width, size + 2 * width),
        square(west + width, south + width, size - 2 * width),
    )
    return {"type": "Polygon", "coordinates": [*outer["coordinates"], inner["coordinates"][0][::-1]]}


def edge(**changes: Any) -> Json:
    """A stretch of a boundary, drawn by eye."""
    return {"follows": "by-eye", "says": "Drawn by eye", "half_width_m": 10000, "length_km": 300, **changes}


def band(region: str, geometry: Json, *edges: Json) -> Json:
    """A GeoJSON feature that is the band of doubt of a region."""
    return {**feature(region, geometry), "properties": {"region": region, "edges": list(edges)}}


def collection(*features: Json) -> Json:
    """A GeoJSON file as a value."""
    return {"type": "FeatureCollection", "features": list(features)}


def source(name: str) -> Json:
    """A source that can be cited."""
    return {
        "id": name,
        "title": f"The {name}",
        "publisher": "Society",
        "language": "en",
        "url": f"https://example.org/{name}",
        "read": dt.date(2026, 11, 1),
        "trust": "high",
    }


def layer(name: str, **changes: Any) -> Json:
    """A layer in layers/<name>.geojson."""
    return {
        "id": name,
        "title": {"en": f"Layer {name}"},
        "description": {"en": f"All {name} of the landscape"},
        "path": f"layers/{name}.geojson",
        "style": {"light": "#0e6f55", "dark": "#50faaf"},
        "licence": "CC-BY-4.0",
        "credit": "Tiny contributors",
        **changes,
    }


def region(name: str, of: str, **changes: Any) -> Json:
    """A region that the layer `of` draws."""
    return {
        "id": name,
        "layer": of,
        "title": {"en": f"Title of {name}"},
        "summary": {"en": f"Summary of {name}"},
        "countries": ["RU"],
        "place": {"en": "Somewhere"},
        "outline": {"en": "Drawn by eye"},
        "sources": ["survey"],
        **changes,
    }


def tiny() -> Json:
    """A sound catalogue with an area, a line and a point layer, four regions and a topic."""
    area = {"id": "area", "label": {"en": "Area"}, "value": 1234, "unit": "km2", "sources": ["journal"]}
    wrong = {"claim": {"en": "It is small"}, "fact": {"en": "It is large"}, "sources": ["survey"]}
    role = {"organisation": "wardens", "role": {"en": "Keeps watch"}, "sources": ["almanac"]}
    return {
        "format": 1,
        "id": "tiny",
        "title": {"en": "Tiny atlas"},
        "purpose": {"en": "To be tested"},
        "doubt": {"en": "Everything is approximate"},
        "languages": ["en"],
        "home": {"west": 21, "south": 11, "east": 29, "north": 19},
        "extent": {"west": 20, "south": 10, "east": 30, "north": 20},
        "layers": [layer("parks"), layer("paths"), layer("posts", shown=False)],
        "regions": [
            region(
                "north-park",
                "parks",
                project=1,
                figures=[area],
                corrections=[wrong],
                roles=[role],
                text="texts/{lang}/north-park.md",
            ),
            region("south-park", "parks"),
            region("old-path", "paths"),
            region("gate", "posts"),
        ],
        "topics": [{"id": "about", "title": {"en": "About"}, "summary": {"en": "What this is"}}],
        "organisations": [
            {
                "id": "wardens",
                "title": {"en": "The wardens"},
                "summary": {"en": "They keep watch"},
                "url": "https://example.org/wardens",
                "sources": ["survey"],
            }
        ],
        "sources": [source("survey"), source("journal"), source("almanac"), source("letters")],
    }


def tiny_files() -> dict[str, str]:
    """The other files of the tiny atlas, by name."""
    gate = {"type": "Point", "coordinates": [25, 15]}
    return {
        "layers/parks.geojson": json.dumps(
            collection(feature("north-park", square(24, 16)), feature("south-park", square(24, 12)))
        ),
        "layers/paths.geojson": json.dumps(collection(feature("old-path", PATH))),
        "layers/posts.geojson": json.dumps(collection(feature("gate", gate))),
        "texts/en/north-park.md": "Wolves *live* here [@letters].\n",
    }


def guarded() -> Json:
    """The tiny catalogue where much can be measured: neighbours, bands of doubt, a crossing, a profile, countries."""
    catalogue = tiny()
    catalogue["layers"][0]["protects"] = True
    catalogue["layers"] += [layer("fords", crosses=True, shown=False), layer("doubt", holds="bands")]
    border = {"id": "border", "label": {"en": "Common border"}, "value": 120, "unit": "km", "sources": ["journal"]}
    catalogue["regions"][0] |= {"published_area_km2": 10000.0}
    catalogue["regions"][0]["figures"].append({**border, "drawn": "shared-border", "neighbour": "east-park"})
    catalogue["regions"] += [
        region("east-park", "parks"),
        region("bridge", "fords"),
        region("passage", "paths", profile={"between": ["north-park", "east-park"]}),
    ]
    return catalogue | {"countries": "lands.geojson", "basemap": "basemap"}


def guarded_files() -> dict[str, str]:
    """The other files of the guarded atlas, by name: the border runs along 25 degrees east."""
    parks = [feature(name, square(west, south)) for name, west, south in SQUARES]
    passage = {"type": "LineString", "coordinates": [[24.5, 16.5], [25.5, 16.5]]}
    bands = [
        band("north-park", ring(24, 16, 1, 0.1), edge(), edge(follows="state-border", half_width_m=500, length_km=110)),
        band("south-park", ring(24, 12, 1, 0.1), edge()),
    ]
    west, east = (
        {"type": "Feature", "properties": {"country": code}, "geometry": square(at, 10, 5)} for code, at in LANDS
    )
    further = [{**west, "geometry": square(20, 15, 5)}, {**east, "geometry": square(25, 15, 5)}]
    lines = {f"basemap/{name}.geojson": json.dumps(collection()) for name in ("land", "lakes", "rivers", "borders")}
    images = {f"basemap/{name}.webp": "RIFF\0\0\0\0WEBP" for name in ("relief", "forest")}
    basemap = {**lines, **images, "basemap/labels.json": "[]", "basemap/rasters.json": "{}"}
    return basemap | {
        "layers/parks.geojson": json.dumps(collection(*parks)),
        "layers/paths.geojson": json.dumps(collection(feature("old-path", PATH), feature("passage", passage))),
        "layers/fords.geojson": json.dumps(
            collection(feature("bridge", {"type": "Point", "coordinates": [25.01, 16.4]}))
        ),
        "layers/doubt.geojson": json.dumps(collection(*bands)),
        "lands.geojson": json.dumps(collection(west, east, *further)),
        "basemap/places.json": json.dumps([{"names": {"en": "Mill"}, "lon": 24.5, "lat": 14.5}]),
    }


class _Plain(yaml.SafeDumper):
    """Writes a value that stands twice twice: a catalogue may have no alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def to_yaml(value: Any) -> str:
    """A catalogue as YAML text."""
    return yaml.dump(value, Dumper=_Plain, sort_keys=False, allow_unicode=True)


def write_atlas(folder: Path, catalogue: Json | None = None, files: Mapping[str, str] | None = None) -> Path:
    """An atlas folder of a catalogue and files, by default the sound tiny one."""
    texts = {"atlas.yaml": to_yaml(tiny() if catalogue is None else catalogue), **tiny_files(), **(files or {})}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_guarded(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """An atlas folder with neighbours, bands of doubt, a crossing, a profile, countries and a place."""
    return write_atlas(folder, guarded(), {**guarded_files(), **(files or {})})


def edit(folder: Path, change: Callable[[Json], object]) -> None:
    """Change the catalogue of an atlas folder in place."""
    catalogue = folder / "atlas.yaml"
    value = yaml.safe_load(catalogue.read_text(encoding="utf-8"))
    change(value)
    catalogue.write_text(to_yaml(value), encoding="utf-8")


def tiny_atlas(change: Callable[[Json], object] = lambda _: None) -> Atlas:
    """The tiny catalogue as a model, without any file."""
    value = tiny()
    change(value)
    return Atlas.model_validate(value)
