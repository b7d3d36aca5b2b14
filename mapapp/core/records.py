"""What leaves the atlas as a table: the features of a layer with typed fields, and the facts about its regions."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapapp.core.atlas import Atlas, Figure, Layer, Region
from mapapp.core.features import Edge, Feature
from mapapp.core.fields import Cell, Table, fact_columns, shape_columns
from mapapp.core.survey import edge_kinds
from mapapp.core.words import marked

Speak = Callable[[str, str], str]
"""English words of the interface and a language: the words in it."""

_TOLD = {"region", "name", "countries", "certainty", "valid_from", "valid_to", "credit", "licence", "edges"}
_NUMBERS = {"half_width_m_min", "half_width_m_max", "measured_area_km2", "published_area_km2"}
LABELS = {
    "drawn-area": marked("Area as drawn"),
    "drawn-length": marked("Length as drawn"),
    "drawn-perimeter": marked("Perimeter as drawn"),
    "doubt": marked("Half the width of the band of doubt"),
}


@dataclass(frozen=True)
class Measured:
    """What was measured of a region's drawing: square kilometres, kilometres, and its edges with their half-widths."""

    area: float | None = None
    least: float | None = None
    most: float | None = None
    length: float | None = None
    edges: tuple[Edge, ...] = ()


def as_of(atlas: Atlas) -> dt.date:
    """The latest day on which a source was read; the first of 1970 for an atlas without any."""
    return atlas.read or dt.date(1970, 1, 1)


def shape_table(atlas: Atlas, layer: Layer, features: Sequence[Feature], measured: Mapping[str, Measured]) -> Table:
    """The features of a layer; `measured` tells of the regions, and only a layer that draws them repeats it."""
    columns = shape_columns(atlas.languages)
    regions = {region.id: region for region in atlas.regions}
    rows = []
    for feature in features:
        region, known = regions[feature.region], measured.get(feature.region, Measured())
        said = {**_identity(atlas, region, layer), **_shape(atlas, layer, region, feature, known)}
        said |= _origin(atlas, layer, region.sources, feature)
        rows.append(tuple(said[column.name] for column in columns))
    return Table(
        layer.id,
        columns,
        tuple(rows),
        tuple(feature.geometry for feature in features),
        atlas.say(layer.title, atlas.languages[0]),
        atlas.say(layer.description, atlas.languages[0]),
        layer.licence,
        layer.credit,
        layer.style,
    )


def fact_table(
    atlas: Atlas, found: Iterable[tuple[Layer, Feature]], measured: Mapping[str, Measured], speak: Speak
) -> Table:
    """The published figures and the measures of the regions that these features draw, each region once."""
    columns = fact_columns(atlas.languages)
    regions = {region.id: region for region in atlas.regions}
    drawn = {feature.region: (layer, feature) for layer, feature in found if layer.holds == "regions"}
    drawn = {feature.region: (layer, feature) for layer, feature in found} | drawn
    rows = []
    for name, (layer, feature) in drawn.items():
        region, known = regions[name], measured.get(name, Measured())
        figures = region.figures if layer.holds == "regions" else ()
        facts = [_published(atlas, figure) for figure in figures] + list(_drawn(atlas, layer, feature, known, speak))
        for fact in facts:
            said = (
                _identity(atlas, region, layer)
                | _origin(atlas, layer, fact.pop("sources", region.sources), feature)
                | fact
            )
            rows.append(tuple(said.get(column.name) for column in columns))
    return Table("facts", columns, tuple(rows))


def _identity(atlas: Atlas, region: Region, layer: Layer) -> dict[str, Cell]:
    names = {f"name_{one}": atlas.say(region.title, one) for one in atlas.languages}
    return {"region": region.id, "layer": layer.id, **names, "country": " ".join(region.countries)}


def _origin(atlas: Atlas, layer: Layer, sources: Sequence[str], feature: Feature) -> dict[str, Cell]:
    known = {source.id: source for source in atlas.sources}
    cited = [known[one] for one in sources]
    return {
        "licence": feature.text("licence") or layer.licence,
        "credit": feature.text("credit") or layer.credit,
        "sources": " ".join(source.id for source in cited),
        "source_url": " ".join(str(source.url) for source in cited if source.url),
        "as_of": max((source.read for source in cited), default=None),
    }


def _shape(atlas: Atlas, layer: Layer, region: Region, feature: Feature, known: Measured) -> dict[str, Cell]:
    draws = layer.holds == "regions"
    widths = [edge.half_width_m for edge in (known.edges if draws else feature.edges)]
    return {
        "layer_name": atlas.say(layer.title, atlas.languages[0]),
        "schematic": region.schematic,
        "valid_from": feature.valid_from,
        "valid_to": feature.valid_to,
        "certainty": feature.text("certainty"),
        "doubt_min": min(widths, default=_number(feature, "half_width_m_min")),
        "doubt_max": max(widths, default=_number(feature, "half_width_m_max")),
        "edges": _edges(known.edges if draws else feature.edges),
        "area_km2": known.area if draws else None,
        "area_least": known.least if draws else None,
        "area_most": known.most if draws else None,
        "area_publ": region.published_area_km2 if draws else None,
        "length_km": known.length if draws else None,
        "further": _further(feature.properties),
    }


def _published(atlas: Atlas, figure: Figure) -> dict[str, Any]:
    value, plain = figure.value, isinstance(figure.value, (int, float))
    said: dict[str, Any] = {"fact": figure.id, "basis": "published", "value": value if plain else None}
    said |= {"value_to": figure.to, "unit": figure.unit, "about": figure.about, "sources": figure.sources}
    said["year"] = None if figure.year is None else atlas.say(figure.year, atlas.languages[0])
    for one in atlas.languages:
        said[f"label_{one}"] = atlas.say(figure.label, one)
        if not isinstance(value, (int, float)):
            said[f"text_{one}"] = value.isoformat() if isinstance(value, dt.date) else atlas.say(value, one)
        said[f"note_{one}"] = figure.note and atlas.say(figure.note, one)
    return said


def _drawn(atlas: Atlas, layer: Layer, feature: Feature, known: Measured, speak: Speak) -> Iterator[dict[str, Any]]:
    """What is measured on the drawing: an area with its perimeter, or a length, and the doubt of its edges."""

    def fact(name: str, unit: str, value: float | None, least: float | None = None, most: float | None = None) -> Any:
        labels = {f"label_{one}": speak(LABELS[name], one) for one in atlas.languages}
        said = {"value": value, "unit": unit, "least": least, "most": most, "about": False}
        return {"fact": name, "basis": "drawn", **said, **labels}

    draws = layer.holds == "regions"
    if draws and known.area is not None:
        yield fact("drawn-area", "km2", known.area, known.least, known.most)
    if draws and known.length is not None:
        yield fact("drawn-length" if known.area is None else "drawn-perimeter", "km", known.length)
    if widths := [edge.half_width_m for edge in (known.edges if draws else feature.edges)]:
        yield fact("doubt", "m", None, min(widths), max(widths))


def _edges(edges: Sequence[Edge]) -> str | None:
    """The stretches of a boundary in one line: `state-border 236.5 km, off by 2000 m; ...`."""
    parts = []
    for kind in edge_kinds(edges):
        least, most = f"{kind.least_m:g}", f"{kind.most_m:g}"
        parts.append(
            f"{kind.follows} {kind.length_km:.1f} km, off by {least if least == most else f'{least}-{most}'} m"
        )
    return "; ".join(parts) or None


def _number(feature: Feature, key: str) -> float | None:
    value = feature.properties.get(key)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _further(properties: Mapping[str, Any]) -> str | None:
    """The properties that no field holds; of those that have one, what is not of its type."""
    left = {
        key: value
        for key, value in properties.items()
        if value is not None
        and not (key in _TOLD and (isinstance(value, (str, list)) or key == "edges"))
        and not (key in _NUMBERS and isinstance(value, (int, float)) and not isinstance(value, bool))
    }
    return json.dumps(left, ensure_ascii=False, sort_keys=True) if left else None
