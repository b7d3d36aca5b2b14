"""The profiles of an atlas: for each region that asks for one, its axis, what is protected and what crosses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shapely import LineString, MultiLineString, MultiPolygon, Polygon, union_all
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas, Region
from mapapp.core.features import Area, Feature
from mapapp.core.measure import buffer_m
from mapapp.core.profile import Profile, make_profile, shared_axis
from mapapp.core.transect import longest

STATE_BORDER = "state-border"
Lands = Mapping[str, BaseGeometry]


def profiles(
    atlas: Atlas,
    features: Sequence[Feature],
    bands: Mapping[str, Feature],
    lands: Lands,
    added: Area | None = None,
) -> dict[str, Profile]:
    """The profile of every region that has an axis, by region; geometries in EPSG:4326.

    A region whose axis cannot be found, because its neighbours do not meet or it is no line, has none. With `added`,
    profiles as they would be if that were protected, too: an outline without doubt.
    """
    drawn = {feature.region: feature for feature in features}
    guarded = protected_regions(atlas, drawn)
    barriers = {r.id: drawn[r.id].geometry for r in atlas.regions if r.layer in _crossing(atlas) and r.id in drawn}
    more = [added] if added is not None else []
    cover = _area(union_all([*(drawn[name].geometry for name in guarded), *more]))
    doubt = union_all([bands[name].geometry for name in guarded if name in bands])
    found = {}
    for region in atlas.regions:
        axis = _axis(region, drawn) if region.profile else None
        if axis is None:
            continue
        # The border between two protected areas is no edge of the protected land: its doubt does not count here.
        inner = cover.intersection(buffer_m(axis, _border_doubt(region, bands)))
        least = _area(union_all([cover.difference(doubt), inner, *more]))
        found[region.id] = make_profile(
            axis,
            cover,
            {code: _area(land) for code, land in lands.items()},
            barriers,
            least=least,
            most=_area(cover.union(doubt)),
        )
    return found


def protected_regions(atlas: Atlas, drawn: Mapping[str, Feature]) -> list[str]:
    """The regions that count as protected: areas of protecting layers that are in force."""
    protecting = {layer.id for layer in atlas.layers if layer.protects}
    return [region.id for region in atlas.regions if region.layer in protecting and _counts(drawn.get(region.id))]


def _counts(feature: Feature | None) -> bool:
    return feature is not None and feature.valid_to is None and isinstance(feature.geometry, Area)


def _crossing(atlas: Atlas) -> set[str]:
    return {layer.id for layer in atlas.layers if layer.crosses}


def _axis(region: Region, drawn: Mapping[str, Feature]) -> LineString | MultiLineString | None:
    between = region.profile.between if region.profile else None
    if between is None:
        line = drawn[region.id].geometry if region.id in drawn else None
        return line if isinstance(line, LineString | MultiLineString) and _is_open(line) else None
    one, other = (drawn[name].geometry if name in drawn else None for name in between)
    if not isinstance(one, Area) or not isinstance(other, Area):
        return None
    try:
        return shared_axis(one, other)
    except ValueError:
        return None


def _is_open(line: LineString | MultiLineString) -> bool:
    """Whether the longest piece of a line has two ends: a ring is no axis."""
    try:
        longest(line)
    except ValueError:
        return False
    return True


def _border_doubt(region: Region, bands: Mapping[str, Feature]) -> float:
    """The half-width in metres of the border that an axis follows; next to nothing for a line of its own."""
    between = region.profile.between if region.profile else None
    edges = (edge for name in between or () if name in bands for edge in bands[name].edges)
    return max((edge.half_width_m for edge in edges if edge.follows == STATE_BORDER), default=1.0)


def _area(geometry: BaseGeometry) -> Area:
    """A geometry as an area, without the lines and points that set operations may leave."""
    if isinstance(geometry, Area):
        return geometry
    parts = [part for part in getattr(geometry, "geoms", ()) if isinstance(part, Polygon)]
    return MultiPolygon(parts)
