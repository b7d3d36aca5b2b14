"""Features of a layer: from untrusted GeoJSON values to checked ones."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Home
from mapapp.core.characters import refused
from mapapp.core.values import DATE, real_date

KINDS = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})
MOST_CORNERS = 100_000  # of one feature; a browser draws far fewer with ease
DEEPEST = 20  # levels of a property: more than any table of a GIS has
FINEST = 1e-5  # degrees, about a metre: the precision that layers are served with
EDGE = {"follows", "says", "half_width_m", "length_km"}

Area = Polygon | MultiPolygon


class BadFeatureError(ValueError):
    """One feature cannot be drawn; the message says why and what was expected."""


@dataclass(frozen=True)
class Edge:
    """A stretch of a boundary: what it follows, how far off it may be in metres, how long it is in kilometres."""

    follows: str
    half_width_m: float
    length_km: float
    says: str


@dataclass(frozen=True)
class Feature:
    """A region's geometry (EPSG:4326), or its band of doubt, with the properties that travel with it."""

    region: str
    geometry: BaseGeometry
    properties: Mapping[str, Any]

    @property
    def valid_from(self) -> str | None:
        """When this extent began to hold, as ISO 8601 year, month or day; None when not known."""
        return self.properties.get("valid_from")

    @property
    def valid_to(self) -> str | None:
        """When this extent ceased to hold; None while it still does."""
        return self.properties.get("valid_to")

    def holds(self, year: int | None = None) -> bool:
        """Whether this extent holds at the end of a year; without a year, whether it holds today."""
        if year is None:
            return not self.valid_to
        begun = not self.valid_from or int(self.valid_from[:4]) <= year
        return begun and (not self.valid_to or int(self.valid_to[:4]) > year)

    def text(self, key: str) -> str | None:
        """A property that is a text; None where it is none, or empty."""
        value = self.properties.get(key)
        return value if isinstance(value, str) and value else None

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The stretches of the boundary, of a band of doubt."""
        return tuple(Edge(**edge) for edge in self.properties.get("edges", ()))

    @property
    def is_point(self) -> bool:
        """Whether it is drawn as a symbol."""
        return self.geometry.geom_type in ("Point", "MultiPoint")

    def to_geojson(self) -> dict[str, Any]:
        """The feature as RFC 7946, with coordinates to 5 decimals (about 1 m)."""
        geometry = shapely.to_geojson(shapely.set_precision(self.geometry, FINEST, mode="valid_output"))
        return {
            "type": "Feature",
            "id": self.region,
            "properties": {**self.properties, "region": self.region},
            "geometry": json.loads(geometry),
        }


def widest_places(
    features: Iterable[Feature], schematic: Set[str], leading: Set[str] = frozenset()
) -> list[tuple[str, tuple[float, float]]]:
    """Where a name fits best in each area: the centre of its largest inscribed circle as (latitude, longitude).

    The `leading` come first, then the widest, so that large areas are named before small ones, and `schematic`
    regions last. Circles are taken in degrees, which is good enough for a name.
    """
    areas = [(f.region, f.geometry) for f in features if isinstance(f.geometry, Area)]
    circles = [
        (region, shapely.maximum_inscribed_circle(_free_part(region, area, areas), tolerance=0.01))
        for region, area in areas
    ]
    circles.sort(key=lambda found: (found[0] in schematic, found[0] not in leading, -found[1].length, found[0]))
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
    _check_validity(properties)
    _check_edges(properties)
    geometry = read_shape(raw.get("geometry"))
    _check_size(geometry)
    _check_place(geometry, extent)
    return Feature(region=region, geometry=geometry, properties=properties)


def _check_properties(properties: dict[str, Any]) -> None:
    try:
        json.dumps(properties, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, TypeError, RecursionError) as error:
        message = f"has a property that cannot be written as JSON in UTF-8 ({error})"
        raise BadFeatureError(message) from error
    for key, value in properties.items():
        for text in (key, *_texts(value)):
            if (wrong := refused(text)) is not None:
                message = f"its property {key!r} {wrong}"
                raise BadFeatureError(message)


def _texts(value: object, levels: int = DEEPEST) -> Iterator[str]:
    """Every text below a JSON value. Raises BadFeatureError where it is nested too deep."""
    if not levels:
        message = f"has a property that is nested more than {DEEPEST} levels deep"
        raise BadFeatureError(message)
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value:
            yield from _texts(item, levels - 1)
        for item in value.values() if isinstance(value, dict) else ():
            yield from _texts(item, levels - 1)


def generalised(feature: Feature, degrees: float) -> Feature:
    """The same feature with its points and lines on a grid of so many degrees; areas stay as they are.

    Raises BadFeatureError when a line shrinks to nothing.
    """
    if isinstance(feature.geometry, Area):
        return feature
    coarse = shapely.transform(feature.geometry, lambda xy: np.round(np.round(xy / degrees) * degrees, 5))
    coarse = shapely.remove_repeated_points(coarse)
    if not coarse.is_valid:
        message = f"is smaller than the grid of {degrees:g} degrees on which animals are shown"
        raise BadFeatureError(message)
    return replace(feature, geometry=coarse)


def _check_validity(properties: dict[str, Any]) -> None:
    for key in ("valid_from", "valid_to"):
        value = properties.get(key)
        if value is not None and not _is_date(value):
            message = f"has {key} {value!r}; expected a year, month or day such as 2012, 2012-04 or 2012-04-05, or null"
            raise BadFeatureError(message)


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(DATE, value):
        return False
    try:
        real_date(value)
    except ValueError:
        return False
    return True


def _check_edges(properties: dict[str, Any]) -> None:
    edges = properties.get("edges", [])
    if not isinstance(edges, list):
        message = "has edges that are not a list"
        raise BadFeatureError(message)
    for number, edge in enumerate(edges, start=1):
        texts = isinstance(edge, dict) and all(isinstance(edge.get(key), str) for key in ("follows", "says"))
        sizes = isinstance(edge, dict) and all(_is_size(edge.get(key)) for key in ("half_width_m", "length_km"))
        if not texts or not sizes or set(edge) != EDGE:
            message = f"has edge {number} that is not an object of follows, says, half_width_m and length_km"
            raise BadFeatureError(message)


def _is_size(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e9


def read_shape(raw: object) -> BaseGeometry:
    """A GeoJSON geometry that is not empty. Raises BadFeatureError."""
    kind = raw.get("type") if isinstance(raw, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        message = f"has geometry type {kind!r}; expected one of {', '.join(sorted(KINDS))}"
        raise BadFeatureError(message)
    try:
        geometry: BaseGeometry = shapely.from_geojson(json.dumps(raw))
    except (shapely.errors.GEOSException, ValueError, TypeError, RecursionError) as error:
        message = f"has coordinates that are not valid GeoJSON ({error})"
        raise BadFeatureError(message) from error
    if geometry.is_empty:
        message = "has no coordinates"
        raise BadFeatureError(message)
    return geometry


def in_degrees(geometry: BaseGeometry) -> bool:
    """Whether a shape lies within 180 degrees of longitude and 90 of latitude."""
    west, south, east, north = geometry.bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90


def _check_size(geometry: BaseGeometry) -> None:
    """Neither too much to draw nor too little to see, and a shape that has an inside and an outside."""
    if shapely.get_num_coordinates(geometry) > MOST_CORNERS:
        message = f"has more than {MOST_CORNERS:,} corners; simplify it first"
        raise BadFeatureError(message)
    if not geometry.is_valid:
        message = f"is not a valid shape: {shapely.is_valid_reason(geometry)}; repair it in a GIS"
        raise BadFeatureError(message)
    if shapely.set_precision(geometry, FINEST, mode="valid_output").is_empty:
        message = "is smaller than a metre, the finest that is shown"
        raise BadFeatureError(message)


def _check_place(geometry: BaseGeometry, extent: Home) -> None:
    if not all(math.isfinite(value) for value in geometry.bounds):
        message = "has coordinates that are not finite numbers"
        raise BadFeatureError(message)
    if not in_degrees(geometry):
        message = "has coordinates beyond 180 or 90 degrees: save it in EPSG:4326, longitude first"
        raise BadFeatureError(message)
    widest = max(float(right - left) for left, _, right, _ in shapely.bounds(shapely.get_parts(geometry)))
    if widest >= 180:
        message = f"has a part that spans {widest:g} degrees of longitude; cut it at the antimeridian (RFC 7946, 3.1.9)"
        raise BadFeatureError(message)
    landscape = shapely.box(extent.west, extent.south, extent.east, extent.north)
    if not geometry.intersects(landscape):
        swapped = shapely.box(extent.south, extent.west, extent.north, extent.east)
        hint = " (latitude and longitude look swapped)" if geometry.intersects(swapped) else ""
        west, south, east, north = geometry.bounds
        message = f"lies outside the landscape{hint}: it spans {west:g},{south:g} to {east:g},{north:g}"
        raise BadFeatureError(message)
