from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from mapapp.core.atlas import Atlas, Figure
from mapapp.core.cite import (
    DRAWN,
    PUBLISHED,
    Reader,
    cite_atlas,
    cite_entry,
    cite_figure,
    cite_source,
    figure_advice,
    figure_words,
    sentence,
)
from tests.atlases import Json, tiny_atlas

HEAD = {"authors": ["Ada Wren", "Tiny, Society of"], "version": "2.1", "released": "2026-11-20", "licence": "CC0-1.0"}
HERE = Reader("en", "https://example.org/map/", dt.date(2026, 11, 23))


def headed(**changes: Any) -> Atlas:
    """The tiny atlas with a citation of its own."""

    def add(catalogue: Json) -> None:
        catalogue["citation"] = {**HEAD, **changes}

    return tiny_atlas(add)


def words(text: str) -> str:
    return text


def said(atlas: Atlas, reader: Reader = HERE) -> str:
    return sentence(cite_atlas(atlas, reader), reader.language, words)


def area(atlas: Atlas) -> Figure:
    return next(figure for figure in atlas.regions[0].figures if figure.id == "area")


def test_the_atlas_is_cited_as_its_head_says() -> None:
    assert said(headed()) == (
        "Ada Wren; Tiny, Society of (2026). Tiny atlas [map]. Version 2.1. Data of 20 November 2026. Licence: CC0-1.0. "
        "https://example.org/map/?lang=en (read 23 November 2026)"
    )


def test_an_atlas_that_says_nothing_is_cited_by_what_it_holds() -> None:
    """By its title, the day on which its sources were last read, and the licence that all its layers share."""
    assert said(tiny_atlas(), Reader("en")) == "Tiny atlas [map] (2026). Data of 1 November 2026. Licence: CC-BY-4.0."


def test_layers_of_two_licences_have_none_in_common() -> None:
    atlas = tiny_atlas(lambda catalogue: catalogue["layers"][0].update(licence="CC0-1.0"))
    assert "Licence" not in said(atlas)


def test_an_atlas_without_a_date_says_so() -> None:
    bare = tiny_atlas().model_copy(update={"sources": ()})
    assert said(bare, Reader("en")) == "Tiny atlas [map] (no date). Licence: CC-BY-4.0."


def test_a_reader_whose_address_is_not_known_is_told_none_and_no_day() -> None:
    reference = cite_atlas(headed(), Reader("en", None, dt.date(2026, 11, 23)))
    assert (reference.address, reference.read) == (None, None)


def test_an_identifier_stands_before_the_address() -> None:
    assert "CC0-1.0. doi:10.5281/zenodo.7 https://example.org" in said(headed(doi="10.5281/zenodo.7"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"doi": "https://doi.org/10.5281/zenodo.7"},
        {"doi": "10.5281/zenodo 7"},
        {"version": "2 {bold}"},
        {"authors": [""]},
        {"released": "soon"},
        {"author": "Ada Wren"},
    ],
)
def test_a_head_that_is_not_meant_is_refused(wrong: Json) -> None:
    with pytest.raises(ValidationError):
        headed(**wrong)


def test_an_entry_is_a_part_of_the_atlas_with_an_address_of_its_own() -> None:
    atlas = headed()
    region, topic = (cite_entry(atlas, entry, HERE) for entry in (atlas.regions[0], atlas.topics[0]))
    assert region.within == "Tiny atlas"
    assert region.address == "https://example.org/map/?lang=en&region=north-park"
    assert topic.address == f"https://example.org/map/?lang=en&topic={atlas.topics[0].id}"
    assert sentence(region, "en", words).startswith(
        "Ada Wren; Tiny, Society of (2026). Title of north-park. In: Tiny atlas [map]. Version 2.1."
    )


def test_a_figure_is_cited_with_the_sources_that_published_it() -> None:
    atlas = headed()
    ours, *sources = cite_figure(atlas, atlas.regions[0], area(atlas), HERE)
    assert ours.title == "Title of north-park: Area"
    assert [one.id for one in sources] == ["journal"]
    assert (
        sentence(sources[0], "en", words)
        == "Society (no date). The journal. https://example.org/journal (read 1 November 2026)"
    )


def test_a_figure_is_said_as_on_its_card() -> None:
    atlas = tiny_atlas(lambda catalogue: catalogue["regions"][0]["figures"][0].update(year="2012"))
    assert figure_words(atlas, atlas.regions[0], area(atlas), "en") == "Area: 1,234\u00a0km² (2012)"


def test_only_what_is_also_drawn_here_is_cited_from_the_atlas() -> None:
    drawn = tiny_atlas(lambda catalogue: catalogue["regions"][0]["figures"][0].update(drawn="area"))
    assert figure_advice(area(tiny_atlas()), words) == PUBLISHED
    assert figure_advice(area(drawn), words) == f"{PUBLISHED} {DRAWN}"


def test_a_sentence_is_one_line_and_has_no_double_stop() -> None:
    def break_up(catalogue: Json) -> None:
        catalogue["title"] = {"en": "Tiny\n atlas of St."}
        catalogue["citation"] = {"licence": "One\u2028two"}

    assert sentence(cite_atlas(tiny_atlas(break_up), Reader("en")), "en", words) == (
        "Tiny atlas of St. [map] (2026). Data of 1 November 2026. Licence: One two."
    )


def test_days_are_written_in_the_language_of_the_reader() -> None:
    atlas = headed().model_copy(update={"languages": ("en", "ru")})
    told = sentence(cite_atlas(atlas, Reader("ru", HERE.base, HERE.today)), "ru", words)
    assert "20 ноября 2026" in told
    assert ".." not in told


def test_a_source_keeps_its_own_language_and_year() -> None:
    atlas = tiny_atlas(lambda catalogue: catalogue["sources"][0].update(language="ru", year=2019))
    reference = cite_source(atlas, atlas.sources[0], "en")
    assert (reference.language, reference.year, reference.is_map) == ("ru", 2019, False)
