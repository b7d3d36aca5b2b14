"""The page fills the window, nothing covers anything else, in light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.actions import panel
from tests.browser.conftest import NARROW, WIDE, OpenPage

BOX = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
}"""
SCREENS = [
    pytest.param(viewport, dark, id=f"{viewport['width']}-{'dark' if dark else 'light'}")
    for viewport in (WIDE, NARROW)
    for dark in (False, True)
]


def _box(page: Page, selector: str) -> list[float]:
    found: list[float] = page.evaluate(BOX, selector)
    return found


def _overlap(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(("viewport", "dark"), SCREENS)
def test_map_and_panel_share_the_window(open_page: OpenPage, viewport: ViewportSize, dark: bool) -> None:
    page = open_page("/?region=land-of-the-leopard", viewport=viewport, dark=dark)
    expect(panel(page, "land-of-the-leopard")).to_be_visible()
    controls = [_box(page, selector) for selector in (".legend", ".buttons", ".leaflet-control-scale")]
    sidebar = _box(page, '[data-testid="stSidebar"]')
    for index, control in enumerate(controls):
        assert not _overlap(control, sidebar)
        assert all(not _overlap(control, other) for other in controls[index + 1 :])
    wide = page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "the page scrolls sideways"
    left, top, right, bottom = _box(page, '[data-testid="habitat-map"]')
    assert (right - left) * (bottom - top) > 0.4 * viewport["width"] * viewport["height"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_map_takes_the_colours_of_the_readers_system(open_page: OpenPage, dark: bool) -> None:
    page = open_page(dark=dark)
    sea = page.evaluate("() => getComputedStyle(document.querySelector('#map_habitat')).backgroundColor")
    assert sea == ("rgb(20, 31, 39)" if dark else "rgb(207, 223, 230)")
    park = page.locator('[data-region="land-of-the-leopard"].region').first
    assert park.evaluate("(e) => getComputedStyle(e).stroke") == ("rgb(80, 250, 175)" if dark else "rgb(14, 111, 85)")


def test_no_framework_chrome_is_seen(open_page: OpenPage) -> None:
    page = open_page()
    for chrome in ("stHeader", "stToolbar", "stAppDeployButton", "stMainMenu", "stStatusWidget"):
        assert not page.locator(f'[data-testid="{chrome}"]').first.is_visible()


def test_names_on_the_map_do_not_overlap(open_page: OpenPage) -> None:
    page = open_page()
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.pane-labels .place span')].map((e) => {
          const b = e.getBoundingClientRect();
          return [b.left, b.top + 2, b.right, b.bottom - 2];
        })"""
    )
    assert len(boxes) > 8
    for index, box in enumerate(boxes):
        assert not any(_overlap(box, other) for other in boxes[index + 1 :])


def test_a_name_stands_around_its_place_and_beside_what_was_there_first(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator(".region-name span").first).to_be_visible()
    off = page.evaluate(
        """() => [...document.querySelectorAll('.region-name, .label')].map((name) => {
          const [place, text] = [name, name.firstElementChild].map((e) => e.getBoundingClientRect());
          return Math.hypot(text.left + text.width / 2 - place.left, text.top + text.height / 2 - place.top);
        })"""
    )
    assert len(off) > 8
    assert max(off) < 1
    boxes = page.evaluate(
        """(what) => what.map((selector) => [...document.querySelectorAll(selector)].map((e) => {
          const b = e.getBoundingClientRect();
          return [b.left, b.top + 2, b.right, b.bottom - 2];
        }))""",
        [".region-name span", ".pane-labels .place span, .legend"],
    )
    assert not any(_overlap(name, other) for name in boxes[0] for other in boxes[1])


def test_names_wait_for_the_end_of_a_zoom(open_page: OpenPage) -> None:
    page = open_page()
    page.emulate_media(reduced_motion="no-preference")
    page.reload()
    expect(page.locator('[data-testid="habitat-map"][data-ready="true"]')).to_be_visible()
    hidden = page.evaluate(
        """() => new Promise((resolve) => {
          const pane = document.querySelector('.leaflet-map-pane');
          new MutationObserver(() => {
            if (!pane.classList.contains('leaflet-zoom-anim')) return;
            resolve(getComputedStyle(document.querySelector('.place')).visibility);
          }).observe(pane, { attributeFilter: ['class'] });
          setTimeout(resolve, 10000, 'no zoom was seen');
          document.querySelector('.buttons button').click();
        })"""
    )
    assert hidden == "hidden"
    expect(page.locator(".place span").first).to_be_visible()
