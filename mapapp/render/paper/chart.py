"""Counts over the years as small charts for paper: marks, ranges as bars, lines only from year to year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import floor, log10

from mapapp.core.atlas import Atlas
from mapapp.core.chronicle import Count
from mapapp.core.words import amount
from mapapp.render.charts import links
from mapapp.render.paper.landscape import Reader
from mapapp.render.paper.look import Json


def count_charts(atlas: Atlas, counts: Sequence[Count], reader: Reader) -> Iterator[Json]:
    """A section for each chart of an atlas that has counts."""
    for chart, of_chart in groupby(atlas.series, key=lambda series: series.chart):
        series = {one.id: one for one in of_chart}
        own = [count for count in counts if count.series in series]
        if not own:
            continue
        first, last = min(count.year for count in own) - 1, max(count.year_to or count.year for count in own) + 1
        top, step = _axis(max(count.high or count.middle for count in own))
        yield {
            "kind": "chart",
            "title": atlas.heading(chart, reader.language),
            "unit": reader.say("animals"),
            "first": first,
            "last": last,
            "top": top,
            "rungs": [(at * step, amount(at * step, None, reader.language)) for at in range(round(top / step) + 1)],
            "years": [year for year in range(first, last + 1) if year % _years(last - first) == 0],
            "series": [
                {
                    "title": reader.of(atlas, one.title),
                    "colour": one.light,
                    "mark": one.mark.removesuffix("-up"),
                    "points": [
                        {"year": count.year, "middle": count.middle, "low": count.low, "high": count.high}
                        for count in own
                        if count.series == name
                    ],
                    "links": [
                        (a.year, a.middle, b.year, b.middle) for a, b in links([c for c in own if c.series == name])
                    ],
                }
                for name, one in series.items()
            ],
        }


def _axis(highest: float) -> tuple[int, int]:
    """The top of an axis and the step of its rungs: three to seven of them."""
    unit = 10 ** max(floor(log10(max(highest, 1))), 0)
    step = next(unit * part for part in (1 / 5, 1 / 2, 1, 2) if highest / (unit * part) <= 6)
    step = max(round(step), 1)
    return step * (floor(highest / step) + 1), step


def _years(span: int) -> int:
    return next((step for step in (1, 2, 5, 10, 20) if span / step <= 8), 50)
