"""What changed in each year, in one sentence of one language: for the year control."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapapp.core.atlas import Atlas
from mapapp.core.features import Feature
from mapapp.core.span import span
from mapapp.core.words import Say


def years(
    atlas: Atlas, features: Sequence[Feature], language: str, titles: Mapping[str, str], _: Say
) -> dict[str, object] | None:
    """The first and the last year, and a sentence for each year in which something changed; None without any.

    Extents appear and cease by their dates of validity, events are named by their titles.
    """
    changes: dict[int, list[str]] = {}
    appeared, ceased = (_by_year(features, key) for key in ("valid_from", "valid_to"))
    for year in sorted({*appeared, *ceased, *(event.year for event in atlas.events)}):
        told = [atlas.say(event.title, language) for event in atlas.events if event.year == year]
        if new := [titles[name] for name in appeared.get(year, ())]:
            told.append(_("On the map from now on: %(names)s") % {"names": "; ".join(new)})
        if gone := [titles[name] for name in ceased.get(year, ())]:
            told.append(_("No longer in force: %(names)s") % {"names": "; ".join(gone)})
        changes[year] = told
    if not changes:
        return None
    known = span(atlas, features)
    sentences = {str(year): " · ".join(told) for year, told in changes.items()}
    return {"first": known[0], "last": known[-1], "changes": sentences}


def _by_year(features: Sequence[Feature], key: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for feature in features:
        date = getattr(feature, key)
        if date:
            found.setdefault(int(date[:4]), []).append(feature.region)
    return found
