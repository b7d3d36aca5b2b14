"""Paper and page look alike: colours, patterns and lines are those of the style sheet and the scripts."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from mapapp.core.style import Style
from mapapp.render.paper import look
from mapapp.render.stylesheet import layer_css
from tests.atlases import tiny_atlas

FRONT = files("mapapp.render") / "front"
SCRIPT = (FRONT / "patterns.js").read_text(encoding="utf-8")
SHEET = (FRONT / "map.css").read_text(encoding="utf-8")


def segments(path: str) -> set[tuple[float, ...]]:
    """`M0 5 L10 5 M5 0 L5 10` as ends of lines."""
    found = re.findall(r"M(-?[\d.]+) (-?[\d.]+) L(-?[\d.]+) (-?[\d.]+)", path)
    return {tuple(map(float, one)) for one in found}


@pytest.mark.parametrize("name", ["diagonal", "vertical", "cross"])
def test_a_pattern_has_the_lines_of_the_page(name: str) -> None:
    path = re.search(rf'{name}: "([^"]+)"', SCRIPT)
    assert path is not None
    side, lines = look.HATCHES[name]
    assert {tuple(map(float, line)) for line in lines} == segments(path[1])
    assert f"width: {side}, height: {side}" in SCRIPT


def test_the_hatch_of_doubt_has_the_lines_of_the_page() -> None:
    path = re.search(r'd: "([^"]+)", class: "band-lines"', SCRIPT)
    assert path is not None
    assert {tuple(map(float, line)) for line in look.HATCHES["band"][1]} == segments(path[1])


def test_dots_lie_in_the_middle_of_the_pages_squares() -> None:
    corners = re.findall(r"M(\d) (\d) h1.6 v1.6 h-1.6 z", SCRIPT)
    dots = [((x1 + x2) / 2, (y1 + y2) / 2) for x1, y1, x2, y2 in look.HATCHES["dots"][1]]
    assert dots == [(float(x) + 0.8, float(y) + 0.8) for x, y in corners]


@pytest.mark.parametrize(("line", "dash"), look.DASHES.items())
def test_lines_are_dashed_as_on_the_page(line: str, dash: tuple[float, ...]) -> None:
    atlas = tiny_atlas(lambda raw: raw["layers"][0]["style"].update(line=line))
    spelt = " ".join(f"{one:g}" for one in dash) or "none"
    assert f"--dash:{spelt}}}" in layer_css(atlas.layers[:1])


@pytest.mark.parametrize("name", ["ink", "land", "water", "coast", "river", "border", "town-halo", "rule", "accent"])
def test_colours_are_the_light_ones_of_the_page(name: str) -> None:
    sheet = (FRONT / "page.css").read_text(encoding="utf-8")
    assert f"--{name}: {look.tokens()[name]};" in sheet.partition("@media")[0]


def test_a_selected_region_is_drawn_as_strongly_as_on_the_page() -> None:
    style = Style(light="#0e6f55", dark="#50faaf", fill=0.2)
    assert "path.region.is-selected { stroke-width: 3.5px; fill-opacity: calc(var(--fill) + .14); }" in SHEET
    assert look.region(style, selected=True)["line"]["width"] == 3.5
    assert look.region(style, selected=True)["fill"] == "#0e6f5557"
    assert look.region(style)["fill"] == "#0e6f5533"
    assert look.region(style)["line"]["width"] == style.weight


def test_a_pattern_takes_the_place_of_the_fill() -> None:
    drawn = look.region(Style(light="#0e6f55", dark="#50faaf", pattern="cross"))
    assert drawn["fill"] is None
    assert drawn["hatch"]["colour"].startswith("#0e6f55")


def test_other_bands_step_back_when_one_is_chosen() -> None:
    style = Style(light="#0e6f55", dark="#50faaf")
    bands = (look.band(style, selected=True), look.band(style), look.band(style, dimmed=True))
    alphas = [int(one["hatch"]["colour"][7:], 16) for one in bands]
    assert alphas == sorted(alphas, reverse=True)
    assert len(set(alphas)) == 3
