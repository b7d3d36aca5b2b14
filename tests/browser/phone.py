"""A page on a telephone: its sheet, the grip, and the heights at which it rests."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, OpenPage

HEIGHTS = {"peek": 124, "half": 422, "full": 780}
ORDER = ("peek", "half", "full")


def sheet(page: Page) -> Locator:
    return page.locator('[data-testid="stSidebar"]')


def grip(page: Page) -> Locator:
    return page.locator(".grip button")


def expect_at(page: Page, position: str) -> None:
    """The sheet rests at a position and is as high as that says."""
    expect(page.locator("html")).to_have_attribute("data-sheet", position)
    assert top_of(page) == pytest.approx(844 - HEIGHTS[position], abs=1)


def top_of(page: Page) -> float:
    return float(sheet(page).evaluate("(e) => e.getBoundingClientRect().top"))


def step_to(page: Page, position: str) -> None:
    """Press the grip until the sheet is there."""
    for _ in ORDER:
        if page.locator("html").get_attribute("data-sheet") != position:
            grip(page).click()
    expect_at(page, position)


def middle(page: Page, selector: str = ".grip button") -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def phone(open_page: OpenPage, path: str = "/") -> Page:
    return open_page(path, viewport=NARROW)
