"""Strings that mean harm, on paper: each comes out as the text that it is, and nothing is read or run for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapapp.core.values import Words
from mapapp.render.paper.landscape import Landscape
from mapapp.render.paper.picture import picture
from mapapp.render.paper.sheet import facts_sheet
from mapapp.render.paper.text import printable
from mapapp.store.atlas import read_atlas
from tests.hostile.atlas import write_hostile
from tests.hostile.corpus import STRINGS
from tests.render.paper.conftest import landscape_in, reader, view, words_of

MARKUP = (
    '#import "page.typ": *',
    '#read("/etc/passwd")',
    '#read("data.json")',
    '#image("/etc/hostname")',
    '#include "facts.typ"',
    "#eval(\"1+1\")",
    "#sys.inputs",
    "= heading",
    "$ x^2 $",
    "*bold* _thin_ `code` @label <label> \\ // comment",
    "/* open",
    "#[ ( { ] ) }",
    '"); #panic("out',
    "#while true {}",
    "#set page(width: 1pt)",
    "${jndi:ldap://x} {{ 7*7 }} {% raw %}",
)  # fmt: skip


def squeezed(text: str) -> str:
    """A text without white space and without what only lets lines break."""
    return "".join(printable(text).replace("\u200b", "").split())


@pytest.mark.parametrize("text", MARKUP)
def test_markup_of_typst_is_text_wherever_an_atlas_may_hold_it(text: str, tmp_path: Path) -> None:
    words: Words = {"en": text}

    def fill(raw: dict[str, object]) -> None:
        raw |= {"title": words, "doubt": words, "purpose": words}
        raw["regions"][0] |= {"title": words, "summary": words, "outline": words}  # type: ignore[index]
        raw["layers"][0] |= {"title": words, "credit": text}  # type: ignore[index]

    landscape = landscape_in(tmp_path / "atlas", fill)
    texts = {("north-park", "en"): f"Before {text} after"}
    full = Landscape(landscape.atlas, landscape.features, landscape.basemap, texts, (), landscape.evidence)
    for pdf in (picture(full, view("north-park"), reader(), "pdf", "a4"), facts_sheet(full, "north-park", reader())):
        found = words_of(pdf)
        assert squeezed(text) in squeezed(found)
        assert "root:" not in found


def test_the_whole_corpus_on_one_sheet_is_text(tmp_path: Path) -> None:
    loaded = read_atlas(write_hostile(tmp_path / "atlas"))
    landscape = Landscape(loaded.atlas, loaded.features, loaded.basemap, loaded.texts, loaded.counts)
    for entry in ("north-park", None):
        found = words_of(facts_sheet(landscape, entry, reader()))
        assert "root:" not in found
    layers = frozenset(layer.id for layer in loaded.atlas.layers)
    for form in ("pdf", "svg"):
        assert picture(landscape, view("north-park", layers=layers), reader(), form, "a4")


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", 'https://x.org/"><script>', "https://x.org/#read(1)"])
def test_a_link_is_text_and_leads_to_the_web_alone(link: str, tmp_path: Path) -> None:
    landscape = landscape_in(tmp_path / "atlas")
    svg = picture(landscape, view(), reader(link=link), "svg", "a4")
    assert b"<script" not in svg
    pdf = picture(landscape, view(), reader(link=link), "pdf", "a4")
    assert squeezed(link) in squeezed(words_of(pdf))
    assert b"javascript:" not in pdf


def test_every_string_of_the_corpus_can_be_printed() -> None:
    for text in STRINGS:
        shown = printable(text)
        assert not any(ord(one) < 32 and one not in "\n\t" for one in shown)
        assert not any("\u202a" <= one <= "\u202e" or "\u2066" <= one <= "\u2069" for one in shown)
