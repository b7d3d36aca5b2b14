"""The years that an atlas speaks of. No clock is asked: what the data say does not change with the new year."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.core.atlas import Atlas
from mapapp.core.features import Feature


def span(atlas: Atlas, features: Sequence[Feature]) -> range:
    """From the first dated extent or event to the year in which a source was last read; empty without any date."""
    dates = (date for feature in features for date in (feature.valid_from, feature.valid_to) if date)
    dated = [*(int(date[:4]) for date in dates), *(event.year for event in atlas.events)]
    known = (source.read.year for source in atlas.sources)
    return range(min(dated), max(*dated, *known) + 1) if dated else range(0)
