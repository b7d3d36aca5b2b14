"""Features of a layer: from untrusted GeoJSON values to checked ones."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Home

KINDS = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})


Area = Polygon | MultiPolygon


class BadFeatureError(ValueError):
    """One feature cannot be drawn; the message says why and what was expected."""


@dataclass(frozen=True)
class Feature:
    """A region's geometry (EPSG:4326) with the properties that travel with it."""

    region: str
    geometry: BaseGeometry
    properties: Mapping[str, Any]

    @property
    def is_point(self) -> bool:
        """Whether it is drawn as a symbol."""
        return self.geometry.geom_type in ("Point", "MultiPoint")

    def to_geojson(self) -> dict[str, Any]:
        """The feature as RFC 7946, with coordinates to 5 decimals (about 1 m)."""
        geometry = shapely.to_geojson(shapely.set_precision(self.geometry, 1e-5, mode="valid_output"))
        return {
            "type": "Feature",
            "id": self.region,
            "properties": {**self.properties, "region": self.region},
            "geometry": json.loads(geometry),
        }


def widest_places(features: Iterable[Feature], schematic: Set[str]) -> list[tuple[str, tuple[float, float]]]:
    """Where a name fits best in each area: the centre of its largest inscribed circle as (latitude, longitude).

    The widest come first, so that large areas are named before small ones, and `schematic` regions last.
    Circles are taken in degrees, which is good enough for a name.
    """
    areas = [(f.region, f.geometry) for f in features if isinstance(f.geometry, Area)]
    circles = [
        (region, shapely.maximum_inscribed_circle(_free_part(region, area, areas), tolerance=0.01))
        for region, area in areas
    ]
    circles.sort(key=lambda found: (found[0] in schematic, -found[1].length, found[0]))
    centres = [(region, radius.coords[0]) for region, radius in circles]
    return [(region, (round(north, 4), round(east, 4))) for region, (east, north) in centres]


def _free_part(region: str, area: Area, areas: Iterable[tuple[str, Area]]) -> Area:
    """What much smaller areas leave of an area, so that its name lies beside theirs; the whole if nothing is left."""
    smaller = [other for name, other in areas if name != region and other.area < area.area / 3]
    free = area.difference(shapely.union_all(smaller))
    return free if isinstance(free, Area) and not free.is_empty else area


def read_feature(raw: object, regions: frozenset[str], extent: Home) -> Feature:
    """Check one GeoJSON feature against the regions of its layer and the extent of the landscape.

    Raises BadFeatureError with what is wrong and what to do.
    """
    if not isinstance(raw, dict) or raw.get("type") != "Feature":
        message = 'is not an object of type "Feature"'
        raise BadFeatureError(message)
    properties = raw.get("properties")
    region = properties.get("region") if isinstance(properties, dict) else None
    if not isinstance(properties, dict) or not isinstance(region, str) or region not in regions:
        message = f"its property region is {region!r}; this layer has {', '.join(sorted(regions)) or 'no region'}"
        raise BadFeatureError(message)
    _check_properties(properties)
    geometry = _read_geometry(raw.get("geometry"))
    _check_place(geometry, extent)
    return Feature(region=region, geometry=geometry, properties=properties)


def _check_properties(properties: dict[str, Any]) -> None:
    try:
        json.dumps(properties, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, TypeError, RecursionError) as error:
        message = f"has a property that cannot be written as JSON in UTF-8 ({error})"
        raise BadFeatureError(message) from error


def _read_geometry(raw: object) -> BaseGeometry:
    kind = raw.get("type") if isinstance(raw, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        message = f"has geometry type {kind!r}; expected one of {', '.join(sorted(KINDS))}"
        raise BadFeatureError(message)
    try:
        geometry: BaseGeometry = shapely.from_geojson(json.dumps(raw))
    except (shapely.errors.GEOSException, ValueError, TypeError) as error:
        message = f"has coordinates that are not valid GeoJSON ({error})"
        raise BadFeatureError(message) from error
    if geometry.is_empty:
        message = "has no coordinates"
        raise BadFeatureError(message)
    if not geometry.is_valid:
        message = f"is not a valid shape: {shapely.is_valid_reason(geometry)}; repair it in a GIS"
        raise BadFeatureError(message)
    return geometry


def _check_place(geometry: BaseGeometry, extent: Home) -> None:
    west, south, east, north = geometry.bounds
    if not all(math.isfinite(value) for value in geometry.bounds):
        message = "has coordinates that are not finite numbers"
        raise BadFeatureError(message)
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        message = "has coordinates beyond 180 or 90 degrees: save it in EPSG:4326, longitude first"
        raise BadFeatureError(message)
    landscape = shapely.box(extent.west, extent.south, extent.east, extent.north)
    if not geometry.intersects(landscape):
        swapped = shapely.box(extent.south, extent.west, extent.north, extent.east)
        hint = " (latitude and longitude look swapped)" if geometry.intersects(swapped) else ""
        message = f"lies outside the landscape{hint}: it spans {west:g},{south:g} to {east:g},{north:g}"
        raise BadFeatureError(message)
