"""Counts over the years as Altair charts: one mark a count, its range as a bar, gaps left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapapp.core.atlas import Atlas
from mapapp.core.chronicle import Count, Series
from mapapp.core.words import Say, amount
from mapapp.render.chronicle import how, interval, years

if TYPE_CHECKING:
    import altair as alt

COLUMNS = 1  # one below the other: long names in three languages, narrow screens


@dataclass(frozen=True)
class Reader:
    """Who a chart is for: the atlas, its language with a gettext function, whether the page is dark, the map's year."""

    atlas: Atlas
    language: str
    say: Say
    dark: bool
    year: int | None = None

    def title(self, series: Series) -> str:
        """The name of a series."""
        return self.atlas.say(series.title, self.language)


def count_chart(chart: str, counts: Sequence[Count], reader: Reader) -> alt.LayerChart | alt.FacetChart:
    """The chart of all series that belong to `chart`: marks by colour and shape, ranges as bars, sources on hover.

    Two counts of one series are joined by a line only when their years follow each other. A dashed line stands at the
    year that the map shows.
    """
    import altair as alt

    say = reader.say
    series = {one.id: one for one in reader.atlas.series if one.chart == chart}
    own = [count for count in counts if count.series in series]
    rows = [_row(count, series[count.series], reader) for count in own]
    titles = [reader.title(one) for one in series.values()]
    colours = alt.Scale(domain=titles, range=[one.dark if reader.dark else one.light for one in series.values()])
    shapes = alt.Scale(domain=titles, range=[one.mark for one in series.values()])
    legend = alt.Legend(orient="top", title=None, columns=COLUMNS, labelLimit=320, symbolOpacity=1, labelFontSize=13)
    colour = alt.Color("series:N", scale=colours, legend=legend)
    first, last = min(count.year for count in own) - 2, max(count.year for count in own) + 2
    x = alt.X(
        "year:Q",
        title=None,
        axis=alt.Axis(format="d", tickMinStep=1, grid=False),
        scale=alt.Scale(domain=[first, last], nice=False),
    )
    y = alt.Y("middle:Q", title=say("animals"), scale=alt.Scale(zero=True))
    base = alt.Chart(alt.InlineData(values=rows))
    ranges = (
        base.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=3, opacity=0.4)
        .encode(x=x, y=alt.Y("low:Q"), y2="high:Q", color=colour)
    )
    marks = base.mark_point(size=90, filled=True, opacity=1).encode(
        x=x,
        y=y,
        color=colour,
        shape=alt.Shape("series:N", scale=shapes, legend=legend),
        tooltip=[alt.Tooltip(f"{key}:N", title=title) for key, title in _tooltip(say)],
        description=alt.Tooltip("described:N"),
    )
    pairs = _links(own, series, reader)
    links = (
        alt.Chart(alt.InlineData(values=pairs))
        .mark_rule(strokeWidth=1.4)
        .encode(x=x, x2="year_to:Q", y=y, y2="middle_to:Q", color=colour)
    )
    layers = [ranges, links, marks] if pairs else [ranges, marks]
    if reader.year is not None and first <= reader.year <= last:
        now = alt.Chart(alt.InlineData(values=[{"year": reader.year}]))
        layers.insert(0, now.mark_rule(strokeDash=[4, 3], opacity=0.7, tooltip=str(reader.year)).encode(x=x))
    return alt.layer(*layers).properties(height=360, width="container")


def _tooltip(say: Say) -> tuple[tuple[str, str], ...]:
    return (
        ("years", say("Year")),
        ("number", say("Number")),
        ("range", say("Range")),
        ("how", say("How it was found")),
        ("source", say("Source")),
        ("note", say("Note")),
    )


def _row(count: Count, series: Series, reader: Reader) -> dict[str, Any]:
    atlas, language = reader.atlas, reader.language
    known = {source.id: source for source in atlas.sources}
    number = "" if count.value is None else amount(count.value, None, language)
    title, manner = reader.title(series), how(count, reader.say)
    spread = interval(count, language)
    return {
        "series": title,
        "year": count.year,
        "years": years(count),
        "middle": count.middle,
        "low": count.low,
        "high": count.high,
        "number": number,
        "range": spread,
        "how": manner,
        "source": "; ".join(atlas.say(known[name].title, language) for name in count.sources),
        "note": atlas.say(count.note, language) if count.note else "",
        "described": f"{title}, {years(count)}: {number or spread}, {manner}",
    }


def _links(counts: Sequence[Count], series: Mapping[str, Series], reader: Reader) -> list[dict[str, Any]]:
    return [
        {"series": reader.title(one), "year": a.year, "year_to": b.year, "middle": a.middle, "middle_to": b.middle}
        for name, one in series.items()
        for a, b in links([count for count in counts if count.series == name])
    ]


def links(counts: Sequence[Count]) -> list[tuple[Count, Count]]:
    """Pairs of single counts of one series and one method in two years that follow each other."""
    of_year: dict[int, list[Count]] = {}
    for count in counts:
        of_year.setdefault(count.year, []).append(count)
    found = []
    for year in sorted(of_year):
        here, after = of_year[year], of_year.get(year + 1, [])
        if len(here) == len(after) == 1 and here[0].method == after[0].method:
            found.append((here[0], after[0]))
    return found
