"""The answers about a reader's layer in words, and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapapp.core.atlas import Atlas, Region
from mapapp.core.words import Say, amount, area_words, length_words, marked, share

if TYPE_CHECKING:
    from mapapp.core.fields import Cell

MOST_SENTENCES = 8
HEAD = ("measure", "region", "title", "value", "unit", "least", "most", "share_of_layer", "share_of_region")
HOW = marked(
    "Measured on the ellipsoid, on this map's drawing and on your layer as it stands; least and most are by the doubt "
    "of the regions' outlines."
)
COARSE = marked("Your layer was moved to cells of %(degrees)s degrees, so all of this is only roughly so.")
NOTHING = marked("Your layer meets no region of the atlas.")

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class AnswerWords:
    """Puts answers into the words of one language; `cell` is the size of cells in degrees, if places were guarded."""

    atlas: Atlas
    language: str
    say: Say
    cell: float | None = None

    def told(self, answers: Answers) -> dict[str, Any]:
        """The answers with titles and sentences."""
        named = {
            kind: [self._named(one) for one in answers[kind]] for kind in ("areas", "distances", "lengths", "points")
        }
        imagined = answers["what_if"]
        if imagined is not None and imagined["region"] is not None:
            imagined = {**imagined, "title": self._title(imagined["region"])}
        sentences = list(self._sentences({**answers, **named}))[:MOST_SENTENCES]
        return {**answers, **named, "what_if": imagined, "sentences": sentences}

    def table(self, answers: Answers) -> str:
        """The answers as CSV (RFC 4180), numbers with a point; titles are words of the atlas, none of the reader's."""
        from mapapp.store.exports.csv_table import spelt  # what it needs is loaded with the first table

        file = io.StringIO()
        rows = csv.writer(file)
        rows.writerow(HEAD)
        rows.writerows([spelt(cell) for cell in row] for row in self._rows(answers))
        return file.getvalue()

    def _rows(self, answers: Answers) -> Iterator[Sequence[Cell]]:
        for key, unit in (("area_km2", "km2"), ("length_km", "km"), ("count", "")):
            yield "total", "", "", answers["total"][key], unit, None, None, None, None
            yield "in-bands-of-doubt", "", "", answers["bands"][key] or None, unit, None, None, None, None
        for kind, key, unit in (("areas", "area_km2", "km2"), ("lengths", "km", "km"), ("points", "count", "")):
            for one in answers[kind]:
                yield self._row(f"{kind}-inside", one, key, unit)
        for one in answers["distances"]:
            yield self._row("distance", one, "km", "km")
        imagined = answers["what_if"] or {}
        for key, unit in (("protected_km2", "km2"), ("share", ""), ("narrowest", "km")):
            for when, value in (imagined.get(key) or {}).items():
                region = "" if key == "protected_km2" else imagined["region"]
                title = self._title(region) if region else ""
                yield f"{key}-{when}", region, title, round(value, 4), unit, None, None, None, None

    def _row(self, measure: str, one: Mapping[str, Any], key: str, unit: str) -> Sequence[Cell]:
        least, most = one["interval"] or (None, None)
        numbers = (one[key], unit, least, most, one.get("share_of_own"), one.get("share_of_region"))
        rounded = (round(number, 4) if isinstance(number, float) else number for number in numbers)
        return measure, one["region"], self._title(one["region"]), *rounded

    def _sentences(self, answers: Answers) -> Iterator[str]:
        say, language = self.say, self.language
        yield from self._totals(answers["total"])
        for one in sorted(answers["areas"], key=lambda found: -found["area_km2"])[:2]:
            values = {"share": share(one["share_of_own"], language), "amount": area_words(one["area_km2"], language)}
            yield say("%(share)s of its area, %(amount)s, lies in %(title)s.") % {**values, "title": one["title"]}
        for one in sorted(answers["lengths"], key=lambda found: -found["km"])[:2]:
            values = {"amount": length_words(one["km"], language), "title": one["title"]}
            yield say("%(amount)s of its lines lies in %(title)s.") % values
        for one in sorted(answers["points"], key=lambda found: -found["count"])[:2]:
            values = {"count": amount(one["count"], None, language), "title": one["title"]}
            yield say("Points in %(title)s: %(count)s.") % values
        near = next((one for one in answers["distances"] if one["km"] > 0), None)
        if not (answers["areas"] or answers["lengths"] or answers["points"]):
            yield say(NOTHING)
            if near:
                values = {"title": near["title"], "distance": length_words(near["km"], language)}
                yield say("The nearest is %(title)s, %(distance)s away.") % values
        yield from self._imagined(answers["what_if"])
        yield say(COARSE) % {"degrees": amount(self.cell, None, language)} if self.cell else say(HOW)

    def _totals(self, total: Mapping[str, float | None]) -> Iterator[str]:
        if total["area_km2"]:
            yield self.say("Your layer covers %(amount)s.") % {"amount": area_words(total["area_km2"], self.language)}
        if total["length_km"]:
            values = {"amount": length_words(total["length_km"], self.language)}
            yield self.say("Its lines are %(amount)s long.") % values
        if total["count"]:
            yield self.say("It has this many points: %(count)s.") % {
                "count": amount(total["count"], None, self.language)
            }

    def _imagined(self, imagined: Mapping[str, Any] | None) -> Iterator[str]:
        if imagined is None:
            return
        areas = {when: area_words(value, self.language) for when, value in imagined["protected_km2"].items()}
        yield self.say("If it were protected, protected land would grow from %(before)s to %(after)s.") % areas
        if imagined["share"] is not None:
            shares = {when: share(value, self.language) for when, value in imagined["share"].items()}
            words = self.say("Along %(title)s, the protected share would go from %(before)s to %(after)s.")
            yield words % {**shares, "title": self._title(imagined["region"])}

    def _named(self, one: Mapping[str, Any]) -> dict[str, Any]:
        region = self._region(one["region"])
        return {**one, "title": self.atlas.say(region.title, self.language), "layer": region.layer}

    def _title(self, name: str) -> str:
        return self.atlas.say(self._region(name).title, self.language)

    def _region(self, name: str) -> Region:
        return next(region for region in self.atlas.regions if region.id == name)
