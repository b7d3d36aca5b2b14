"""A sheet of facts says what the panel says, in the same words, and where each of them comes from."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from mapapp.core.atlas import Region
from mapapp.core.card import make_card
from mapapp.core.words import measured
from mapapp.render.panels import render_panels
from mapapp.render.paper.chart import count_charts
from mapapp.render.paper.facts import FactsWriter
from mapapp.render.paper.landscape import Landscape
from mapapp.render.paper.look import Json
from mapapp.render.paper.sheet import facts_sheet
from mapapp.store.atlas import read_atlas
from tests.atlases import write_atlas
from tests.chronicles import chronicled, chronicled_files
from tests.render.html_reader import Page
from tests.render.paper.conftest import reader, words_of


def sheet(landscape: Landscape, entry: str | None = "north-park") -> bytes:
    return facts_sheet(landscape, entry, reader())


def data(landscape: Landscape, entry: str = "north-park") -> Json:
    known = {one.id: one for one in landscape.atlas.entries}
    return FactsWriter(landscape, known[entry], reader()).data()


def section(told: Json, kind: str) -> Json:
    return next(one for one in told["sections"] if one["kind"] == kind)


def test_the_sheet_says_what_the_card_says(landscape: Landscape) -> None:
    words = words_of(sheet(landscape))
    region = landscape.regions["north-park"]
    surveys = landscape.evidence.surveys
    made = make_card(landscape.atlas, region, "en", landscape.texts["north-park", "en"], surveys)
    for figure in made.figures:
        assert figure.label in words
        assert figure.value.replace("\u00a0", " ") in words.replace("\u00a0", " ")
    for said in (
        made.title,
        made.summary,
        made.outline,
        made.corrections[0].fact,
        made.roles[0].title,
        made.roles[0].role,
    ):
        assert str(said) in words
    for number, source in enumerate(made.sources, start=1):
        assert f"{number} {landscape.atlas.say(source.title, 'en')}" in words
        assert str(source.url) in words


def test_what_stands_on_the_sheet_stands_in_the_panel(landscape: Landscape) -> None:
    atlas = landscape.atlas
    panel = render_panels(atlas, "en", landscape.texts, landscape.evidence, features=tuple(landscape.drawn.values()))
    shown = " ".join(Page(panel["cards/north-park.html"].decode()).text.split())
    told = data(landscape)
    doubt, where = section(told, "doubt"), section(told, "where")
    for part in (
        *(words for _, words in doubt["area"]["pairs"][:1]),
        *(row["size"] for row in doubt["edges"]["rows"]),
        *(row["words"] for row in where["rows"]["rows"]),
        where["words"],
        doubt["words"],
    ):
        assert " ".join(part.split()) in shown, part


def test_how_sure_the_outline_is_comes_with_least_and_most(landscape: Landscape) -> None:
    area = landscape.evidence.surveys["north-park"].area_km2
    assert area is not None
    told = section(data(landscape), "doubt")["area"]
    assert (told["least"], told["value"], told["most"]) == (area.least, area.value, area.most)
    words = words_of(sheet(landscape)).replace("\u00a0", " ")
    assert measured(area.least or 0, "km2", "en", area.most).replace("\u00a0", " ") in words
    assert "Published area" in words


def test_the_small_map_shows_the_region_its_band_and_no_other_region(landscape: Landscape) -> None:
    region = landscape.regions["north-park"]
    drawn, _ = FactsWriter(landscape, region, reader()).map()
    assert drawn is not None
    assert [one["text"] for one in drawn["names"] if one["kind"] == "region"] == [region.title["en"]]
    widths = [one["look"]["line"]["width"] for one in drawn["shapes"] if one["look"]["line"]["colour"][:7] == "#0e6f55"]
    assert widths.count(3.5) == 1


def test_a_topic_has_no_map_and_a_region_that_is_not_drawn_neither(landscape: Landscape, tmp_path: Path) -> None:
    about = next(one for one in landscape.atlas.topics if one.id == "about")
    assert FactsWriter(landscape, about, reader()).map() == (None, {})
    assert "What this is" in words_of(sheet(landscape, "about"))
    bare = Landscape(landscape.atlas, {layer.id: () for layer in landscape.atlas.layers})
    gate = bare.regions["gate"]
    assert isinstance(gate, Region)
    assert FactsWriter(bare, gate, reader()).map() == (None, {})
    assert gate.title["en"] in words_of(sheet(bare, "gate"))


def test_without_an_entry_the_sheet_tells_of_the_whole_atlas(landscape: Landscape) -> None:
    words = words_of(sheet(landscape, None))
    atlas = landscape.atlas
    project = next(region for region in atlas.regions if region.project)
    for said in (atlas.title["en"], atlas.purpose["en"], atlas.doubt["en"], project.title["en"], project.summary["en"]):
        assert said in words
    for layer in atlas.layers:
        assert layer.title["en"] in words
        assert layer.description["en"] in words


def test_how_to_cite_and_licence_and_link_stand_on_the_sheet(landscape: Landscape) -> None:
    words = words_of(sheet(landscape))
    parks = landscape.atlas.layers[0]
    assert "How to cite" in words
    assert f"{landscape.regions['north-park'].title['en']}. In: {landscape.atlas.title['en']} [map]" in words
    assert f"{parks.credit} ({parks.licence})" in words
    assert "https://maps.example.org/?lang=en&region=north-park" in words


def test_the_pdf_has_title_language_tags_and_numbered_pages(landscape: Landscape) -> None:
    read = PdfReader(io.BytesIO(sheet(landscape)))
    assert read.metadata is not None
    assert read.metadata.title == landscape.regions["north-park"].title["en"]
    root: Any = read.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    for number, page in enumerate(read.pages, start=1):
        assert f"Page {number} of {len(read.pages)}" in page.extract_text().replace("\u00a0", " ")


def test_the_same_data_give_the_same_bytes(landscape: Landscape) -> None:
    assert sheet(landscape) == sheet(landscape)


def test_an_entry_that_the_atlas_lacks_is_an_error(landscape: Landscape) -> None:
    with pytest.raises(KeyError):
        sheet(landscape, "nowhere")


def test_counts_are_charted_with_their_ranges_and_joined_only_from_year_to_year(tmp_path: Path) -> None:
    loaded = read_atlas(write_atlas(tmp_path / "atlas", chronicled(), chronicled_files()))
    charts = list(count_charts(loaded.atlas, loaded.counts, reader()))
    shown = {series["title"]: series for chart in charts for series in chart["series"]}
    north = next(series for title, series in shown.items() if "north" in title)
    assert [point["year"] for point in north["points"]] == [2001, 2002, 2004]
    assert [point["low"] for point in north["points"]] == [None, 20, None]
    assert north["links"] == [(2001, 20, 2002, 24)]  # two years passed before the next
    for chart in charts:
        highest = max(point["high"] or point["middle"] for one in chart["series"] for point in one["points"])
        assert highest <= chart["top"]
        assert 3 <= len(chart["rungs"]) <= 8
        assert chart["first"] <= min(chart["years"]) <= max(chart["years"]) <= chart["last"]


def test_a_topic_of_numbers_has_every_count_and_one_of_events_every_event(tmp_path: Path) -> None:
    catalogue = chronicled()
    catalogue["topics"] = [
        {"id": shows, "title": {"en": shows}, "summary": {"en": "Told here"}, "shows": shows}
        for shows in ("numbers", "timeline")
    ]
    loaded = read_atlas(write_atlas(tmp_path / "atlas", catalogue, chronicled_files()))
    past = Landscape(loaded.atlas, loaded.features, texts=loaded.texts, counts=loaded.counts)
    numbers, events = (words_of(sheet(past, topic)) for topic in ("numbers", "timeline"))
    assert "tracks in snow, adults" in numbers
    assert "1,234" in numbers
    for event in loaded.atlas.events:
        assert event.words["en"] in events
