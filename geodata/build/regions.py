"""Build geodata/layers/*.geojson from the outlines and the frame: `python -m geodata.build.regions`.

A layer holds what is drawn of its regions; doubt.geojson holds, for every region, where its edges may lie. Lengths
and areas are geodesic on WGS 84. It needs no package and no network, and the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from shapely.geometry import MultiLineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.build.bands import Edge, band, edges, spans
from geodata.build.frame import land_of
from geodata.build.lay import lay_part, line_of, point_of, polygon_of
from geodata.build.outline import Outline, read_outlines
from geodata.build.products import collection, feature, rounded, simpler, tidy
from geodata.build.refined import Refined, giving_way, refined, said_of
from mapapp.core.measure import area_km2, buffer_m

GEODATA = Path(__file__).resolve().parents[1]
DOUBT = "doubt"
"""The name of the layer of bands."""

_DUST_KM2 = 0.05

Outlines = Mapping[str, Outline]
Shapes = Mapping[str, BaseGeometry]


def build_all(outlines: Outlines, given: Shapes = MappingProxyType({})) -> dict[str, BaseGeometry]:
    """Return the geometry of every outline by region, those others are cut from or lie in first.

    What is given is taken as it is. Raises ValueError, with the region, where one cannot be built.
    """
    shapes = dict(given)
    order = TopologicalSorter({name: outline.needs for name, outline in outlines.items()}).static_order()
    for region in (name for name in order if name not in given):
        try:
            shapes[region] = build(outlines[region], shapes)
        except ValueError as error:
            message = f"{region}: {error}"
            raise ValueError(message) from error
    return shapes


def build(outline: Outline, shapes: Shapes) -> BaseGeometry:
    """Return one region's geometry, given the regions it needs. Raises ValueError when nothing of it is left."""
    if outline.geometry == "point":
        return rounded(point_of(outline))
    if outline.geometry == "line":
        return rounded(line_of(outline))
    drawn = _zone(outline, outline.band_half_width_m) if outline.band_half_width_m else polygon_of(outline)
    allowed = [unary_union([land_of(code) for code in outline.countries])]
    if outline.inside:
        allowed.append(unary_union([shapes[region] for region in outline.inside]))
    cut = drawn.difference(unary_union([shapes[region] for region in outline.without]))
    for area in allowed:
        cut = cut if area.covers(cut) else cut.intersection(area)
    built = tidy(cut, _DUST_KM2)
    if built.is_empty:
        message = f"nothing of it lies in {', '.join((*outline.countries, *outline.inside))}"
        raise ValueError(message)
    return built


def layer_texts(outlines: Outlines, found: Mapping[str, Refined] = MappingProxyType({})) -> dict[str, str]:
    """Return the GeoJSON text of every layer, and of the bands under DOUBT, by its name; refinements replace outlines.

    Raises ValueError, with the region, where one cannot be built.
    """
    outlines = giving_way(outlines, found)
    shapes = build_all(outlines, {region: one.geometry for region, one in found.items()})
    given = {region: one.edges for region, one in found.items()}
    layers: dict[str, list[dict[str, Any]]] = {}
    for region, outline in sorted(outlines.items()):
        shape, at = shapes[region], edges(outline, shapes[region], outlines, given)
        said = said_of(region, outlines, found)
        layers.setdefault(outline.layer, []).append(feature(shape, _properties(outline, shape) | said, region))
        layers.setdefault(DOUBT, []).append(feature(band(at, outline.countries), _doubts(outline, at) | said, region))
    return {layer: collection(features) for layer, features in sorted(layers.items())}


def _zone(outline: Outline, half_width_m: int) -> BaseGeometry:
    """Return what lies within a half-width in metres of the outline's lines, drawn to 100 m."""
    lines = MultiLineString([laid.coordinates for part in outline.parts for laid in lay_part(part, closed=False)])
    return simpler(buffer_m(lines, half_width_m), 100)


def _properties(outline: Outline, geometry: BaseGeometry) -> dict[str, Any]:
    """Return what travels with what is drawn of a region."""
    published = outline.published_area_km2
    return {
        "certainty": outline.certainty,
        "countries": list(outline.countries),
        "half_width_m_max": outline.half_width_m_max,
        "measured_area_km2": round(area_km2(geometry), 1) if outline.geometry == "polygon" else None,
        "name": outline.name,
        "published_area_km2": published.value if published else None,
        "region": outline.region,
        "valid_from": outline.valid_from,
        "valid_to": outline.valid_to,
    }


def _doubts(outline: Outline, found: tuple[Edge, ...]) -> dict[str, Any]:
    """Return what travels with the band of a region."""
    told = spans(found)
    half_widths = [edge["half_width_m"] for edge in told]
    return {
        "edges": told,
        "half_width_m_max": max(half_widths),
        "half_width_m_min": min(half_widths),
        "name": outline.name,
        "region": outline.region,
        "valid_from": outline.valid_from,
        "valid_to": outline.valid_to,
    }


def main(folder: Path = GEODATA) -> None:
    """Write the layers of an atlas folder and say how large each is. Raises as layer_texts does, before it writes."""
    texts = layer_texts(read_outlines(folder / "outlines"), refined(folder))
    for layer, text in texts.items():
        (folder / "layers" / f"{layer}.geojson").write_text(text, encoding="utf-8")
        print(f"{layer}: {len(text.encode()) / 1000:.1f} kB")


if __name__ == "__main__":
    main()
