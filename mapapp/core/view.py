"""What a reader looks at, as a frozen value, and how it is spelled in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mapapp.core.atlas import Atlas

EMBEDDED = "embedded"


@dataclass(frozen=True)
class ViewState:
    """The selected entry (a region or a topic), the visible layers and the base map."""

    selected: str | None
    layers: frozenset[str]
    basemap: str = EMBEDDED

    def with_selected(self, entry: str | None) -> ViewState:
        """The same view with another entry open, or none."""
        return replace(self, selected=entry)


@dataclass(frozen=True)
class Vocabulary:
    """The values that an address may hold for one atlas, and the defaults that it leaves out.

    `regions` maps each region to its layer.
    """

    regions: Mapping[str, str]
    topics: frozenset[str]
    layers: tuple[str, ...]
    shown: frozenset[str]
    basemaps: frozenset[str]

    @classmethod
    def of(cls, atlas: Atlas, basemaps: Iterable[str]) -> Vocabulary:
        """The vocabulary of an atlas with the ids of the online base maps on offer."""
        return cls(
            regions={region.id: region.layer for region in atlas.regions},
            topics=frozenset(topic.id for topic in atlas.topics),
            layers=tuple(layer.id for layer in atlas.layers),
            shown=frozenset(layer.id for layer in atlas.layers if layer.shown),
            basemaps=frozenset({EMBEDDED, *basemaps}),
        )


def from_query(query: Mapping[str, str], words: Vocabulary) -> ViewState:
    """The view that an address asks for. Total: an unknown value counts as not given.

    `layers=` (empty) asks for no layer at all; a list without one known name counts as not given, and then
    the layer of the selected region is shown beside the usual ones.
    """
    region, topic = query.get("region"), query.get("topic")
    selected = region if region in words.regions else topic if topic in words.topics else None
    basemap = query.get("basemap", EMBEDDED)
    return ViewState(
        selected=selected,
        layers=_layers(query.get("layers"), words, selected),
        basemap=basemap if basemap in words.basemaps else EMBEDDED,
    )


def _layers(value: str | None, words: Vocabulary, selected: str | None) -> frozenset[str]:
    known = frozenset((value or "").split(",")) & frozenset(words.layers)
    if known or (value is not None and not value.strip()):
        return known
    return _usual_layers(words, selected)


def _usual_layers(words: Vocabulary, selected: str | None) -> frozenset[str]:
    """What is shown when an address names no layer: the usual ones, and the one that the selected region is on."""
    own = words.regions.get(selected or "")
    return words.shown | {own} if own else words.shown


def to_query(view: ViewState, words: Vocabulary) -> dict[str, str]:
    """The address of a view, defaults left out, layers in catalogue order."""
    query: dict[str, str] = {}
    if view.selected in words.regions:
        query["region"] = str(view.selected)
    elif view.selected in words.topics:
        query["topic"] = str(view.selected)
    if view.layers != _usual_layers(words, view.selected):
        query["layers"] = ",".join(layer for layer in words.layers if layer in view.layers)
    if view.basemap != EMBEDDED:
        query["basemap"] = view.basemap
    return query
