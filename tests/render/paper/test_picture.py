"""A picture shows what the view shows: its layers, its year, its place, and says so in words that can be searched."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from pypdf import PdfReader

from mapapp.core.view import ViewState
from mapapp.render.paper.landscape import Landscape
from mapapp.render.paper.layers import Shown
from mapapp.render.paper.picture import PAPERS, frame_of, locator, picture, sheet_data
from mapapp.store.atlas import read_atlas
from tests.atlases import Json
from tests.render.paper.conftest import ALL, landscape_in, reader, view, words_of

RED = (170, 17, 51)
RED_HEX = "#aa1133"
WIDTH, HEIGHT = 1200, 630


def red_parks(raw: Json) -> None:
    """Parks in one strong colour, without a pattern."""
    raw["layers"][0]["style"] = {"light": RED_HEX, "dark": "#50faaf", "fill": 1.0}


@pytest.fixture(scope="module")
def red(tmp_path_factory: pytest.TempPathFactory) -> Landscape:
    return landscape_in(tmp_path_factory.mktemp("red") / "atlas", red_parks)


def card(landscape: Landscape, asked: ViewState) -> Image.Image:
    """The card for links, one dot a point."""
    return Image.open(io.BytesIO(picture(landscape, asked, reader(), "png", "card"))).convert("RGB")


def colour_at(image: Image.Image, landscape: Landscape, asked: ViewState, lon: float, lat: float) -> tuple[int, ...]:
    """The colour of a place on the card."""
    left, top, _, _ = PAPERS["card"].map
    x, y = frame_of(landscape, asked, PAPERS["card"]).xy(lon, lat)
    found = image.getpixel((round(left + x), round(top + y)))
    assert isinstance(found, tuple)
    return found


def data_of(landscape: Landscape, asked: ViewState) -> Json:
    return sheet_data(Shown(landscape, asked, frame_of(landscape, asked, PAPERS["a4"])), reader(), [])


def test_a_layer_has_its_colour_where_it_lies_and_only_there(red: Landscape) -> None:
    asked = view(layers=frozenset({"parks"}))
    image = card(red, asked)
    assert image.size == (WIDTH, HEIGHT)
    assert colour_at(image, red, asked, 24.2, 16.15) == RED
    assert colour_at(image, red, asked, 28, 16) == (243, 240, 232)  # land
    assert colour_at(image, red, asked, 20.3, 16) == (207, 223, 230)  # water


def test_a_layer_that_is_off_is_not_drawn(red: Landscape) -> None:
    colours = card(red, view(layers=frozenset({"paths"}))).crop((440, 0, WIDTH, HEIGHT)).getcolors(WIDTH * HEIGHT)
    assert RED not in {colour for _, colour in colours or ()}


def test_the_year_decides_what_is_drawn(red: Landscape) -> None:
    before, after = (view(layers=frozenset({"parks"}), year=year) for year in (1999, 2001))
    assert colour_at(card(red, before), red, before, 24.2, 12.15) == (243, 240, 232)
    assert colour_at(card(red, after), red, after, 24.2, 12.15) == RED


@pytest.mark.parametrize("shown", [ALL, frozenset({"parks"}), frozenset({"doubt", "paths"}), frozenset()])
def test_the_legend_has_the_layers_that_are_shown_and_no_other(landscape: Landscape, shown: frozenset[str]) -> None:
    legend = [entry["title"] for entry in data_of(landscape, view(layers=shown))["legend"]]
    assert legend == [layer.title["en"] for layer in landscape.atlas.layers if layer.id in shown]


def test_a_sample_in_the_legend_is_drawn_as_its_layer(landscape: Landscape) -> None:
    data = data_of(landscape, view(layers=frozenset({"parks", "paths", "posts"})))
    looks = [shape["look"] for shape in data["map"]["shapes"]]
    parks, paths, posts = data["legend"]
    assert parks["look"] in looks
    assert paths["look"] in looks
    assert posts["mark"] in [{key: one[key] for key in posts["mark"]} for one in data["map"]["marks"]]


def test_the_selected_region_stands_out_and_other_bands_step_back(landscape: Landscape) -> None:
    plain, chosen = (
        Shown(landscape, view(one), frame_of(landscape, view(), PAPERS["a4"])) for one in (None, "north-park")
    )
    widths = [Counter(one["look"]["line"]["width"] for one in shown.shapes()) for shown in (plain, chosen)]
    assert widths[0][3.5] == widths[1][3.5] - 1
    assert next(iter(chosen.names(reader())))["text"] == landscape.regions["north-park"].title["en"]


def test_without_the_layer_of_doubt_there_are_no_bands(landscape: Landscape) -> None:
    frame = frame_of(landscape, view(), PAPERS["a4"])
    assert Shown(landscape, view(), frame).bands
    assert not Shown(landscape, view(layers=ALL - {"doubt"}), frame).bands
    assert {band.region for _, band in Shown(landscape, view(year=1999), frame).bands} == {"north-park"}


def test_a_view_looks_at_its_place_else_at_its_region_else_at_the_whole(landscape: Landscape) -> None:
    paper = PAPERS["a4"]
    placed = frame_of(landscape, replace(view("gate"), place=(15.5, 25.5, 9.0)), paper)
    assert (placed.latitude, placed.longitude, placed.zoom) == (15.5, 25.5, 9.0)
    region = frame_of(landscape, view("north-park"), paper)
    assert region.inside(24.5, 16.5)
    assert not region.inside(24.5, 12.5)
    whole = frame_of(landscape, view(), paper)
    assert all(whole.inside(lon, lat) for lon in (21, 29) for lat in (11, 19))


def test_the_locator_shows_the_frame_in_what_lies_round_it(landscape: Landscape) -> None:
    made = locator(landscape, reader(), frame_of(landscape, view("north-park"), PAPERS["a4"]), 166, 118)
    x, y, width, height = made["window"]
    assert 0 < x < x + width < 166
    assert 0 < y < y + height < 118
    assert width * height < 166 * 118 / 9
    assert x + width / 2 == pytest.approx(83, abs=0.1)


def test_the_sheet_says_everything_in_words_that_can_be_searched(landscape: Landscape) -> None:
    pdf = picture(landscape, view("north-park", year=2010), reader(), "pdf", "a4")
    words = words_of(pdf)
    regions, atlas = landscape.regions, landscape.atlas
    for said in (
        regions["north-park"].title["en"],
        atlas.title["en"],
        atlas.doubt["en"],
        "As it was at the end of 2010",
        "Legend",
        "Where this lies",
        "https://maps.example.org/?lang=en&region=north-park",
        "Data of ",
        atlas.layers[0].credit,
        atlas.layers[0].licence,
        " km",
    ):
        assert said in words, said


def test_the_pdf_has_title_language_and_tags(landscape: Landscape) -> None:
    read = PdfReader(io.BytesIO(picture(landscape, view("north-park"), reader("ru"), "pdf", "a4")))
    root: Any = read.trailer["/Root"]
    assert read.metadata is not None
    assert read.metadata.title == landscape.regions["north-park"].title["en"]
    assert root["/Lang"] == "ru"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert len(read.pages) == 1
    assert [round(float(side)) for side in read.pages[0].mediabox[2:]] == [842, 595]


def test_what_the_map_shows_is_said_for_who_cannot_see_it(landscape: Landscape) -> None:
    said = data_of(landscape, view("north-park", layers=frozenset({"parks"})))["alt"]
    title, layer = landscape.regions["north-park"].title["en"], landscape.atlas.layers[0].title["en"]
    assert said == f"Map: {title}. Shown: {layer}."


def test_the_svg_needs_nothing_from_elsewhere(landscape: Landscape) -> None:
    drawing = ET.fromstring(picture(landscape, view(), reader(), "svg", "a4"))  # noqa: S314  # our own
    links = [
        (one.tag.rpartition("}")[2], value)
        for one in drawing.iter()
        for key, value in one.attrib.items()
        if key.endswith(("href", "src"))
    ]
    assert {tag for tag, value in links if not value.startswith(("#", "data:"))} <= {"a"}
    assert not [one for one in drawing.iter() if one.tag.endswith(("script", "foreignObject", "style"))]
    assert "@font-face" not in ET.tostring(drawing, "unicode")


@pytest.mark.parametrize("form", ["png", "pdf", "svg"])
def test_the_same_view_gives_the_same_bytes(landscape: Landscape, form: str) -> None:
    one, other = (picture(landscape, view(), reader(), form, "card") for _ in range(2))  # type: ignore[arg-type]
    assert one == other


def test_paper_has_the_resolution_of_print(landscape: Landscape) -> None:
    with Image.open(io.BytesIO(picture(landscape, view(), reader(), "png", "a4"))) as image:
        assert image.size == (3508, 2480)  # 300 dots an inch


def test_a_name_is_never_set_over_another(tmp_path: Path) -> None:
    crowd = [{"names": {"en": f"Crowdville {n}"}, "lon": 25.0, "lat": 14.0} for n in range(40)]
    folder = tmp_path / "atlas"
    landscape_in(folder)
    (folder / "basemap" / "places.json").write_text(json.dumps(crowd))
    loaded = read_atlas(folder)
    crowded = Landscape(loaded.atlas, loaded.features, loaded.basemap)
    words = words_of(picture(crowded, view(layers=frozenset()), reader(), "pdf", "card"))
    assert 1 <= len(set(re.findall(r"Crowdville \d+", words))) <= 4  # right, left, below and above


def test_a_picture_of_the_ground_that_is_none_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    landscape_in(folder)
    bounds = '{"relief": {"bounds": [[10, 20], [20, 30]]}}'
    (folder / "basemap" / "rasters.json").write_text(bounds)
    loaded = read_atlas(folder)
    assert "relief.webp" in loaded.basemap
    broken = Landscape(loaded.atlas, loaded.features, loaded.basemap)
    assert picture(broken, view(), reader(), "png", "card")


def test_many_layers_make_the_legend_smaller_not_longer_than_its_column(tmp_path: Path) -> None:
    def many(raw: Json) -> None:
        first = raw["layers"][0]
        more = [
            {**first, "id": f"more-{n}", "title": {"en": f"Further layer number {n} with a long name"}}
            for n in range(22)
        ]
        raw["layers"] += more

    landscape = landscape_in(tmp_path / "atlas", many)
    shown = frozenset(layer.id for layer in landscape.atlas.layers)
    words = words_of(picture(landscape, view(layers=shown), reader(), "pdf", "a4"))
    assert "Further layer number 21 with a long name" in words


def test_a_selected_place_has_its_name_beside_it(landscape: Landscape) -> None:
    frame = frame_of(landscape, view("gate"), PAPERS["a4"])
    first = next(iter(Shown(landscape, view("gate"), frame).names(reader())))
    assert first["text"] == landscape.regions["gate"].title["en"]
    assert (0, 0) not in first["shifts"]
    assert landscape.regions["gate"].title["en"] not in [
        one["text"] for one in Shown(landscape, view(), frame).names(reader())
    ]
