"""What has changed is said to readers who hear the page: once, in their language, and not before they do anything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import click_region, shapes
from tests.browser.conftest import OpenPage

# Each text that the line has held, in order.
_LISTEN = """() => {
  window.heard = [];
  const line = document.querySelector('[data-testid="announcement"]');
  new MutationObserver(() => line.textContent && window.heard.push(line.textContent))
    .observe(line, { childList: true, characterData: true, subtree: true });
}"""


def listen(page: Page) -> None:
    page.evaluate(_LISTEN)


def heard(page: Page) -> list[str]:
    found: list[str] = page.evaluate("() => window.heard")
    return [text.replace("\u00a0", " ") for text in found]


def expect_said(page: Page, words: str) -> None:
    expect(page.get_by_test_id("announcement")).to_contain_text(words)


@pytest.mark.parametrize("path", ["/", "/?region=kedrovaya-pad&layers=parks", "/?story=3", "/?year=2013"])
def test_nothing_is_said_before_the_reader_does_anything(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    expect(page.get_by_test_id("announcement")).to_have_text("")


def test_a_card_is_announced_with_where_it_lies_and_when_it_goes(open_page: OpenPage) -> None:
    page = open_page()
    listen(page)
    row = page.locator('[data-region-link="kedrovaya-pad"]')
    row.click()
    expect_said(page, "Opened: Kedrovaya Pad Nature Reserve. Russia · 180")
    row.click()
    expect_said(page, "Closed: Kedrovaya Pad Nature Reserve.")
    assert len(heard(page)) == 2


def test_a_click_on_the_map_is_announced_once(open_page: OpenPage) -> None:
    page = open_page()
    listen(page)
    click_region(page, "ussuriysky-reserve")
    expect_said(page, "Opened: Ussuriysky Nature Reserve.")
    expect(page.locator(".leaflet-popup")).to_be_visible()
    assert len(heard(page)) == 1


@pytest.mark.parametrize(
    ("language", "on", "off"),
    [
        ("en", "Layer shown: Former extents. Regions: ", "Layer hidden: Former extents."),
        ("ru", "Слой показан: ", "Слой скрыт: "),
        ("zh", "已显示图层：", "已隐藏图层："),
    ],
)
def test_a_layer_is_announced_with_how_many_regions_it_shows(
    open_page: OpenPage, language: str, on: str, off: str
) -> None:
    page = open_page(f"/?lang={language}")
    layer = page.locator('input[data-layer="former"]')
    layer.check()
    expect_said(page, on)
    number = shapes(page, "former")
    assert number > 1
    expect_said(page, str(number))
    layer.uncheck()
    expect_said(page, off)


def test_bands_are_announced_without_a_number_of_regions(open_page: OpenPage) -> None:
    page = open_page()
    page.locator('input[data-layer="doubt"]').uncheck()
    expect_said(page, "Layer hidden: Bands of doubt.")
    page.locator('input[data-layer="doubt"]').check()
    expect(page.get_by_test_id("announcement")).to_have_text("Layer shown: Bands of doubt.")


def test_a_card_whose_layer_was_off_is_announced_together_with_its_layer(open_page: OpenPage) -> None:
    page = open_page()
    listen(page)
    page.locator('[data-region-link="narva-tunnel"]').click()
    expect_said(page, "Opened: Narva tunnel.")
    expect_said(page, "Layer shown: Roads, crossings and barriers.")
    assert len(heard(page)) == 1


def test_the_year_is_left_to_its_own_control(open_page: OpenPage) -> None:
    page = open_page()
    listen(page)
    page.locator(".years-slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".years-words[aria-live=polite]")).not_to_have_text("Today")
    page.locator('[data-region-link="lazovsky-reserve"]').click()
    expect_said(page, "Opened: Lazovsky Nature Reserve.")
    assert len(heard(page)) == 1


def test_a_step_of_the_story_is_announced_in_full_and_once(open_page: OpenPage) -> None:
    page = open_page()
    listen(page)
    page.locator("[data-story]").click()
    expect_said(page, "1 of 10: ")
    story = page.get_by_test_id("story")
    expect_said(page, str(story.locator("h2").text_content()))
    expect(story.locator("[aria-live]")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect_said(page, "2 of 10: ")
    page.keyboard.press("Escape")
    expect_said(page, "The story is closed.")
    assert len(heard(page)) == 3
