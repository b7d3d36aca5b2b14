"""What was measured on an atlas as a whole: a survey of every region, where it lies, the profiles of its corridors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas
from mapapp.core.corridors import profiles
from mapapp.core.features import Feature
from mapapp.core.profile import Profile
from mapapp.core.surroundings import Surroundings, surroundings
from mapapp.core.survey import Place, Survey, survey


@dataclass(frozen=True)
class Evidence:
    """Surveys, profiles and surroundings by region."""

    surveys: Mapping[str, Survey] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    surroundings: Mapping[str, Surroundings] = field(default_factory=dict)


def gather(  # noqa: PLR0913 - an atlas and what is drawn of it
    atlas: Atlas,
    features: Sequence[Feature],
    bands: Mapping[str, Feature],
    places: Iterable[Place],
    lands: Mapping[str, BaseGeometry],
    *,
    profiled: bool = True,
) -> Evidence:
    """Measure everything: `features` draw the regions, `bands` are their bands of doubt, `lands` the countries.

    Without the profiles of corridors, where they are not wanted, it takes half the time.
    """
    layers = {layer.id for layer in atlas.layers if layer.protects}
    drawn = {feature.region for feature in features}
    protecting = {region.id for region in atlas.regions if region.layer in layers and region.id in drawn}
    spots = tuple(places)
    surveys = survey(features, bands, protecting, spots)
    around = surroundings(features, surveys, spots, lands)
    return Evidence(surveys, profiles(atlas, features, bands, lands) if profiled else {}, around)
