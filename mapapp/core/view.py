"""What a reader looks at, as a frozen value, and how it is spelled in the address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from mapapp.core.atlas import Atlas

EMBEDDED = "embedded"
Place = tuple[float, float, float]
Years = Annotated[
    range, PlainValidator(lambda ends: range(*ends)), PlainSerializer(lambda years: (years.start, years.stop))
]
"""Whole years, written as the first and the one after the last."""

_PLACE = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,3})?)", re.ASCII)


@dataclass(frozen=True)
class ViewState:
    """The selected entry (a region or a topic), the visible layers, the base map and the reader's language.

    `year` is the year the map speaks of, None for today; `step` the step of the story from 1, None outside of it;
    `place` is where the reader moved the map to: latitude, longitude (degrees) and zoom, None when it was not moved.
    """

    selected: str | None
    layers: frozenset[str]
    basemap: str = EMBEDDED
    language: str = "en"
    year: int | None = None
    step: int | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Vocabulary:
    """The values that an address may hold for one atlas, and the defaults that it leaves out.

    `regions` maps each region to its layer.
    """

    regions: Mapping[str, str] = field(default_factory=dict)
    topics: frozenset[str] = frozenset()
    layers: tuple[str, ...] = ()
    shown: frozenset[str] = frozenset()
    basemaps: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ("en",)
    years: Years = range(0)
    former: frozenset[str] = frozenset()
    steps: int = 0

    @classmethod
    def of(
        cls, atlas: Atlas, basemaps: Iterable[str], years: range = range(0), former: Iterable[str] = ()
    ) -> Vocabulary:
        """The vocabulary of an atlas with the ids of the online base maps on offer and the years that can be shown.

        `former` are the layers of former extents: they are shown with any year but today.
        """
        return cls(
            regions={region.id: region.layer for region in atlas.regions},
            topics=frozenset(topic.id for topic in atlas.topics),
            layers=tuple(layer.id for layer in atlas.switched),
            shown=frozenset(layer.id for layer in atlas.switched if layer.shown),
            basemaps=frozenset({EMBEDDED, *basemaps}),
            languages=atlas.languages,
            years=years,
            former=frozenset(former),
            steps=len(atlas.story),
        )


def from_query(query: Mapping[str, str], words: Vocabulary, language: str | None = None) -> ViewState:
    """The view that an address asks for. Total: an unknown value counts as not given.

    `language` is what the reader gets when the address names none: by default the atlas's first.

    `layers=` (empty) asks for no layer at all; a list without one known name counts as not given, and then
    the layer of the selected region is shown beside the usual ones.
    """
    region, topic = query.get("region"), query.get("topic")
    selected = region if region in words.regions else topic if topic in words.topics else None
    basemap = query.get("basemap", EMBEDDED)
    asked = query.get("lang")
    year = _number(query.get("year"), words.years)
    return ViewState(
        selected=selected,
        layers=_layers(query.get("layers"), words, selected, year),
        basemap=basemap if basemap in words.basemaps else EMBEDDED,
        language=asked if asked in words.languages else language or words.languages[0],
        year=year,
        step=_number(query.get("story"), range(1, words.steps + 1)),
        place=_place(query.get("view")),
    )


def _place(value: str | None) -> Place | None:
    """`43.1,131.2,8.5` as latitude, longitude and zoom; None for anything else."""
    parts = _PLACE.fullmatch(value or "")
    if parts is None:
        return None
    latitude, longitude, zoom = (float(part) for part in parts.groups())
    inside = abs(latitude) <= 85 and abs(longitude) <= 180 and 0 <= zoom <= 20
    return (latitude, longitude, zoom) if inside else None


def _plain(number: float) -> str:
    """A number as addresses hold it: at most six decimals, none that say nothing, never 1e-05 or -0."""
    return f"{round(number, 6) + 0.0:.6f}".rstrip("0").rstrip(".")


def _number(value: str | None, known: range) -> int | None:
    """A whole number in plain digits, if it is one of those known."""
    number = int(value) if value and value.isascii() and value.isdigit() and len(value) < 5 else None
    return number if number in known else None


def _layers(value: str | None, words: Vocabulary, selected: str | None, year: int | None) -> frozenset[str]:
    known = frozenset((value or "").split(",")) & frozenset(words.layers)
    if known or (value is not None and not value.strip(" ")):
        return known
    return _usual_layers(words, selected, year)


def _usual_layers(words: Vocabulary, selected: str | None, year: int | None) -> frozenset[str]:
    """What is shown when an address names no layer: the usual ones, the selected region's, with a year the former."""
    own = words.regions.get(selected or "")
    return words.shown | ({own} if own else set()) | (words.former if year else set())


def to_query(view: ViewState, words: Vocabulary, language: str | None = None) -> dict[str, str]:
    """The address of a view, defaults left out, layers in catalogue order; `language` as in from_query."""
    query: dict[str, str] = {}
    if view.language != (language or words.languages[0]):
        query["lang"] = view.language
    if view.selected in words.regions:
        query["region"] = str(view.selected)
    elif view.selected in words.topics:
        query["topic"] = str(view.selected)
    if view.layers != _usual_layers(words, view.selected, view.year):
        query["layers"] = ",".join(layer for layer in words.layers if layer in view.layers)
    if view.basemap != EMBEDDED:
        query["basemap"] = view.basemap
    if view.year is not None:
        query["year"] = str(view.year)
    if view.step is not None:
        query["story"] = str(view.step)
    if view.place is not None:
        query["view"] = ",".join(_plain(part) for part in view.place)
    return query
