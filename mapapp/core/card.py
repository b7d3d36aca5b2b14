"""A card: everything that popup and panel say of an entry, in one language. One value, so they cannot disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Atlas, Entry, Figure, NativeName, Organisation, Region, Source, Text
from mapapp.core.measure import area_km2, length_km
from mapapp.core.rules import CITATION
from mapapp.core.words import amount


@dataclass(frozen=True)
class CardFigure:
    """A figure in words; `sources` are numbers in the card's list, none when measured from the drawing."""

    id: str
    label: str
    value: str
    year: str | None
    note: str | None
    sources: tuple[int, ...]


@dataclass(frozen=True)
class CardCorrection:
    """What is often written and what is right."""

    claim: str
    fact: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class CardRole:
    """An organisation and what it does here."""

    organisation: Organisation
    title: str
    role: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Card:
    """An entry of the atlas in one language, with its sources numbered in order of appearance."""

    id: str
    title: str
    native: tuple[NativeName, ...]
    place: str | None
    years: str | None
    layer: str | None
    schematic: bool
    summary: str
    outline: str | None
    figures: tuple[CardFigure, ...]
    corrections: tuple[CardCorrection, ...]
    roles: tuple[CardRole, ...]
    related: tuple[tuple[str, str], ...]
    text: str
    sources: tuple[Source, ...]

    def number(self, source: str) -> int | None:
        """The number of a source in this card's list, from 1; None when it is not in the list."""
        return next((n for n, known in enumerate(self.sources, start=1) if known.id == source), None)


def make_card(atlas: Atlas, entry: Entry, language: str, text: str = "", drawn: BaseGeometry | None = None) -> Card:
    """The card of an entry. `drawn` is its geometry in EPSG:4326 degrees, for the measured figure."""
    sources = _in_order_of_use(atlas, entry, text)
    numbers = {source.id: number for number, source in enumerate(sources, start=1)}
    organisations = {organisation.id: organisation for organisation in atlas.organisations}
    titles = {other.id: other.title for other in atlas.entries}

    def say(words: Text) -> str:
        return atlas.say(words, language)

    figures = [_figure(figure, numbers, language, say(figure.label), atlas) for figure in entry.figures]
    region = entry if isinstance(entry, Region) else None
    return Card(
        id=entry.id,
        title=say(entry.title),
        native=entry.native,
        place=say(region.place) if region else None,
        years=entry.years,
        layer=region.layer if region else None,
        schematic=region.schematic if region else False,
        summary=say(entry.summary),
        outline=say(region.outline) if region else None,
        figures=(*figures, *_measured(region, drawn, language)),
        corrections=tuple(
            CardCorrection(say(item.claim), say(item.fact), _numbers(item.sources, numbers))
            for item in entry.corrections
        ),
        roles=tuple(
            CardRole(
                organisations[item.organisation],
                say(organisations[item.organisation].title),
                say(item.role),
                _numbers(item.sources, numbers),
            )
            for item in entry.roles
        ),
        related=tuple((other, say(titles[other])) for other in entry.related),
        text=text,
        sources=sources,
    )


def _figure(figure: Figure, numbers: Mapping[str, int], language: str, label: str, atlas: Atlas) -> CardFigure:
    note = atlas.say(figure.note, language) if figure.note else None
    value = amount(figure.value, figure.unit, language, figure.to)
    year = None if figure.year and figure.year in value else figure.year  # a date says its year itself
    return CardFigure(figure.id, label, value, year, note, _numbers(figure.sources, numbers))


def _measured(region: Region | None, drawn: BaseGeometry | None, language: str) -> tuple[CardFigure, ...]:
    """What can be measured on the drawing itself, said as such."""
    if region is None or drawn is None or "Point" in drawn.geom_type:
        return ()
    if "Polygon" in drawn.geom_type:
        value, label = amount(round(area_km2(drawn)), "km2", language), "Area as drawn here"
    else:
        value, label = amount(round(length_km(drawn)), "km", language), "Length as drawn here"
    return (CardFigure("measured", label, value, None, None, ()),)


def _numbers(ids: tuple[str, ...], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[name] for name in ids))


def _in_order_of_use(atlas: Atlas, entry: Entry, text: str) -> tuple[Source, ...]:
    known = {source.id: source for source in atlas.sources}
    used: dict[str, None] = {}
    in_text = tuple(name for name in CITATION.findall(text) if name in known)
    before = [item.sources for items in (entry.figures, entry.corrections) for item in items]
    for names in (*before, in_text, *(role.sources for role in entry.roles), entry.sources):
        used.update(dict.fromkeys(names))
    return tuple(known[name] for name in used)
