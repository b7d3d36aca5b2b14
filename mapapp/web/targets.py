"""What a reader can search for in an atlas, each with all that it is called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from shapely import Point
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas, Entry, Organisation, Region, Topic
from mapapp.core.chronicle import Event
from mapapp.core.contents import TOPICS
from mapapp.core.search import Kind, Target
from mapapp.core.values import Words
from mapapp.core.words import country, date_words, marked
from mapapp.store.atlas import LoadedAtlas
from mapapp.store.wording import interface
from mapapp.web.search import Search

LABELS = {
    "river": marked("River"),
    "lake": marked("Lake"),
    "bay": marked("Bay"),
    "sea": marked("Sea"),
    "range": marked("Mountains"),
    "province": marked("Province"),
}
"""What the labels of the base map name; all are found under the kind `river`, and told apart by their hint."""

RANKS: Mapping[Kind, int] = {"region": 100, "topic": 110, "place": 120, "river": 130, "organisation": 140, "event": 150}


def make_search(loaded: LoadedAtlas, places: Iterable[tuple[str, tuple[float, float]]]) -> Search:
    """The search of an atlas: its regions, topics, organisations and events, and the names on its base map.

    `places` are the (latitude, longitude) of areas by region; lines and points stand where they are drawn.
    """
    atlas, drawn = loaded.atlas, dict(places)
    for feature in loaded.regions:
        inside = feature.geometry.representative_point()
        drawn.setdefault(feature.region, (round(inside.y, 4), round(inside.x, 4)))
    found = [
        *(_region(atlas, region, drawn) for region in atlas.regions),
        *(_topic(atlas, topic) for topic in atlas.topics),
        *(_town(atlas, place.names, (place.latitude, place.longitude), loaded.lands) for place in loaded.places),
        *_labels(atlas, json.loads(loaded.basemap.get("labels.json", b"[]"))),
        *(_organisation(atlas, one) for one in atlas.organisations),
        *(_event(atlas, event, drawn) for event in atlas.events),
    ]
    return Search(tuple(_with_own_ids(found)), atlas.languages)


def _region(atlas: Atlas, region: Region, drawn: Mapping[str, tuple[float, float]]) -> Target:
    rank = region.project if region.project is not None else RANKS["region"]
    return replace(
        _named(atlas, "region", region, _by_language(atlas, region.place)), place=drawn.get(region.id), rank=rank
    )


def _topic(atlas: Atlas, topic: Topic) -> Target:
    return _named(atlas, "topic", topic, _in_words(atlas, TOPICS[topic.kind]))


def _organisation(atlas: Atlas, organisation: Organisation) -> Target:
    return _named(atlas, "organisation", organisation, _by_language(atlas, organisation.since or ""))


def _event(atlas: Atlas, event: Event, drawn: Mapping[str, tuple[float, float]]) -> Target:
    hint = {language: date_words(event.date, language) for language in atlas.languages}
    names = (*event.title.values(), event.id.replace("-", " "), event.date[:4])
    title = _by_language(atlas, event.title)
    place = event.at or drawn.get(event.region or "")
    return Target("event", event.id, title, hint, names, place, RANKS["event"])


def _named(atlas: Atlas, kind: Kind, entry: Entry | Organisation, hint: Mapping[str, str]) -> Target:
    """Something of the catalogue under its titles, its own names and its id."""
    names = (*entry.title.values(), *(native.name for native in entry.native), entry.id.replace("-", " "))
    return Target(kind, entry.id, _by_language(atlas, entry.title), hint, names, rank=RANKS[kind])


def _town(
    atlas: Atlas, names: Mapping[str, str], place: tuple[float, float], lands: Mapping[str, BaseGeometry]
) -> Target:
    at = Point(place[1], place[0])
    code = next((code for code, land in lands.items() if land.contains(at)), None)
    hint = {language: country(code, language) if code else "" for language in atlas.languages}
    return _on_basemap(atlas, "place", names, hint, place)


def _labels(atlas: Atlas, raw: Any) -> Iterator[Target]:
    """The rivers and other names of the base map, each once; entries that cannot be used are passed over."""
    seen = set()
    for item in raw if isinstance(raw, list) else ():
        label = item if isinstance(item, dict) else {}
        names, place = label.get("names"), _position(label)
        words = LABELS.get(str(label.get("kind")))
        if words is None or place is None or not isinstance(names, dict) or not names:
            continue
        key = (words, *(str(name) for name in names.values()))
        if key not in seen:  # a name that stands at several zooms is one thing
            seen.add(key)
            texts = {language: str(name) for language, name in names.items()}
            yield _on_basemap(atlas, "river", texts, _in_words(atlas, words), place)


def _position(label: Mapping[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude of a label, if they are degrees."""
    latitude, longitude = label.get("lat"), label.get("lon")
    if not isinstance(latitude, (int, float)) or not isinstance(longitude, (int, float)):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _on_basemap(
    atlas: Atlas, kind: Kind, names: Mapping[str, str], hint: Mapping[str, str], place: tuple[float, float]
) -> Target:
    """A name of the base map; its id is its first name in small letters."""
    first = next(iter(names.values()))
    name = re.sub(r"[\W_]+", "-", names.get("en", first).casefold()).strip("-") or kind
    title = {language: names.get(language, first) for language in atlas.languages}
    return Target(kind, name, title, hint, tuple(names.values()), place, RANKS[kind])


def _with_own_ids(targets: Iterable[Target]) -> Iterator[Target]:
    """The same targets, namesakes of one kind told apart by a number."""
    seen: dict[tuple[str, str], int] = {}
    for target in targets:
        count = seen[target.kind, target.id] = seen.get((target.kind, target.id), 0) + 1
        yield target if count == 1 else replace(target, id=f"{target.id}-{count}")


def _by_language(atlas: Atlas, words: Words) -> dict[str, str]:
    return {language: atlas.say(words, language) for language in atlas.languages}


def _in_words(atlas: Atlas, words: str) -> dict[str, str]:
    return {language: interface(language).gettext(words) for language in atlas.languages}
