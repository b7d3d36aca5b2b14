"""What if a reader's areas were protected: the protected land and a corridor's profile, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas
from mapapp.core.corridors import profiles, protected_regions
from mapapp.core.features import Area, Feature
from mapapp.core.measure import area_km2
from mapapp.core.profile import to_json

Json = dict[str, Any]


def what_if(
    atlas: Atlas,
    features: Sequence[Feature],
    bands: Mapping[str, Feature],
    lands: Mapping[str, BaseGeometry],
    areas: BaseGeometry,
) -> Json | None:
    """Protected square kilometres, and the profile that changes most, before and after; None for a layer without areas.

    Without a corridor that has a profile, `profile`, `share` and `narrowest` are None. Narrowest is in kilometres,
    share from 0 to 1 of the land across the corridor's axis.
    """
    if not isinstance(areas, Area) or areas.is_empty:
        return None
    drawn = {feature.region: feature for feature in features}
    cover = shapely.union_all([drawn[name].geometry for name in protected_regions(atlas, drawn)])
    told: Json = {"protected_km2": {"before": area_km2(cover), "after": area_km2(cover.union(areas))}}
    told |= dict.fromkeys(("region", "profile", "share", "narrowest"))
    before = profiles(atlas, features, bands, lands)
    after = profiles(atlas, features, bands, lands, areas)
    if not before:
        return told
    region = max(before, key=lambda name: after[name].protected_share - before[name].protected_share)
    both = {"before": before[region], "after": after[region]}
    return told | {
        "region": region,
        "profile": {when: to_json(one) for when, one in both.items()},
        "share": {when: one.protected_share for when, one in both.items()},
        "narrowest": {when: min(station.width_km for station in one.stations) for when, one in both.items()},
    }
