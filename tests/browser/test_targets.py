"""On a telephone every control is large enough for a finger: 24 pixels at least, 44 where there is room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import click_region, panel
from tests.browser.conftest import OpenPage
from tests.browser.phone import phone, step_to

LEAST, GOOD = 24, 44
# Every control that can be hit; links inside sentences are as high as their line, and a box is hit by its label.
SMALL = """([controls, least]) => [...document.querySelectorAll(controls)].filter((part) => {
  if (!part.checkVisibility({ visibilityProperty: true }) || part.closest("[inert]")) return false;
  if (!part.closest(".panel, .habitat, .grip")) return false;
  if (part.matches("p a, li a, sup a, dd a, dt a, .leaflet-control-attribution a, svg *")) return false;
  const box = (part.matches("label input") ? part.closest("label") : part).getBoundingClientRect();
  return box.width > 0 && (box.width < least - 0.5 || box.height < least - 0.5);
}).map((part) => `${part.tagName}.${part.className} ${part.textContent.slice(0, 30)}`)"""
EVERY = "button, a[href], input, select, textarea, summary, [role=option], [tabindex='0']"
ROOMY = (
    ".buttons button, .legend-title, .row, .search input, .languages a, .years-play, .story button, .share button,"
    " .share input, .link"
)


def start(page: Page) -> None:
    expect(page.locator(".buttons")).to_be_visible()


def listed(page: Page) -> None:
    step_to(page, "full")
    expect(page.locator(".row").first).to_be_visible()


def more(page: Page) -> None:
    page.get_by_role("button", name="More", exact=True).click()


def legend(page: Page) -> None:
    page.locator(".legend-title").click()
    expect(page.locator(".legend input").first).to_be_visible()


def card(page: Page) -> None:
    click_region(page, "northeast-china-tiger-and-leopard")
    expect(page.locator(".leaflet-popup")).to_be_visible()
    expect(panel(page, "northeast-china-tiger-and-leopard")).to_be_visible()


def story(page: Page) -> None:
    page.locator("[data-story]").click()
    expect(page.get_by_test_id("story")).to_be_visible()


def share(page: Page) -> None:
    more(page)
    page.get_by_role("button", name="Share this view").click()
    expect(page.get_by_test_id("share")).to_be_visible()


@pytest.mark.parametrize("reach", [start, listed, more, legend, card, story, share], ids=lambda reach: reach.__name__)
def test_controls_are_as_large_as_a_finger_needs(open_page: OpenPage, reach: Callable[[Page], None]) -> None:
    page = phone(open_page)
    reach(page)
    assert page.locator(ROOMY).count() > 10
    assert page.evaluate(SMALL, [EVERY, LEAST]) == []
    assert page.evaluate(SMALL, [ROOMY, GOOD]) == []
