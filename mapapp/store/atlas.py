"""Read an atlas folder. What is broken is left out and reported; what is sound is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas
from mapapp.core.chronicle import Count
from mapapp.core.errors import AtlasError, Problem
from mapapp.core.features import Feature
from mapapp.core.large import Prepared
from mapapp.core.rules import LISTS, Broken, broken_entries
from mapapp.core.survey import Place
from mapapp.store.basemap import read_basemap, read_places
from mapapp.store.catalogue import CATALOGUE, Catalogue, read_catalogue
from mapapp.store.counts import read_counts
from mapapp.store.lands import read_lands
from mapapp.store.large import read_large
from mapapp.store.layers import read_layer
from mapapp.store.texts import read_texts
from mapapp.store.wording import Words, in_all_languages, read_interface, read_words


@dataclass(frozen=True)
class LoadedAtlas:
    """A catalogue with what its files hold: features a layer, a text an entry and language, and what is wrong.

    `lands` is the land of each country, by its code, in EPSG:4326.
    """

    folder: Path
    atlas: Atlas
    features: Mapping[str, tuple[Feature, ...]]
    texts: Mapping[tuple[str, str], str]
    basemap: Mapping[str, bytes]
    places: tuple[Place, ...]
    lands: Mapping[str, BaseGeometry]
    counts: tuple[Count, ...]
    prepared: tuple[Prepared, ...]
    problems: tuple[Problem, ...]

    @property
    def regions(self) -> tuple[Feature, ...]:
        """The features that draw regions, in catalogue order of their layers."""
        return tuple(f for layer in self.atlas.layers if layer.holds == "regions" for f in self.features[layer.id])

    @property
    def bands(self) -> Mapping[str, Feature]:
        """The bands of doubt by region."""
        found = (f for layer in self.atlas.layers if layer.holds == "bands" for f in self.features[layer.id])
        return {feature.region: feature for feature in found}


def read_atlas(folder: Path) -> LoadedAtlas:
    """Read and check a whole atlas folder.

    Raises AtlasError when nothing can be served: no catalogue, not YAML, or its head is wrong.
    """
    catalogue = read_catalogue(folder)
    words, unread = read_words(folder, catalogue.raw.get("languages"))
    atlas, problems = _sound_part(catalogue, words)
    problems += (*unread, *(wrong for language in atlas.languages for wrong in read_interface(language)[1]))
    atlas, prepared, found = read_large(folder, atlas)
    problems += found
    features = {}
    for layer in atlas.layers:
        features[layer.id], found = read_layer(folder, layer, atlas)
        problems += found
    texts, found = read_texts(folder, atlas)
    problems += found
    basemap, found = read_basemap(folder, atlas)
    problems += found
    lands, found = read_lands(folder, atlas)
    problems += found
    counts, found = read_counts(folder, atlas, words)
    problems += found
    places, told = read_places(basemap), tuple(sorted(set(problems)))
    return LoadedAtlas(folder, atlas, features, texts, basemap, places, lands, counts, prepared, told)


def _sound_part(catalogue: Catalogue, words: Mapping[str, Words]) -> tuple[Atlas, tuple[Problem, ...]]:
    """The largest atlas without broken entries, and a problem for each thing left out."""
    raw = in_all_languages(catalogue.raw, list(words), words)
    problems = list(catalogue.problems)
    for _ in range(1 + sum(len(raw[kind]) for kind in LISTS if isinstance(raw.get(kind), list))):
        try:
            atlas = Atlas.model_validate(raw)
        except ValidationError as error:
            found, broken = _explain(error, raw, catalogue)
            fatal = not broken
        else:
            rules = list(broken_entries(atlas))
            found = [
                Problem(catalogue.file_of(rule.kind, rule.id), " › ".join(filter(None, rule[:2])), rule.message)
                for rule in rules
            ]
            rules = [rule for rule in rules if not rule.stays]
            if not rules:
                return atlas, (*problems, *found)
            broken = {(rule.kind, _index(raw, rule.kind, rule.id)) for rule in rules if not rule.relation}
            raw = _forget_relations(raw, rules)
            fatal = any(not rule.kind for rule in rules)
        problems += found
        if fatal:
            break
        raw = _without(raw, broken)
    raise AtlasError(tuple(problems))


def _explain(
    error: ValidationError, raw: dict[str, Any], catalogue: Catalogue
) -> tuple[list[Problem], set[tuple[str, int]]]:
    """Problems in words, and the list entries to leave out; none when the head itself is wrong."""
    problems, broken = [], set()
    in_head = False
    for detail in error.errors(include_url=False, include_input=False):
        path = detail["loc"]
        if len(path) > 1 and path[0] in LISTS and isinstance(path[1], int):
            broken.add((str(path[0]), path[1]))
        else:
            in_head = True
        where = _spell(path, raw)
        name = where.split(" › ")[1] if len(path) > 1 else ""
        problems.append(Problem(catalogue.file_of(str(path[0]), name) if path else CATALOGUE, where, detail["msg"]))
    return problems, set() if in_head else broken


def _spell(path: tuple[int | str, ...], raw: Any) -> str:
    """A path in the catalogue with ids in place of list positions."""
    words, here = [], raw
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        name = here.get("id") if isinstance(step, int) and isinstance(here, dict) else None
        words.append(str(name if isinstance(name, str) else f"no. {step + 1}" if isinstance(step, int) else step))
    return " › ".join(words)


def _index(raw: dict[str, Any], kind: str, name: str) -> int:
    """Position of the last entry with this id, so that the first of two namesakes stays."""
    kinds = raw.get(kind) or []
    return max((i for i, item in enumerate(kinds) if isinstance(item, dict) and item.get("id") == name), default=-1)


def _forget_relations(raw: dict[str, Any], rules: list[Broken]) -> dict[str, Any]:
    """The catalogue without relations to entries that are not there."""
    gone = {(rule.kind, rule.id, rule.relation) for rule in rules if rule.relation}

    def keep(kind: str, item: dict[str, Any]) -> dict[str, Any]:
        related = [other for other in item.get("related") or () if (kind, item["id"], other) not in gone]
        return {**item, "related": related} if "related" in item else item

    return raw | {kind: [keep(kind, item) for item in raw.get(kind) or ()] for kind in ("regions", "topics")}


def _without(raw: dict[str, Any], broken: set[tuple[str, int]]) -> dict[str, Any]:
    return {
        key: [item for i, item in enumerate(value) if (key, i) not in broken] if key in LISTS else value
        for key, value in raw.items()
    }
