"""The texts of a new atlas: YAML with comments that teach, and one text for a panel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.authoring.slug import slug
from mapapp.core.atlas import Home

EXAMPLE = "example-reserve"
DOUBT = "Outlines are approximate, not official boundaries. The true edge most likely lies in the hatched band."

STYLES = (  # light and dark colour, line, pattern, symbol: neighbours differ in more than colour
    ("#0e6f55", "#50faaf", "solid", "none", "circle"),
    ("#0b2592", "#bbd2f2", "solid", "diagonal", "square"),
    ("#c04b0d", "#c58a5e", "dashed", "vertical", "diamond"),
    ("#8c2d7d", "#f364a3", "dotted", "dots", "triangle"),
    ("#563d11", "#fcd570", "dashed", "cross", "circle"),
    ("#5f6b73", "#aab6be", "dashed", "none", "square"),
)


@dataclass(frozen=True)
class Head:
    """What an atlas is: its names, languages and countries by their codes, its first view and its whole box."""

    title: str
    species: str
    languages: Sequence[str]
    countries: Sequence[str]
    home: Home
    extent: Home


def quoted(text: str) -> str:
    """A text as YAML reads it, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def atlas(head: Head, layers: Sequence[str]) -> str:
    """atlas.yaml: the head and the layers."""
    first, title, languages = head.languages[0], head.title, head.languages
    about = head.species or "the species"
    top = f"""\
# The atlas: what it is, what it shows, in which languages. Every problem with it: python -m mapapp check .
# A text is written once, in the first language: {{{first}: "..."}}. Translations stand in locale/<language>.po.
format: 1
id: {_id(title)}
title: {{{first}: {quoted(title)}}}
purpose: {{{first}: {quoted(f"Where {about} lives, who protects it, and how well that is known.")}}}
# One sentence that stands on the map: how far its outlines can be trusted.
doubt: {{{first}: {quoted(DOUBT)}}}
# ISO 639-1 codes, the first one first. The words of the page itself are there in English (en), Russian (ru) and
# Chinese (zh); in another language your texts are shown in that language, and the page's own words in English.
languages: [{", ".join(languages)}]
# The first view, and the whole landscape: west, south, east, north in degrees. Nothing may be drawn outside of it.
home: {_box(head.home)}
extent: {_box(head.extent)}
# How finely places of animals are shown, for layers that say `animals: true`: never finer than this grid.
policy:
  degrees: 0.1
  words: {{{first}: "No animal is shown more finely than on a grid of a tenth of a degree."}}
# How others cite the atlas.
citation:
  authors: [{quoted(f"{title} contributors")}]
  licence: CC-BY-4.0

# Each layer is one GeoJSON file (EPSG:4326). Each of its features has a property `region`, and a file in regions/.
layers:
"""
    rows = "\n".join(_layer(number, name, first, title) for number, name in enumerate(layers))
    return top + rows + _bands(first, title)


def _layer(number: int, name: str, first: str, title: str) -> str:
    light, dark, line, pattern, symbol = STYLES[number % len(STYLES)]
    shown = quoted(name.replace("-", " ").capitalize())
    more = """\
    # protects: true   # its areas are protected: shares and distances are measured to them
    # animals: true    # its points and lines tell of animals: the policy above applies to them
    # shown: false     # not shown until a reader switches it on
"""
    return f"""\
  - id: {name}
    title: {{{first}: {shown}}}
    description: {{{first}: "What this layer shows, in one sentence."}}
    path: layers/{name}.geojson
{more if not number else ""}\
    # line: solid, dashed, dotted. pattern: none, diagonal, cross, dots, vertical.
    # symbol of points: circle, square, diamond, triangle.
    style: {{light: "{light}", dark: "{dark}", line: {line}, pattern: {pattern}, symbol: {symbol}}}
    licence: CC-BY-4.0
    credit: {quoted(f"{title} contributors")}
"""


def _bands(first: str, title: str) -> str:
    return f"""
  # The bands of doubt, as wide as an outline may be off. Features say it in metres, in the property half_width_m;
  # python -m mapapp doubt . draws the bands anew.
  - id: doubt
    title: {{{first}: "Bands of doubt"}}
    description: {{{first}: "The true edge most likely lies somewhere in the hatched band."}}
    path: layers/doubt.geojson
    holds: bands
    style: {{light: "#6b5a45", dark: "#b9a98c", line: dashed, weight: 1, fill: 0.06, pattern: diagonal}}
    licence: CC-BY-4.0
    credit: {quoted(f"{title} contributors")}
"""


def sources(first: str) -> str:
    """sources.yaml: where each statement comes from."""
    return f"""\
# Where figures and statements come from. Entries cite a source by its id; a text cites it as [@example-source].
- id: example-source
  title: "Replace this by the title of your source"
  publisher: "Who published it"
  language: {first}          # the language it is written in
  year: 2026            # when it was published; leave the line out if that is not known
  url: https://example.org/
  read: 2026-01-31      # the day you read it
  trust: low            # high: an authority or peer-reviewed; medium: second hand; low: a claim without a source
"""


def region(head: Head, name: str, layer: str, title: str, *, text: bool = False) -> str:
    """regions/<id>.yaml: what its panel says."""
    first = head.languages[0]
    mark = "" if text else "# "
    told = f"{mark}text: texts/{{lang}}/{name}.md   # the long text, in Markdown, one file a language\n"
    return f"""\
# One place: its row in the list and its panel. The file is named after the id; the layer's GeoJSON draws it.
id: {name}
layer: {layer}
title: {{{first}: {quoted(title)}}}
summary: {{{first}: "What this place is and why it matters, in one or two sentences."}}
countries: [{", ".join(head.countries)}]       # ISO 3166 codes; ZZ is an unknown country
place: {{{first}: "In which district or on which river it lies"}}
# What the outline follows and how far it may be off, in words; in metres it stands in the feature's half_width_m.
outline: {{{first}: "Drawn by eye from a description; it may be off by some kilometres."}}
# schematic: true             # no real outline, only the idea of one
# project: 1                  # among the key projects that open the list, in this order
# published_area_km2: 120     # compared with what is drawn
# A figure has a source, always. unit: km2, km, m, percent, animals, date, count.
# figures:
#   - {{id: area, label: {{{first}: "Area"}}, value: 120, unit: km2, year: 2024, sources: [example-source]}}
{told}\
sources: [example-source]
"""


def text(language: str, first: str) -> str:
    """texts/<language>/<id>.md: the long text of a panel."""
    mark = "" if language == first else f"[{language}] "
    return (
        f"{mark}This is the text of a panel. It is Markdown with *emphasis* and [links](https://example.org/), "
        "and it cites its sources like this [@example-source].\n"
    )


def _box(box: Home) -> str:
    return f"{{west: {box.west:g}, south: {box.south:g}, east: {box.east:g}, north: {box.north:g}}}"


def _id(title: str) -> str:
    """An id of the atlas from its title."""
    return slug(title) or "my-atlas"
