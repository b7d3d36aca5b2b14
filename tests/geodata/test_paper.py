"""The atlas on paper: every character can be set in three languages, and what is set can be searched."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from mapapp.core.evidence import gather
from mapapp.core.view import ViewState
from mapapp.core.words import amount, day
from mapapp.render.paper.fonts import covered
from mapapp.render.paper.landscape import Landscape, Reader
from mapapp.render.paper.picture import picture
from mapapp.render.paper.sheet import facts_sheet
from mapapp.store.atlas import LoadedAtlas
from mapapp.store.wording import interface
from tests.render.paper.conftest import words_of

LANGUAGES = ("en", "ru", "zh")
MOST_PAGES = 3


@pytest.fixture(scope="module")
def landscape(loaded: LoadedAtlas) -> Landscape:
    evidence = gather(loaded.atlas, loaded.regions, loaded.bands, loaded.places, loaded.lands, profiled=False)
    return Landscape(loaded.atlas, loaded.features, loaded.basemap, loaded.texts, loaded.counts, evidence)


def reader(language: str) -> Reader:
    return Reader(language, interface(language).gettext, "https://atlas.example.org/")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ():
        yield from texts(item)


def squeezed(text: str) -> str:
    """Without white space, which stands between signs of two scripts."""
    return "".join(text.split())


def test_no_character_of_the_atlas_is_without_a_glyph(loaded: LoadedAtlas) -> None:
    said = [*texts(loaded.atlas.model_dump(mode="json")), *loaded.texts.values()]
    for name in ("places.json", "labels.json"):
        said += texts(json.loads(loaded.basemap[name]))
    for language in LANGUAGES:
        catalogue = interface(language)
        said += texts(list(getattr(catalogue, "_catalog", {}).values()))
        said += [
            amount(1234567.8, "km2", language),
            amount(5, "percent", language),
            day(loaded.atlas.sources[0].read, language),
        ]
    assert len(said) > 3000
    assert {one for text in said for one in text if not one.isspace() and ord(one) not in covered()} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("selected", ["land-of-the-leopard", "northeast-china-tiger-and-leopard"])
def test_a_picture_can_be_searched_in_each_script(landscape: Landscape, language: str, selected: str) -> None:
    layers = frozenset(layer.id for layer in landscape.atlas.layers if layer.shown)
    pdf = picture(landscape, ViewState(selected, layers, language=language), reader(language), "pdf", "a4")
    words = squeezed(words_of(pdf))
    assert squeezed(landscape.atlas.say(landscape.regions[selected].title, language)) in words
    assert squeezed(landscape.atlas.say(landscape.atlas.doubt, language)) in words
    for layer in landscape.atlas.layers:
        assert (squeezed(landscape.atlas.say(layer.title, language)) in words) is layer.shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_of_the_whole_atlas_names_its_projects_on_three_pages(landscape: Landscape, language: str) -> None:
    pdf = facts_sheet(landscape, None, reader(language))
    assert len(PdfReader(io.BytesIO(pdf)).pages) <= MOST_PAGES
    words = squeezed(words_of(pdf))
    for region in landscape.atlas.regions:
        if region.project:
            assert squeezed(landscape.atlas.say(region.title, language)) in words
            assert squeezed(landscape.atlas.say(region.summary, language)) in words


def test_no_sheet_of_a_project_or_topic_is_longer_than_three_pages(landscape: Landscape) -> None:
    entries = [*(one for one in landscape.atlas.regions if one.project), *landscape.atlas.topics]
    made = {one.id: facts_sheet(landscape, one.id, reader("ru")) for one in entries}  # the longest words
    pages = {name: len(PdfReader(io.BytesIO(pdf)).pages) for name, pdf in made.items()}
    assert {name: count for name, count in pages.items() if count > MOST_PAGES} == {}
