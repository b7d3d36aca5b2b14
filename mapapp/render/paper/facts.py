"""A sheet of facts of one entry, in the words of its panel: figures, outline, people, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mapapp.core.atlas import Atlas, Entry, Region, Source, Topic
from mapapp.core.card import Card, CardFigure, make_card
from mapapp.core.survey import Interval, Survey, edge_kinds
from mapapp.core.view import ViewState
from mapapp.core.words import day, language_name, marked, measured, share
from mapapp.render.chronicle import chart_tables, event_rows
from mapapp.render.panels import FOLLOWS, TRUST
from mapapp.render.paper.chart import count_charts
from mapapp.render.paper.frame import Frame, around_shape
from mapapp.render.paper.landscape import Landscape, Reader
from mapapp.render.paper.layers import Shown
from mapapp.render.paper.look import Json, tokens
from mapapp.render.paper.picture import map_data
from mapapp.render.paper.prose import tree
from mapapp.render.paper.rasters import rasters
from mapapp.render.paper.text import address
from mapapp.render.sentences import Sentences

MAP = (222.0, 190.0)  # points
MAP_PIXELS = 460
LONG = 36  # sources: more of them are told more briefly


@dataclass(frozen=True)
class FactsWriter:
    """Puts what is known of one entry into the sections of a sheet."""

    landscape: Landscape
    entry: Entry
    reader: Reader

    @property
    def atlas(self) -> Atlas:
        """The atlas of the entry."""
        return self.landscape.atlas

    @cached_property
    def card(self) -> Card:
        """The card that the panel shows, too."""
        shows = self.entry.shows if isinstance(self.entry, Topic) else "text"
        events = self.atlas.events if shows == "timeline" else ()
        counts = self.landscape.counts if shows == "numbers" else ()
        cited = [name for told in (*(e.sources for e in events), *(c.sources for c in counts)) for name in told]
        first = self.landscape.texts.get((self.entry.id, self.atlas.languages[0]), "")
        text = self.landscape.texts.get((self.entry.id, self.reader.language), first)
        surveys = self.landscape.evidence.surveys
        return make_card(self.atlas, self.entry, self.reader.language, text, surveys, cited=cited)

    def data(self) -> Json:
        """Everything on the sheet, for the template."""
        card, layer = self.card, next((one for one in self.atlas.layers if one.id == self.card.layer), None)
        names = [{"language": name.language, "text": name.name} for name in card.native]
        return {
            "over": self.reader.of(self.atlas, self.atlas.title),
            "title": card.title,
            "native": names,
            "layer": card.layer,
            "place": " · ".join(filter(None, (card.place, card.years))),
            "accent": layer.style.light if layer else tokens()["accent"],
            "figures": [self._figure(figure) for figure in card.figures],
            "summary": card.summary,
            "notes": list(filter(None, (card.policy,))),
            "status": {"words": card.status.words, "marks": list(card.status.sources)} if card.status else None,
            "sections": [section for section in self._sections() if section],
        }

    def map(self) -> tuple[Json | None, dict[str, bytes]]:
        """A small map of the region with its outline and its band, and the pictures in it; none without a place."""
        part = self.landscape.drawn.get(self.entry.id)
        if part is None or self.card.layer is None:
            return None, {}
        width, height = MAP
        bands = (layer.id for layer in self.atlas.layers if layer.holds == "bands")
        view = ViewState(self.entry.id, frozenset({self.card.layer, *bands}), language=self.reader.language)
        band = self.landscape.bands.get(self.entry.id, part)
        near = Frame.around(around_shape(band.geometry), width, height, width / MAP_PIXELS, nearest=10)
        frame = Frame.at((near.latitude, near.longitude, near.zoom - 0.15), width, height, width / MAP_PIXELS)
        shown = Shown(self.landscape, view, frame, only=self.entry.id)
        spots, files = rasters(self.landscape.basemap, frame)
        return map_data(shown, self.reader, spots) | {"scale": scale_of(frame, self.reader)}, files

    def _say(self, words: str, **said: object) -> str:
        return self.reader.say(words) % said if said else self.reader.say(words)

    def _measured(self, value: float, unit: str, to: float | None = None) -> str:
        return measured(value, unit, self.reader.language, to)

    def _figure(self, figure: CardFigure) -> Json:
        drawn = None
        if figure.drawn is not None and figure.drawn_unit:
            drawn = self._say("as drawn here: %(value)s", value=self._measured(figure.drawn, figure.drawn_unit))
        under = [words for words in (figure.year, drawn) if words]
        return {"label": figure.label, "value": figure.value, "under": under, "marks": list(figure.sources)}

    def _sections(self) -> Iterator[Json | None]:
        card, say = self.card, self._say
        yield from self._comparisons()
        if isinstance(self.entry, Topic) and self.entry.shows == "numbers":
            yield from count_charts(self.atlas, self.landscape.counts, self.reader)
            yield from self._tables()
        if card.text:
            yield {"kind": "prose", "title": "", "parts": tree(card.text, card.number)}
        yield self._doubt()
        corrections = [(f"“{item.claim}”", item.fact, item.sources) for item in card.corrections]
        yield rows(say("Often written, and what is right"), corrections)
        if isinstance(self.entry, Region):
            yield self._where(self.entry)
        if card.survey and card.survey.kind != "point":
            yield self._survey(card.survey)
        yield rows(say("Who takes part"), [(item.title, item.role, item.sources) for item in card.roles])
        if isinstance(self.entry, Topic) and self.entry.shows == "timeline":
            events = event_rows(self.atlas, self.reader.language, card.number)
            told = [(f"{one.date} · {one.title}", one.words, one.sources) for one in events]
            yield rows(say("Timeline"), told, small=True)
        noted = [(figure.label, figure.note, ()) for figure in card.figures if figure.note]
        yield rows(say("Notes on these figures"), noted, small=True)
        yield sources(card.sources, self.atlas, self.reader)

    def _comparisons(self) -> Iterator[Json]:
        for row in self.card.compare:
            sides = [self._figure(row.left), self._figure(row.right)]
            yield {"kind": "compare", "title": row.label, "sides": sides, "why": row.why}

    def _tables(self) -> Iterator[Json | None]:
        tables = chart_tables(
            self.atlas, self.landscape.counts, self.reader.language, self.reader.say, self.card.number
        )
        for part in (part for table in tables for part in table.series):
            yield {
                "kind": "counts",
                "title": part.title,
                "rows": [
                    {"year": row.years, "value": row.value or row.interval, "range": row.interval if row.value else "",
                     "how": row.how, "marks": list(row.sources)}
                    for row in part.rows
                ],
            }  # fmt: skip

    def _where(self, region: Region) -> Json | None:
        sentences = Sentences(self.atlas, self.reader.language, self.landscape.evidence, self.reader.say)
        told = sentences.full(region)
        if not told:
            return None
        near = [(one.title, one.says, ()) for one in sentences.neighbours(region)[:5]]
        words = ("" if self.reader.language == "zh" else " ").join(told)
        return {"kind": "where", "title": self._say("Where it lies"), "words": words} | {
            "rows": rows(self._say("Neighbours"), near)
        }

    def _doubt(self) -> Json | None:
        card, say = self.card, self._say
        if not card.outline:
            return None
        survey = card.survey
        edges = [
            {
                "share": edge.share,
                "name": say(FOLLOWS[edge.follows]) if edge.follows in FOLLOWS else edge.follows,
                "size": say("± %(width)s", width=self._width(edge.least_m, edge.most_m)),
            }
            for edge in edge_kinds(survey.edges if survey else ())
        ]
        return {
            "kind": "doubt",
            "title": say("How sure is this outline?"),
            "schematic": say("Schematic.") if card.schematic else "",
            "words": card.outline,
            "area": self._area(survey.area_km2) if survey and survey.area_km2 else None,
            "edges": {"title": say("What its edges follow"), "rows": edges} if edges else None,
            "credit": " · ".join(filter(None, (survey.credit, survey.licence))) if survey else "",
        }

    def _width(self, least: float, most: float) -> str:
        return self._measured(least / 1000, "km", most / 1000 if most > least else None)

    def _area(self, area: Interval) -> Json:
        published = self.card.published_area_km2
        told: Json = {
            "value": area.value,
            "least": area.least,
            "most": area.most,
            "published": published,
            "pairs": [(self._say("Area as drawn here"), self._measured(area.value, "km2"))],
        }
        if published:
            off = self._say(
                "difference %(share)s", share=share(area.value / published - 1, self.reader.language, signed=True)
            )
            told["pairs"] = [(self._say("Published area"), self._measured(published, "km2")), *told["pairs"]]
            told["pairs"][1] = (told["pairs"][1][0], f"{told['pairs'][1][1]} ({off})")
        if area.least is not None:
            limits = self._say("Least to most, if every edge lay as far in or as far out as its doubt allows")
            told["pairs"].append((limits, self._measured(area.least, "km2", area.most)))
        return told

    def _survey(self, survey: Survey) -> Json:
        say = self._say
        pairs = []
        if survey.length_km:
            label = say("Perimeter") if survey.kind == "area" else say("Length")
            pairs.append((label, self._measured(survey.length_km, "km")))
        titles = {entry.id: self.reader.of(self.atlas, entry.title) for entry in self.atlas.entries}
        for part in survey.overlaps:
            of_this = say("%(share)s of this area", share=share(part.share, self.reader.language))
            pairs.append(
                (say("In common with %(name)s", name=titles[part.other]), f"{self._span(part.area_km2)}, {of_this}")
            )
        if survey.protected is not None:
            pairs.append((say("Inside parks, reserves or refuges"), share(survey.protected, self.reader.language)))
        words = say("Geodesic measures of the drawing, not surveyed ones. “Between” is what the band of doubt allows.")
        return {"kind": "pairs", "title": say("Measured on this map"), "pairs": pairs, "words": words}

    def _span(self, interval: Interval) -> str:
        value = self._measured(interval.value, "km2")
        if interval.least is None:
            return value
        if interval.most is None:
            return f"{value} ({self._say('at least %(least)s', least=self._measured(interval.least, 'km2'))})"
        limits = self._say("between %(range)s", range=self._measured(interval.least, "km2", interval.most))
        return f"{value} ({limits})"


def scale_of(frame: Frame, reader: Reader) -> Json:
    """The bar of a small map."""
    kilometres, points = frame.scale(0.3)
    return {"points": points, "words": measured(kilometres, "km", reader.language)}


def rows(title: str, found: Iterable[tuple[str, str, Iterable[int]]], *, small: bool = False) -> Json | None:
    """A section of heads, each with its words and the numbers of its sources; None when there are none."""
    told = [{"head": head, "words": words, "marks": list(marks)} for head, words, marks in found]
    return {"kind": "rows", "title": title, "rows": told, "small": small} if told else None


def sources(known: Iterable[Source], atlas: Atlas, reader: Reader, *, brief: bool = False) -> Json | None:
    """The numbered list of sources with their addresses; a brief or long one does not say when each was read."""

    def row(source: Source) -> Json:
        tongue = "" if source.language == reader.language else f" ({language_name(source.language, reader.language)})"
        year = f", {source.year}" if source.year else ""
        read = reader.say("Read %(day)s; trust: %(trust)s.") % {
            "day": day(source.read, reader.language),
            "trust": reader.say(TRUST[source.trust]),
        }
        return {
            "head": reader.of(atlas, source.title).removesuffix("."),
            "words": f"{reader.of(atlas, source.publisher)}{year}{tongue}." + ("" if brief else f" {read}"),
            "address": address(str(source.url)),
            "to": str(source.url),
        }

    known = tuple(known)
    brief = brief or len(known) > LONG
    told = [row(source) for source in known]
    return {"kind": "sources", "title": reader.say(marked("Sources")), "rows": told} if told else None
