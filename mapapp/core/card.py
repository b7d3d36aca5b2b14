"""A card: everything that popup and panel say of an entry, in one language. One value, so they cannot disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mapapp.core.atlas import Atlas, Entry, Figure, NativeName, Organisation, Region, Source, Topic
from mapapp.core.rules import CITATION
from mapapp.core.values import Words
from mapapp.core.words import amount, day

if TYPE_CHECKING:
    from mapapp.core.survey import Survey  # with it comes GEOS, which a server that cites does without


@dataclass(frozen=True)
class CardFigure:
    """A published figure in words; `sources` are numbers in the card's list.

    `drawn` is the same measured on the drawing, in kilometres or square kilometres.
    """

    id: str
    label: str
    value: str
    year: str | None
    note: str | None
    sources: tuple[int, ...]
    drawn: float | None = None
    drawn_unit: str | None = None


@dataclass(frozen=True)
class CardComparison:
    """One thing in two countries."""

    label: str
    left: CardFigure
    right: CardFigure
    why: str


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
class CardStatus:
    """Whether a link works, in words."""

    state: str
    words: str
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
    status: CardStatus | None
    outline: str | None
    policy: str | None
    published_area_km2: float | None
    survey: Survey | None
    figures: tuple[CardFigure, ...]
    compare: tuple[CardComparison, ...]
    corrections: tuple[CardCorrection, ...]
    roles: tuple[CardRole, ...]
    related: tuple[tuple[str, str], ...]
    text: str
    sources: tuple[Source, ...]

    def number(self, source: str) -> int | None:
        """The number of a source in this card's list, from 1; None when it is not in the list."""
        return next((n for n, known in enumerate(self.sources, start=1) if known.id == source), None)


def make_card(  # noqa: PLR0913 - an entry, its language and text, what was measured, what else it cites
    atlas: Atlas,
    entry: Entry,
    language: str,
    text: str = "",
    surveys: Mapping[str, Survey] | None = None,
    *,
    cited: Iterable[str] = (),
) -> Card:
    """The card of an entry. `surveys` is what was measured on the drawings, `cited` are sources of what it shows."""
    surveys = surveys or {}
    sources = _in_order_of_use(atlas, entry, text, cited)
    numbers = {source.id: number for number, source in enumerate(sources, start=1)}
    organisations = {organisation.id: organisation for organisation in atlas.organisations}
    titles = {other.id: other.title for other in atlas.entries}

    def say(words: Words) -> str:
        return atlas.say(words, language)

    figures = _Figures(atlas, entry, language, numbers, surveys)
    region = entry if isinstance(entry, Region) else None
    status = region.status if region else None
    return Card(
        id=entry.id,
        title=say(entry.title),
        native=tuple(name for name in entry.native if name.language != language),
        place=say(region.place) if region else None,
        years=say(entry.years) if entry.years else None,
        layer=region.layer if region else None,
        schematic=region.schematic if region else False,
        summary=say(entry.summary),
        status=CardStatus(status.state, say(status.words), _numbers(status.sources, numbers)) if status else None,
        outline=say(region.outline) if region else None,
        policy=say(atlas.policy.words) if atlas.policy and _tells_of_animals(atlas, entry) else None,
        published_area_km2=region.published_area_km2 if region else None,
        survey=surveys.get(entry.id),
        figures=tuple(map(figures.card, entry.figures)),
        compare=tuple(
            CardComparison(
                say(row.label),
                figures.card(row.left),
                figures.card(row.right),
                say(row.why),
            )
            for row in (entry.compare if isinstance(entry, Topic) else ())
        ),
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


def _tells_of_animals(atlas: Atlas, entry: Entry) -> bool:
    layers = {layer.id for layer in atlas.layers if layer.animals}
    return isinstance(entry, Region) and entry.layer in layers


@dataclass(frozen=True)
class _Figures:
    """Puts the figures of one entry into words."""

    atlas: Atlas
    entry: Entry
    language: str
    numbers: Mapping[str, int]
    surveys: Mapping[str, Survey]

    def card(self, figure: Figure) -> CardFigure:
        say = partial(self.atlas.say, language=self.language)
        value = _value(figure, self.language, self.atlas)
        period = say(figure.year) if figure.year else None
        survey = self.surveys.get(figure.region or self.entry.id)
        drawn = _drawn(figure, survey) if survey else None
        return CardFigure(
            id=figure.id,
            label=say(figure.label),
            value=value,
            year=None if period and period in value else period,  # a date says its year itself
            note=say(figure.note) if figure.note else None,
            sources=_numbers(figure.sources, self.numbers),
            drawn=drawn,
            drawn_unit=None if drawn is None else "km2" if figure.drawn == "area" else "km",
        )


def _value(figure: Figure, language: str, atlas: Atlas) -> str:
    if isinstance(figure.value, dt.date):
        return day(figure.value, language)
    value = atlas.say(figure.value, language) if isinstance(figure.value, dict) else figure.value
    words = amount(value, figure.unit, language, figure.to)
    return f"≈\u202f{words}" if figure.about else words


def _drawn(figure: Figure, survey: Survey) -> float | None:
    """What the drawing says of a published figure."""
    if figure.drawn == "area":
        return survey.area_km2.value if survey.area_km2 else None
    if figure.drawn == "length":
        return survey.length_km
    return next((shared.length_km for shared in survey.shared if shared.other == figure.neighbour), None)


def _numbers(ids: tuple[str, ...], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[name] for name in ids))


def _in_order_of_use(atlas: Atlas, entry: Entry, text: str, cited: Iterable[str]) -> tuple[Source, ...]:
    known = {source.id: source for source in atlas.sources}
    used: dict[str, None] = {}
    in_text = tuple(name for name in CITATION.findall(text) if name in known)
    status = entry.status.sources if isinstance(entry, Region) and entry.status else ()
    before = [*(item.sources for item in entry.figures), status, *(item.sources for item in entry.corrections)]
    compared = [f.sources for row in getattr(entry, "compare", ()) for f in (row.left, row.right)]
    for names in (*before, *compared, tuple(cited), in_text, *(role.sources for role in entry.roles), entry.sources):
        used.update(dict.fromkeys(names))
    return tuple(known[name] for name in used)
