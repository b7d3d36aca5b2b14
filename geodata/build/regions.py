"""Build geodata/layers/*.geojson from the outlines and the base lines: `python -m geodata.build.regions`.

Output is RFC 7946: EPSG:4326 (lon, lat), 5 decimals, outer rings counter-clockwise, one feature a region. Lengths
and areas are geodesic on WGS 84. The same input gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.build.frame import DECIMALS, land_of
from geodata.build.lay import lay_part, line_of, point_of, polygon_of
from geodata.build.outline import Outline, read_outlines

GEODATA = Path(__file__).resolve().parents[1]
_GEOD = Geod(ellps="WGS84")
_METRES = "EPSG:32652"  # UTM zone 52N: the shared border lies in it, so a buffer there is true to about 0.1 %
_DUST_KM2 = 0.05  # scraps that rounding leaves where two lines nearly coincide

Shapes = Mapping[str, BaseGeometry]


def build_all(outlines: Mapping[str, Outline]) -> dict[str, BaseGeometry]:
    """Return the geometry of every outline by region, those others are cut from or lie in first."""
    order = TopologicalSorter({region: outline.needs for region, outline in outlines.items()}).static_order()
    shapes: dict[str, BaseGeometry] = {}
    for region in order:
        shapes[region] = build(outlines[region], shapes)
    return shapes


def build(outline: Outline, shapes: Shapes) -> BaseGeometry:
    """Return one region's geometry, given the regions it needs."""
    if outline.geometry == "point":
        return _rounded(point_of(outline))
    if outline.geometry == "line":
        return _rounded(line_of(outline))
    drawn = _band(outline, outline.band_half_width_m) if outline.band_half_width_m else polygon_of(outline)
    frames = [unary_union([land_of(code) for code in outline.countries])]
    if outline.inside:
        frames.append(unary_union([shapes[region] for region in outline.inside]))
    cut = drawn.difference(unary_union([shapes[region] for region in outline.without]))
    for allowed in frames:
        cut = cut if allowed.covers(cut) else cut.intersection(allowed)
    built = _tidy(cut)
    if built.is_empty:
        message = f"{outline.region}: nothing of it lies in {', '.join((*outline.countries, *outline.inside))}"
        raise ValueError(message)
    return built


def area_km2(geometry: BaseGeometry) -> float:
    """Return the geodesic area of a polygon in square kilometres."""
    area, _perimeter = _GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(area) / 1e6


def feature(outline: Outline, geometry: BaseGeometry) -> dict[str, Any]:
    """Return a region as a GeoJSON feature."""
    published = outline.published_area_km2
    return {
        "type": "Feature",
        "id": outline.region,
        "properties": {
            "certainty": outline.certainty,
            "countries": list(outline.countries),
            "half_width_m_max": outline.half_width_m_max,
            "measured_area_km2": round(area_km2(geometry), 1) if outline.geometry == "polygon" else None,
            "name": outline.name,
            "published_area_km2": published.value if published else None,
            "region": outline.region,
        },
        "geometry": json.loads(shapely.to_geojson(geometry)),
    }


def layer_texts(outlines: Mapping[str, Outline], shapes: Shapes) -> dict[str, str]:
    """Return the GeoJSON text of every layer, one feature a line so that a change is easy to review."""
    layers: dict[str, list[str]] = {}
    for region, outline in sorted(outlines.items()):
        text = json.dumps(feature(outline, shapes[region]), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        layers.setdefault(outline.layer, []).append(text)
    head, tail = '{"type":"FeatureCollection","features":[\n', "\n]}\n"
    return {layer: head + ",\n".join(features) + tail for layer, features in sorted(layers.items())}


def _band(outline: Outline, half_width_m: int) -> BaseGeometry:
    """Return what lies within a half-width in metres of the outline's lines."""
    lines = MultiLineString([laid.coordinates for part in outline.parts for laid in lay_part(part, closed=False)])
    wide = _projected(lines, "EPSG:4326", _METRES).buffer(half_width_m, quad_segs=6, cap_style="flat")
    return _projected(wide.simplify(100), _METRES, "EPSG:4326")


def _projected(geometry: BaseGeometry, source: str, target: str) -> BaseGeometry:
    """Return a geometry in another reference system, x or longitude first."""
    project = Transformer.from_crs(source, target, always_xy=True)
    return shapely.transform(geometry, lambda xy: np.column_stack(project.transform(xy[:, 0], xy[:, 1])))


def _tidy(cut: BaseGeometry) -> BaseGeometry:
    """Return a polygon rounded, valid, without dust, its biggest part first, outer rings counter-clockwise."""
    rounded = shapely.make_valid(_rounded(cut), method="structure")
    parts = [part for part in getattr(rounded, "geoms", [rounded]) if isinstance(part, Polygon)]
    kept = sorted((part for part in parts if area_km2(part) > _DUST_KM2), key=area_km2, reverse=True)
    oriented = [shapely.orient_polygons(part) for part in kept]
    return oriented[0] if len(oriented) == 1 else MultiPolygon(oriented)


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry with its coordinates to 5 decimals."""
    return shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS))


def main() -> None:
    """Write the layer files and say how each polygon compares with its published area."""
    outlines = read_outlines(GEODATA / "outlines")
    shapes = build_all(outlines)
    for layer, text in layer_texts(outlines, shapes).items():
        (GEODATA / "layers" / f"{layer}.geojson").write_text(text, encoding="utf-8")
        print(f"{layer}: {len(text.encode()) / 1000:.1f} kB")
    for region, outline in outlines.items():
        measured, published = area_km2(shapes[region]), outline.published_area_km2
        if outline.geometry == "polygon":
            print(f"{region}: {measured:,.1f} km2 measured, {published.value if published else 'none'} published")


if __name__ == "__main__":
    main()
