"""Bands of doubt lie on the map and stay out of the way; a corridor's profile and the map point at each other."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import expect_query, expect_selected, panel
from tests.browser.conftest import OpenPage

CORRIDOR = "/?region=china-russia-corridor"

# A place in some band where the topmost element of the map is no region: [x, y, whose band].
_IN_BAND = """() => {
  for (const path of document.querySelectorAll(".habitat path[data-band]:not(.is-off)")) {
    const box = path.getBoundingClientRect(), back = path.getScreenCTM().inverse();
    for (let row = 1; row < 40; row++) for (let column = 1; column < 40; column++) {
      const x = box.left + (box.width * column) / 40, y = box.top + (box.height * row) / 40;
      const top = document.elementFromPoint(x, y);
      if (!top?.closest(".leaflet-container") || top.closest("[data-region], .leaflet-control")) continue;
      if (path.isPointInFill(new DOMPoint(x, y).matrixTransform(back))) return [x, y, path.dataset.band];
    }
  }
  return null;
}"""

# A place on the axis where nothing lies over the map, away from the axis's middle by a share of its length.
_ON_AXIS = """(share) => {
  const path = document.querySelector(".habitat path.axis-line"), length = path.getTotalLength();
  for (let step = 0; step < 100; step++) {
    const point = path.getPointAtLength(length * ((share + step / 100) % 1)).matrixTransform(path.getScreenCTM());
    const top = document.elementFromPoint(point.x, point.y);
    if (top?.closest(".leaflet-container") && !top.closest(".leaflet-control")) return [point.x, point.y];
  }
  return null;
}"""


def bands(page: Page, more: str = "") -> Locator:
    return page.locator(f".habitat path[data-band]{more}")


def band(page: Page, region: str) -> Locator:
    return bands(page, f'[data-band="{region}"]')


def chart(page: Page) -> Locator:
    """The profile on the panel, once it is there and its axis is on the map."""
    found = page.locator(".atlas-panel .profile-chart")
    expect(found).to_be_visible()
    expect(page.locator(".habitat path.axis-line")).to_have_count(1)
    return found


def expect_cursor(page: Page, *, shown: bool) -> None:
    """The line at the chosen station is there or not; having no width, it never counts as visible."""
    hidden = page.locator(".profile-cursor[hidden]")
    expect(page.locator(".profile-cursor")).to_have_count(1)
    expect(hidden).to_have_count(0 if shown else 1)


def station(page: Page) -> int:
    """The number of the station that the chart points at."""
    return int(str(page.locator(".profile-chart").get_attribute("aria-valuenow")))


def test_each_region_with_a_band_shows_it_below_everything_else(open_page: OpenPage) -> None:
    page = open_page()
    expect(band(page, "land-of-the-leopard")).to_be_visible()
    assert bands(page).count() > 10
    hatched = band(page, "land-of-the-leopard").evaluate("(path) => getComputedStyle(path).fill")
    assert "#band-parks" in hatched
    level = "(pane) => Number(getComputedStyle(pane).zIndex)"
    assert page.locator(".leaflet-bands-pane").evaluate(level) < page.locator(".leaflet-overlay-pane").evaluate(level)


def test_the_switch_of_doubt_hides_the_bands_and_brings_them_back(open_page: OpenPage) -> None:
    page = open_page()
    expect(band(page, "lazovsky-reserve")).to_be_visible()
    count = bands(page).count()
    page.locator('input[data-layer="doubt"]').click()
    expect(bands(page)).to_have_count(0)
    expect_query(page, "layers", "parks,reserves,corridor,programmes,reintroduction,places")
    page.locator('input[data-layer="doubt"]').click()
    expect(bands(page)).to_have_count(count)
    expect_query(page, "layers", None)


def test_a_click_in_a_band_outside_any_area_selects_nothing(open_page: OpenPage) -> None:
    page = open_page("/?region=kedrovaya-pad")
    expect_selected(page, "kedrovaya-pad")
    found = page.evaluate(_IN_BAND)
    assert found is not None, "no band lies beside the areas"
    page.mouse.click(found[0], found[1])
    expect(panel(page, "kedrovaya-pad")).to_have_count(0)
    expect_query(page, "region", None)
    expect(page.locator(".habitat .is-selected")).to_have_count(0)
    expect(page.locator(".here-popup")).to_contain_text("Outside as drawn, but within the doubt of")


def test_the_bands_of_a_hidden_layer_are_hidden_with_it(open_page: OpenPage) -> None:
    page = open_page()
    expect(band(page, "land-of-the-leopard")).to_be_visible()
    page.locator('input[data-layer="parks"]').click()
    expect(band(page, "land-of-the-leopard")).to_be_hidden()
    expect(band(page, "lazovsky-reserve")).to_be_visible()
    page.locator('input[data-layer="parks"]').click()
    expect(band(page, "land-of-the-leopard")).to_be_visible()


def test_a_layer_that_is_hidden_from_the_start_shows_no_band(open_page: OpenPage) -> None:
    page = open_page("/?layers=reserves,doubt")
    expect(band(page, "lazovsky-reserve")).to_be_visible()
    expect(band(page, "land-of-the-leopard")).to_be_hidden()


def test_the_band_of_the_selected_region_stands_out(open_page: OpenPage) -> None:
    page = open_page("/?region=lazovsky-reserve")
    expect(bands(page, ".is-selected")).to_have_count(1)
    expect(band(page, "lazovsky-reserve")).to_have_class(re.compile(r"\bis-selected\b"))
    page.locator('[data-region-link="land-of-the-leopard"]').click()
    expect(band(page, "land-of-the-leopard")).to_have_class(re.compile(r"\bis-selected\b"))
    expect(bands(page, ".is-selected")).to_have_count(1)


def test_the_axis_is_on_the_map_as_soon_as_its_profile_is_open(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator(".axis-line")).to_have_count(0)
    page.locator('[data-region-link="china-russia-corridor"]').click()
    chart(page)


def test_an_address_of_a_corridor_brings_its_axis(open_page: OpenPage) -> None:
    page = open_page(CORRIDOR)
    chart(page)
    expect(page.locator(".axis-mark")).to_have_count(0)


def test_pointing_at_the_chart_marks_the_place_on_the_map_and_says_it(open_page: OpenPage) -> None:
    page = open_page(CORRIDOR)
    svg = chart(page)
    box = svg.bounding_box()
    assert box is not None
    svg.hover(position={"x": box["width"] / 2, "y": box["height"] / 3})
    expect(page.locator(".habitat path.axis-mark")).to_be_visible()
    expect(page.locator(".habitat path.axis-width")).to_have_count(1)
    expect(page.locator(".profile-says")).to_contain_text(re.compile(r"At \d[\d.,]*\skm"))
    expect_cursor(page, shown=True)
    before = page.locator(".axis-mark").get_attribute("d")
    svg.hover(position={"x": box["width"] / 4, "y": box["height"] / 3})
    expect(page.locator(".axis-mark")).not_to_have_attribute("d", str(before))


def test_arrow_keys_walk_along_the_axis(open_page: OpenPage) -> None:
    page = open_page(CORRIDOR)
    svg = chart(page)
    svg.focus()
    for key, number in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("PageUp", 11), ("Home", 0)):
        page.keyboard.press(key)
        expect(svg).to_have_attribute("aria-valuenow", str(number))
    page.keyboard.press("End")
    expect(svg).to_have_attribute("aria-valuenow", str(svg.get_attribute("aria-valuemax")))
    expect(page.locator(".habitat path.axis-mark")).to_be_visible()
    says = page.locator(".profile-says").text_content()
    assert says
    expect(svg).to_have_attribute("aria-valuetext", says)
    page.keyboard.press("ArrowRight")  # there is nothing beyond the last
    expect(svg).to_have_attribute("aria-valuenow", str(svg.get_attribute("aria-valuemax")))


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_pointing_at_the_axis_on_the_map_moves_the_chart(open_page: OpenPage, share: float) -> None:
    page = open_page(CORRIDOR)
    svg = chart(page)
    expect_cursor(page, shown=False)
    place = page.evaluate(_ON_AXIS, share)
    assert place is not None, "the axis is covered all along"
    page.mouse.move(*place)
    expect_cursor(page, shown=True)
    expect(svg).to_have_attribute("aria-valuenow", re.compile(r"[1-9]\d*"))
    last = int(str(svg.get_attribute("aria-valuemax")))
    assert 0.05 * last < station(page) < 0.95 * last
    expect(page.locator(".axis-mark")).to_be_visible()


@pytest.mark.parametrize("opens", ["land-of-the-leopard", "china-russia-corridor"])
def test_leaving_the_region_takes_its_axis_from_the_map(open_page: OpenPage, opens: str) -> None:
    page = open_page(CORRIDOR)
    svg = chart(page)
    svg.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".axis-mark")).to_have_count(1)
    page.locator(f'[data-region-link="{opens}"]').click()  # its own row closes it
    for part in ("axis-line", "axis-mark", "axis-width"):
        expect(page.locator(f".{part}")).to_have_count(0)
