"""Rules between the entries of an atlas: ids are unique, references exist, words are there in each language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from mapapp.core.atlas import Atlas, Entry, Region

CITATION = re.compile(r"\[@([a-z0-9-]+)\]")
LISTS = ("layers", "large", "regions", "topics", "organisations", "events", "story", "series", "sources")


class Broken(NamedTuple):
    """A broken rule: the list and id of the entry, or the key of the head when `kind` is empty, and what is wrong.

    `relation` is set when it is enough to forget that related entry; with `stays` nothing has to go, as for a
    missing translation, where the first language stands in; otherwise the entry itself must go.
    """

    kind: str
    id: str
    message: str
    relation: str | None = None
    stays: bool = False


def broken_entries(atlas: Atlas) -> Iterator[Broken]:
    """Every broken rule, the head's first, then in catalogue order."""
    yield from _head(atlas)
    yield from _repeated(atlas)
    sources = {source.id for source in atlas.sources}
    organisations = {organisation.id for organisation in atlas.organisations}
    layers = {layer.id for layer in atlas.layers if layer.holds == "regions"}
    regions = {region.id for region in atlas.regions}
    entries = {entry.id for entry in atlas.entries}
    first = atlas.languages[0]
    for kind in LISTS:
        for item in getattr(atlas, kind):
            for language in atlas.languages:
                for missing in _untranslated(item.model_dump(), language):
                    yield Broken(kind, item.id, f"{missing} has no text in {language!r}", stays=language != first)
            for source in sorted(_cited(item.model_dump()) - sources):
                yield Broken(kind, item.id, f"cites the source {source!r}, which the list of sources lacks")
    for kind, entry in [*(("regions", r) for r in atlas.regions), *(("topics", t) for t in atlas.topics)]:
        if isinstance(entry, Region) and entry.layer not in layers:
            yield Broken(kind, entry.id, f"names the layer {entry.layer!r}; there are {', '.join(sorted(layers))}")
        for other in sorted(_neighbours(entry) - regions):
            yield Broken(kind, entry.id, f"measures against {other!r}, which is not a region")
        yield from _dangling(kind, entry, organisations, entries)
    yield from _lost(atlas, regions)


def _lost(atlas: Atlas, regions: set[str]) -> Iterator[Broken]:
    """Events and steps that name a region or a layer that is not there, and animals without a policy."""
    layers = {layer.id for layer in atlas.switched}
    for kind, items in (("events", atlas.events), ("story", atlas.story)):
        for item in items:
            if item.region and item.region not in regions:
                yield Broken(kind, item.id, f"names the region {item.region!r}, which is not in the list")
    for large in atlas.large:
        if large.animals and atlas.policy is None:
            yield Broken("large", large.id, "tells of animals, and the atlas has no policy that says how finely")
    for step in atlas.story:
        for layer in sorted(set(step.layers) - layers):
            yield Broken("story", step.id, f"shows the layer {layer!r}; there are {', '.join(sorted(layers))}")


def _head(atlas: Atlas) -> Iterator[Broken]:
    for key in ("title", "purpose", "doubt"):
        for language in atlas.languages:
            if language not in getattr(atlas, key):
                yield Broken("", key, f"has no text in {language!r}", stays=language != atlas.languages[0])


def _neighbours(entry: Entry) -> set[str]:
    """The regions that a border is measured with or a profile is drawn between."""
    figures = [*entry.figures, *(f for row in getattr(entry, "compare", ()) for f in (row.left, row.right))]
    found = {name for figure in figures for name in (figure.neighbour, figure.region) if name}
    between = entry.profile.between if isinstance(entry, Region) and entry.profile else None
    return found | set(between or ())


def _dangling(kind: str, entry: Entry, organisations: set[str], entries: set[str]) -> Iterator[Broken]:
    for role in entry.roles:
        if role.organisation not in organisations:
            yield Broken(kind, entry.id, f"names the organisation {role.organisation!r}, which is not in the list")
    for other in entry.related:
        if other not in entries:
            yield Broken(kind, entry.id, f"is related to {other!r}, which is neither a region nor a topic", other)


def _repeated(atlas: Atlas) -> Iterator[Broken]:
    ids = {kind: [item.id for item in getattr(atlas, kind)] for kind in LISTS}
    # Regions and topics are opened by their id, layers of both kinds are switched by it: each pair shares one space.
    shared = {
        "topics": Counter(ids["regions"] + ids["topics"]),
        "large": Counter(ids["layers"] + ids["large"]),
    }
    for kind in LISTS:
        times = {name: shared[kind][name] for name in ids[kind]} if kind in shared else Counter(ids[kind])
        for name, count in times.items():
            if count > 1:
                yield Broken(kind, name, f"stands {count} times; an id is given once")


def _cited(value: Any) -> set[str]:
    """All source ids below any key `sources` of a dumped model."""
    if isinstance(value, dict):
        own = set(value.get("sources", ()))
        return own.union(*(_cited(item) for key, item in value.items() if key != "sources"))
    if isinstance(value, (list, tuple)):
        return set().union(*(_cited(item) for item in value))
    return set()


def _untranslated(value: Any, language: str, path: str = "") -> Iterator[str]:
    """Paths of the texts (maps from language to words) that lack a language."""
    if isinstance(value, dict):
        if all(isinstance(key, str) and re.fullmatch("[a-z]{2}", key) for key in value):
            if language not in value:
                yield path
            return
        for key, item in value.items():
            yield from _untranslated(item, language, f"{path}.{key}".lstrip("."))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _untranslated(item, language, f"{path}[{index}]")
