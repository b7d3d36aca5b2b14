"""What the list says of a large layer, which has no regions to list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.core.atlas import Atlas, Large
from mapapp.core.large import Prepared
from mapapp.core.words import Say, amount, date_words, marked

KINDS = {
    "points": marked("%(count)s points"),
    "lines": marked("%(count)s lines"),
    "areas": marked("%(count)s areas"),
    "mixed": marked("%(count)s features"),
}


@dataclass(frozen=True)
class LargeRow:
    """A layer's title and description, how many features of which kind it has, and facts as (label, words)."""

    id: str
    title: str
    description: str
    count: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    guarded: bool


def large_rows(atlas: Atlas, prepared: Sequence[Prepared], language: str, say: Say) -> tuple[LargeRow, ...]:
    """A row for each large layer, in catalogue order."""
    of = {one.layer: one for one in prepared}
    return tuple(_row(atlas, layer, of[layer.id], language, say) for layer in atlas.large)


def _row(atlas: Atlas, layer: Large, prepared: Prepared, language: str, say: Say) -> LargeRow:
    count = say(KINDS[prepared.kind]) % {"count": amount(prepared.features, "count", language)}
    west, south, east, north = prepared.box
    extent = say("%(south)s° to %(north)s° north, %(west)s° to %(east)s° east") % {
        side: amount(round(value, 2), None, language)
        for side, value in (("south", south), ("north", north), ("west", west), ("east", east))
    }
    facts = [(say("Features"), count), (say("Extent"), extent)]
    if layer.date:
        facts.append((say("As of"), date_words(layer.date, language)))
    facts.append((say("Licence"), f"{layer.licence}, {layer.credit}"))
    cited = [source for source in atlas.sources if source.id in layer.sources]
    links = tuple((atlas.say(source.title, language), str(source.url)) for source in cited)
    return LargeRow(
        layer.id,
        atlas.say(layer.title, language),
        atlas.say(layer.description, language),
        count,
        tuple(facts),
        links,
        prepared.guard is not None,
    )
