"""Everything that a mouse does, by the keyboard alone; at every stop the focus can be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import expect_query, expect_selected, panel, place_of
from tests.browser.conftest import OpenPage
from tests.browser.keys import focused, stop, tab_to


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def to_the_map(page: Page) -> None:
    """By the page's first link, from a page that was just opened."""
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the map"
    page.keyboard.press("Enter")
    assert focused(page).startswith("Map.")


def test_the_first_two_stops_lead_to_the_map_and_to_the_list(open_page: OpenPage) -> None:
    page = open_page()
    press(page, "Tab", "Tab")
    assert focused(page) == "Skip to the list"
    page.keyboard.press("Enter")
    assert focused(page) == "land-of-the-leopard"


def test_search_and_open_what_was_found_then_close_it(open_page: OpenPage) -> None:
    page = open_page()
    tab_to(page, "Search")
    page.keyboard.type("kedrovaya")
    expect(page.locator(".search [role=option]").first).to_be_visible(timeout=20_000)
    page.keyboard.press("Enter")
    expect_selected(page, "kedrovaya-pad")
    tab_to(page, "kedrovaya-pad")
    page.keyboard.press("Enter")
    expect(panel(page, "kedrovaya-pad")).to_have_count(0)
    expect_query(page, "region", None)


def test_walk_along_the_list_open_a_card_and_go_on_to_a_neighbour_and_a_source(open_page: OpenPage) -> None:
    page = open_page()
    press(page, "Tab", "Tab", "Enter", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "Enter")
    expect_selected(page, "land-of-the-leopard")
    tab_to(page, "kedrovaya-pad")
    page.keyboard.press("Enter")
    expect_selected(page, "kedrovaya-pad")
    assert focused(page) == "kedrovaya-pad"
    tab_to(page, "Methods and all values")
    sources = panel(page, "kedrovaya-pad").locator(".sources a")
    tab_to(page, str(sources.first.text_content())[:60])
    assert page.evaluate("() => document.activeElement.closest('.sources') !== null")


def test_walk_to_a_neighbour_on_the_map_and_open_it(open_page: OpenPage) -> None:
    page = open_page()
    to_the_map(page)
    press(page, "Tab", "ArrowRight")
    region = focused(page)
    assert region != "land-of-the-leopard"
    page.keyboard.press("Enter")
    expect_selected(page, region)


def test_switch_a_layer_and_reach_another_base_map(open_page: OpenPage) -> None:
    page = open_page()
    to_the_map(page)
    tab_to(page, "embedded")
    assert page.evaluate("() => document.activeElement.type") == "radio"
    tab_to(page, "reserves")
    page.keyboard.press("Space")
    expect(page.locator(".habitat .layer-reserves[data-region]")).to_have_count(0)
    focused(page)
    page.keyboard.press("Space")
    expect(page.locator(".habitat .layer-reserves[data-region]").first).to_be_attached()


def test_zoom_home_and_share_a_link(open_page: OpenPage) -> None:
    page = open_page()
    before = place_of(page, "land-of-the-leopard")
    to_the_map(page)
    tab_to(page, "Zoom in")
    page.keyboard.press("Enter")
    assert place_of(page, "land-of-the-leopard")["height"] > before["height"]
    tab_to(page, "Zoom out")
    press(page, "Enter", "Enter")
    assert place_of(page, "land-of-the-leopard")["height"] < before["height"]
    tab_to(page, "Show the whole landscape")
    page.keyboard.press("Enter")
    assert place_of(page, "land-of-the-leopard") == pytest.approx(before, abs=1)
    tab_to(page, "Share this view")
    press(page, "Enter", "Enter")  # the dialog opens on its first button, which copies
    expect(page.locator(".box-told")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("share")).to_have_count(0)
    assert page.evaluate("() => document.activeElement.title") == "Share this view"


def test_move_the_year_come_back_and_play(open_page: OpenPage) -> None:
    page = open_page()
    to_the_map(page)
    tab_to(page, "Year")
    press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft")
    expect(page.locator(".years.is-past")).to_be_visible()
    tab_to(page, "Back to today")
    page.keyboard.press("Enter")
    expect(page.locator(".years.is-past")).to_have_count(0)
    expect_query(page, "year", None)
    tab_to(page, "Year", back=True)
    tab_to(page, "Play the years", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".years.is-past")).to_be_visible()
    assert focused(page) == "Pause"
    page.keyboard.press("Enter")
    assert focused(page) == "Play the years"


def test_two_steps_of_the_story_and_away(open_page: OpenPage) -> None:
    page = open_page()
    tab_to(page, "Begin the story")
    page.keyboard.press("Enter")
    story = page.get_by_test_id("story")
    expect(story).to_be_focused()
    tab_to(page, "Next")
    page.keyboard.press("Enter")
    expect(story).to_contain_text("2 of 10")
    assert focused(page) == "Next"
    page.keyboard.press("Enter")
    expect(story).to_contain_text("3 of 10")
    tab_to(page, "Leave the story", back=True)
    page.keyboard.press("Enter")
    expect(story).to_have_count(0)
    assert stop(page)["tag"] != "BODY"


def test_another_language(open_page: OpenPage) -> None:
    page = open_page()
    tab_to(page, "Русский")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator(".masthead h1")).to_contain_text("леопарда")
    page.keyboard.press("Tab")
    assert focused(page) == "Перейти к карте"
