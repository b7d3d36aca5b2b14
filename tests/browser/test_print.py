"""The printed page: one sheet with title, map, legend, doubt, credits, address and date, in light colours."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, OpenPage

REGION = "/?region=land-of-the-leopard"
STEP = "/?region=china-russia-corridor&layers=parks,reserves,corridor&year=2024&story=5"  # in full
HIDDEN = (".buttons", ".years", ".panel", ".search", ".story", ".leaflet-popup", ".legend-title", ".legend input")
_PLACE = """() => [".habitat", '.habitat [data-region="lazovsky-reserve"]'].flatMap((part) => {
  const { x, y, width, height } = document.querySelector(part).getBoundingClientRect();
  return [x, y, width, height];
})"""
_CUT = """() => [...document.querySelectorAll(".sheet-head, .sheet-foot")]
  .some((part) => part.scrollHeight > part.clientHeight + 1)"""


def lay(page: Page) -> None:
    """What the browser does before it prints, to be looked at for as long as one likes."""
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".sheet-head")).to_be_visible()


def state(page: Page) -> Any:
    """Where the reader is, and where the map is drawn, to a pixel: Leaflet rounds anew after each move."""
    return page.evaluate("() => [location.href, history.length]"), pytest.approx(page.evaluate(_PLACE), abs=1)


def expect_state(page: Page, before: Any) -> None:
    address, place = before
    assert page.evaluate("() => [location.href, history.length]") == address
    assert page.evaluate(_PLACE) == place


def pages(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def paper(printed: bytes) -> tuple[float, float]:
    found = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", printed)
    assert found is not None
    return float(found[1]), float(found[2])


@pytest.mark.parametrize("path", ["/", REGION, STEP, "/?year=2013&lang=zh", "/?topic=timeline&lang=ru"])
def test_paper_is_one_landscape_sheet_and_leaves_everything_as_it_was(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    before = state(page)
    printed = page.pdf(prefer_css_page_size=True)
    assert pages(printed) == 1
    assert paper(printed) == pytest.approx((842, 595), abs=2)
    assert page.locator(".is-printing, .sheet-head, .sheet-foot, .sheet-picture").count() == 0
    expect_state(page, before)


def test_on_a_narrow_screen_too_paper_is_one_sheet(open_page: OpenPage) -> None:
    page = open_page(REGION, viewport=NARROW)
    before = state(page)
    assert pages(page.pdf(prefer_css_page_size=True)) == 1
    expect_state(page, before)


@pytest.mark.parametrize(
    ("language", "title", "park"),
    [
        ("en", "Amur Leopard Atlas", "Land of the Leopard National Park"),
        ("ru", "Атлас дальневосточного леопарда", "Национальный парк «Земля леопарда»"),
        ("zh", "东北豹地图集", "豹地国家公园"),
    ],
)
def test_the_sheet_says_what_it_shows(open_page: OpenPage, language: str, title: str, park: str) -> None:
    page = open_page(f"{REGION}&year=2013&lang={language}")
    lay(page)
    head, foot = page.locator(".sheet-head"), page.locator(".sheet-foot")
    expect(head.locator("h1")).to_have_text(title)
    expect(head).to_contain_text(park)
    expect(head).to_contain_text("2013")
    expect(foot).to_contain_text("region=land-of-the-leopard")
    expect(foot).to_contain_text("view=")
    expect(foot).to_contain_text("CC-BY-4.0")
    expect(page.locator(".leaflet-control-scale-line").first).to_be_visible()
    expect(page.locator(".leaflet-control-attribution")).to_be_visible()
    doubt = page.locator(".legend-doubt").text_content()
    assert doubt
    expect(foot).to_contain_text(doubt)
    assert page.evaluate(_CUT) is False


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_the_foot_is_as_high_as_its_words(open_page: OpenPage, language: str) -> None:
    page = open_page(f"{REGION}&lang={language}")
    for layer in page.locator(".legend input[data-layer]").all():  # each has its credits
        layer.check()
    lay(page)
    assert page.evaluate(_CUT) is False
    foot, drawn = page.locator(".sheet-foot").bounding_box(), page.locator(".habitat").bounding_box()
    assert foot is not None
    assert drawn is not None
    assert foot["y"] == pytest.approx(drawn["y"] + drawn["height"], abs=1)


def test_today_names_no_year(open_page: OpenPage) -> None:
    page = open_page()
    lay(page)
    assert page.locator(".sheet-head p").inner_text() == ""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_legend_is_open_and_lists_the_layers_that_are_shown(open_page: OpenPage, size: Any) -> None:
    page = open_page(viewport=size)
    lay(page)
    rows = page.locator(".legend .leaflet-control-layers-overlays label")
    shown = [row.locator("input").get_attribute("data-layer") for row in rows.all() if row.is_visible()]
    assert shown == ["parks", "reserves", "corridor", "programmes", "reintroduction", "places", "doubt"]


def test_buttons_search_panels_and_story_stay_off_the_paper(open_page: OpenPage) -> None:
    page = open_page("/?story=5")
    expect(page.get_by_test_id("story")).to_be_visible()
    lay(page)
    seen = [part for part in HIDDEN for one in page.locator(part).all() if one.is_visible()]
    assert seen == []


def test_paper_is_light_in_the_dark_too(open_page: OpenPage) -> None:
    colours = """() => [".leaflet-container", ".sheet-foot p", ".legend"].map((part) => {
      const style = getComputedStyle(document.querySelector(part));
      return [style.color, style.backgroundColor, style.printColorAdjust].join();
    }).concat(getComputedStyle(document.querySelector("path.region")).stroke)"""
    found = []
    for dark in (False, True):
        page = open_page(dark=dark)
        lay(page)
        found.append(page.evaluate(colours))
    assert found[0] == found[1]
    assert all("exact" in one for one in found[0][:3])


def test_the_ground_on_paper_is_a_light_picture(open_page: OpenPage) -> None:
    page = open_page(dark=True)
    lay(page)
    land = """() => {
      const canvas = document.querySelector(".pane-ground .sheet-picture");
      const box = document.querySelector(".habitat").getBoundingClientRect(), own = canvas.getBoundingClientRect();
      const scale = canvas.width / own.width;
      const at = [(box.x + box.width * 0.3 - own.x) * scale, (box.y + box.height * 0.3 - own.y) * scale];
      return [...canvas.getContext("2d").getImageData(...at, 1, 1).data];
    }"""
    assert page.evaluate(land) == [0xF3, 0xF0, 0xE8, 255]


def test_the_map_fills_the_sheet_and_shows_what_the_screen_showed(open_page: OpenPage) -> None:
    page = open_page(REGION)
    lay(page)
    box = page.locator(".habitat").bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(277 * 96 / 25.4, abs=1)
    assert box["height"] > 550
    park = page.locator('.habitat [data-region="land-of-the-leopard"]').bounding_box()
    assert park is not None
    assert park["x"] > box["x"]
    assert park["y"] + park["height"] < box["y"] + box["height"]


def test_the_button_prints_once_and_returns(open_page: OpenPage) -> None:
    page = open_page(REGION)
    page.evaluate(
        """() => { window.print = () => {
          document.body.dataset.printed = document.querySelector(".sheet-head").innerText;
        }; }"""
    )
    before = state(page)
    page.get_by_label("Print").click()
    expect(page.locator("body[data-printed]")).to_have_count(1)
    assert "Land of the Leopard" in page.evaluate("() => document.body.dataset.printed")
    expect(page.locator(".is-printing")).to_have_count(0)
    expect_state(page, before)


def test_the_key_that_prints_does_not_write_a_place_into_the_address(open_page: OpenPage) -> None:
    page = open_page()
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Shift")  # any key on the map counts as a gesture
    page.pdf(prefer_css_page_size=True)
    assert "view=" not in page.url
