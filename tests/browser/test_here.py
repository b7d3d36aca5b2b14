"""A click on the empty map, or Enter at the crosshair, tells what is there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import expect_query, expect_selected, panel
from tests.browser.conftest import NARROW, OpenPage

SEA = (1000, 700)
PARK = "/?view=43.1,131.3,9"  # the middle of the map lies in the park
POPUP = ".here-popup"


def ask_by_keys(page: Page) -> None:
    """Ask what is at the middle of the map, as a reader with a keyboard does."""
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Enter")


def figures(page: Page) -> list[str]:
    """The coordinates as they stand in the popup: decimal, then degrees, minutes and seconds."""
    shown = page.locator(f"{POPUP} .here-figures")
    expect(shown).to_have_count(2)
    return shown.all_inner_texts()


def expect_the_middle(page: Page) -> None:
    """The coordinates are those of the middle of the map."""
    latitude, longitude = (float(part) for part in figures(page)[0].split(", "))
    assert (latitude, longitude) == pytest.approx((43.1, 131.3), abs=0.01)


def test_a_click_on_the_empty_map_tells_coordinates_country_town_and_border(open_page: OpenPage) -> None:
    page = open_page()
    page.mouse.click(*SEA)
    popup = page.locator(POPUP)
    expect(popup).to_contain_text("Sea, or land whose country this map does not know")
    expect(popup.locator("dd").nth(1)).to_contain_text("of here")
    expect(popup.locator("dd").nth(2)).to_contain_text("km away")
    expect(popup).to_contain_text("No region of the atlas holds this place.")
    decimal, sexagesimal = popup.locator(".here-figures").all_inner_texts()
    latitude, longitude = (float(part) for part in decimal.split(", "))
    assert 41 < latitude < 43
    assert 131 < longitude < 135
    assert sexagesimal.startswith(f"{int(latitude)}°")
    assert sexagesimal.endswith("″ E")
    expect(page.get_by_test_id("announcement")).to_contain_text("Sea, or land")


def test_a_click_on_the_empty_map_closes_the_card_and_asks(open_page: OpenPage) -> None:
    page = open_page("/?region=kedrovaya-pad&view=42,133,8")
    expect_selected(page, "kedrovaya-pad")
    page.mouse.click(*SEA)
    expect(panel(page, "kedrovaya-pad")).to_have_count(0)
    expect_query(page, "region", None)
    expect(page.locator(POPUP)).to_be_visible()


def test_enter_asks_what_is_at_the_crosshair_and_escape_returns_to_the_map(open_page: OpenPage) -> None:
    page = open_page(PARK)
    crosshair = page.locator(".crosshair")
    expect(crosshair).to_be_hidden()
    page.keyboard.press("Tab")
    page.locator(".leaflet-container").focus()
    expect(crosshair).to_be_visible()
    page.keyboard.press("Enter")
    expect_the_middle(page)
    expect(page.locator(".here")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(POPUP)).to_have_count(0)
    expect(page.locator(".leaflet-container")).to_be_focused()


def test_a_region_that_holds_the_place_is_a_button_that_opens_it(open_page: OpenPage) -> None:
    page = open_page(PARK)
    ask_by_keys(page)
    page.locator('[data-how="inside"] [data-here-region="land-of-the-leopard"]').click()
    expect_selected(page, "land-of-the-leopard")
    expect(page.locator(POPUP)).to_have_count(0)


def test_the_year_of_the_map_is_the_year_of_the_answer(open_page: OpenPage) -> None:
    page = open_page("/?year=2013&view=43.1,131.3,9")
    ask_by_keys(page)
    expect(page.locator('[data-here-region="land-of-the-leopard-2012"]')).to_be_visible()
    expect(page.locator('[data-here-region="land-of-the-leopard"]')).to_have_count(0)
    expect(page.locator(POPUP)).to_contain_text("at the end of 2013")


def test_coordinates_can_be_copied(open_page: OpenPage) -> None:
    page = open_page(PARK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask_by_keys(page)
    expect(page.locator(f"{POPUP} dl")).to_be_visible()  # what is announced with the answer comes before
    page.get_by_label("Copy degrees, minutes and seconds").click()
    expect(page.get_by_test_id("announcement")).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == figures(page)[1]
    assert re.fullmatch(r"43°0\d′\d\d″ N, 131°1\d′\d\d″ E", copied)


def test_one_click_selects_the_coordinates(open_page: OpenPage) -> None:
    page = open_page(PARK)
    ask_by_keys(page)
    page.locator(f"{POPUP} .here-figures").first.click()
    assert page.evaluate("() => String(getSelection())") == figures(page)[0]


@pytest.mark.parametrize(("language", "title", "east"), [("ru", "Что здесь", "в. д."), ("zh", "此处有什么", "东经")])
def test_the_popup_speaks_the_language_of_the_reader(open_page: OpenPage, language: str, title: str, east: str) -> None:
    page = open_page(f"{PARK}&lang={language}")
    ask_by_keys(page)
    expect(page.locator(f"{POPUP} h2")).to_have_text(title)
    expect(page.locator(f"{POPUP} .here-figures").last).to_contain_text(east)
    expect(page.locator(f"{POPUP} dl")).to_be_visible()


def test_without_the_server_the_coordinates_stand_and_asking_again_is_possible(open_page: OpenPage) -> None:
    page = open_page(PARK)
    page.route("**/here?*", lambda route: route.fulfill(status=200, body="not json"))
    ask_by_keys(page)
    expect(page.locator(POPUP)).to_contain_text("the rest could not be asked")
    expect_the_middle(page)
    page.unroute("**/here?*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(f"{POPUP} dl")).to_contain_text("Russia")


def test_on_a_narrow_screen_the_popup_lies_on_the_map(open_page: OpenPage) -> None:
    page = open_page("/?lang=ru&view=43.1,131.3,9", viewport=NARROW)
    ask_by_keys(page)
    expect(page.locator(f"{POPUP} dl")).to_be_visible()
    inside = """() => {
      const map = document.querySelector(".habitat").getBoundingClientRect();
      const box = document.querySelector(".here-popup").getBoundingClientRect();
      return box.left >= map.left && box.right <= map.right && box.top >= map.top && box.bottom <= map.bottom;
    }"""
    for _ in range(100):
        if page.evaluate(inside):
            break
        page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate(inside)
