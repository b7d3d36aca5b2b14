"""Outlines that a user replaced by an area from OpenStreetMap: geodata/refined/<region>.geojson, one feature each.

Coordinates are EPSG:4326 (lon, lat), widths metres. The repository holds no such file; `refine` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.build.bands import BORDER_M, Edge, Trace
from geodata.build.frame import base_line
from geodata.build.outline import Outline
from geodata.build.products import feature
from mapapp.core.errors import MapAppError

ROOM = "refined"
"""Folder beside outlines and layers."""

_CUT = "state border of the base map; what OpenStreetMap has beyond it was cut off"
_ON = 2e-5  # degrees, some 2 m: rounding moves a vertex by less


class RefineError(MapAppError):
    """An outline cannot be replaced as asked; says why. Nothing has been changed."""


@dataclass(frozen=True)
class Refined:
    """An area that stands in for an approximate outline, with whom to thank and on what terms."""

    region: str
    geometry: BaseGeometry
    source: str
    fetched: str
    licence: str = "ODbL-1.0"
    credit: str = "© OpenStreetMap contributors"
    half_width_m: int = 100

    @property
    def says(self) -> str:
        """Where the line comes from, for readers."""
        return f"{self.source}, fetched {self.fetched}, {self.credit}"

    @property
    def terms(self) -> dict[str, Any]:
        """Whom to thank and on what terms, for everything that holds a piece of its line."""
        return {"credit": self.credit, "licence": self.licence, "refined": self.fetched}

    @property
    def properties(self) -> dict[str, Any]:
        """What its own feature says in place of, and beside, the properties of the approximate outline."""
        doubts = [edge.trace.half_width_m for edge in self.edges]
        return {"certainty": self.says, "half_width_m_max": max(doubts), **self.terms}

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Its boundary with its doubt; where it was cut along the state border of the base map, that line's doubt."""
        border = unary_union(base_line("state-border")).buffer(_ON)
        traces = {
            Trace("openstreetmap", self.half_width_m, self.says): self.geometry.boundary.difference(border),
            Trace("state-border", BORDER_M, _CUT): self.geometry.boundary.intersection(border),
        }
        return tuple(Edge(trace, line) for trace, line in traces.items() if not line.is_empty)

    def to_text(self) -> str:
        """Return the text of its file."""
        properties = {key: value for key, value in asdict(self).items() if key != "geometry"}
        return json.dumps(feature(self.geometry, properties, self.region), sort_keys=True, ensure_ascii=False) + "\n"


def path_of(folder: Path, region: str) -> Path:
    """Return where the refinement of a region stands in an atlas folder."""
    return folder / ROOM / f"{region}.geojson"


def refined(folder: Path) -> dict[str, Refined]:
    """Return the refinements of an atlas folder by region; most often there are none. Raises RefineError."""
    return {one.region: one for one in map(_read, sorted((folder / ROOM).glob("*.geojson")))}


def giving_way(outlines: Mapping[str, Outline], found: Mapping[str, Refined]) -> dict[str, Outline]:
    """Return outlines in which a refined region is cut by nothing, and cuts what it was cut from.

    Of two lines that disagree the surer one stays: an approximate neighbour must not notch an area from OpenStreetMap.
    """
    unknown = sorted(found.keys() - outlines.keys())
    if unknown:
        message = f"{ROOM}/{unknown[0]}.geojson refines no region that has an outline; remove the file"
        raise RefineError(message)
    changed = dict(outlines)
    for region in found:
        for neighbour in set(outlines[region].without) - found.keys():
            other = changed[neighbour]
            changed[neighbour] = other.model_copy(update={"without": (*other.without, region)})
        changed[region] = changed[region].model_copy(update={"without": (), "inside": ()})
    return changed


def said_of(region: str, outlines: Mapping[str, Outline], found: Mapping[str, Refined]) -> dict[str, Any]:
    """Return what a region's feature and its band say beside their own properties: most often nothing.

    A region cut along a refined one holds a piece of its line, so it is on the same terms (ODbL 1.0, 4.4).
    """
    if region in found:
        return found[region].properties
    needs = sorted(outlines[region].needs)
    inherited = (said_of(other, outlines, found) for other in needs)
    return {key: value for said in inherited for key, value in said.items() if key in {"credit", "licence", "refined"}}


def _read(path: Path) -> Refined:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        geometry = shapely.from_geojson(json.dumps(raw["geometry"]))
        one = Refined(**raw["properties"], geometry=geometry)
    except (ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        message = f"{path}: not a refinement ({error}); remove it, or refine the region again"
        raise RefineError(message) from error
    if one.region != path.stem or not geometry.is_valid or geometry.geom_type not in {"Polygon", "MultiPolygon"}:
        message = f"{path}: not a valid area of the region {path.stem}; remove it, or refine the region again"
        raise RefineError(message)
    return one
