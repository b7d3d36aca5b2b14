"""Clicks and keys measure a line or an area, and nothing else happens meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import hold, let_go, place_on_map, press_on_map
from tests.browser.conftest import NARROW, OpenPage

BUTTON = "Measure a distance or an area"
ONE, OTHER, THIRD = (800, 620), (1000, 620), (1000, 760)


def begin(page: Page) -> None:
    page.get_by_label(BUTTON).click()
    expect(page.get_by_test_id("measuring")).to_be_visible()


def points(page: Page) -> int:
    return page.locator(".measure-point").count()


def facts(page: Page) -> list[str]:
    return page.locator(".measuring dt").all_inner_texts()


def test_each_click_adds_a_point_and_the_length_is_told_in_words(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    page.mouse.click(*ONE)
    expect(page.locator(".measure-point")).to_have_count(1)
    page.mouse.click(*OTHER)
    value = page.locator(".measuring dd")
    expect(value).to_contain_text("km")
    first = value.inner_text()
    page.mouse.click(*THIRD)
    expect(value).not_to_have_text(first)
    assert facts(page) == ["Length"]


def test_clicking_the_first_point_closes_the_area(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    for place in (ONE, OTHER, THIRD, ONE):
        page.mouse.click(*place)
    expect(page.locator(".measuring dt")).to_have_text(["Area", "Perimeter"])
    expect(page.locator(".measuring dd").first).to_contain_text("km²")
    expect(page.locator(".measure-line.is-closed")).to_have_count(1)
    assert points(page) == 3


def test_the_area_can_be_closed_and_opened_again_by_buttons(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    for place in (ONE, OTHER, THIRD):
        page.mouse.click(*place)
    page.get_by_role("button", name="Close the area").click()
    expect(page.locator(".measuring dt")).to_have_text(["Area", "Perimeter"])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".measuring dt")).to_have_text(["Length"])
    assert points(page) == 3


def test_an_answer_to_a_measuring_that_has_ended_is_for_nobody(open_page: OpenPage) -> None:
    page = open_page()
    held = hold(page, "**/measure?*")
    begin(page)
    page.mouse.click(*ONE)
    with page.expect_request("**/measure?*"):
        page.mouse.click(*OTHER)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("measuring")).to_have_count(0)
    begin(page)
    let_go(page, held[0])
    assert facts(page) == []


def test_an_area_that_crosses_itself_gets_a_sentence(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    for place in (ONE, THIRD, OTHER, (800, 760)):
        page.mouse.click(*place)
    page.get_by_role("button", name="Close the area").click()
    expect(page.locator(".measuring-result")).to_contain_text("crosses or touches itself")
    expect(page.locator(".measuring dt")).to_have_text(["Perimeter"])


def test_while_measuring_a_region_takes_a_point_and_does_not_open(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    page.mouse.click(*place_on_map(page, "ussuriysky-reserve"))
    page.mouse.click(*ONE)
    expect(page.locator(".measuring dd")).to_contain_text("km")
    assert page.locator(".leaflet-popup").count() == 0
    assert page.locator('[data-testid="region-panel"]').count() == 0


def test_backspace_takes_the_last_point_back(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    page.mouse.click(*ONE)
    page.mouse.click(*OTHER)
    page.keyboard.press("Backspace")
    expect(page.locator(".measure-point")).to_have_count(1)
    expect(page.locator(".measuring-result")).to_be_empty()


@pytest.mark.parametrize("way", ["Escape", "Done", "the button again"])
def test_ending_clears_and_gives_the_map_back(open_page: OpenPage, way: str) -> None:
    page = open_page()
    begin(page)
    page.mouse.click(*ONE)
    page.mouse.click(*OTHER)
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Done" if way == "Done" else BUTTON).click()
    expect(page.get_by_test_id("measuring")).to_have_count(0)
    assert points(page) == 0
    page.mouse.click(*ONE)
    expect(page.locator(".here-popup")).to_be_visible()


def test_the_keyboard_alone_measures_an_area(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_label(BUTTON).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-container")).to_be_focused()
    expect(page.locator(".crosshair")).to_be_visible()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press("Enter")
        page.keyboard.press(key)
    expect(page.locator(".measure-point")).to_have_count(3)
    page.get_by_role("button", name="Close the area").press("Enter")
    expect(page.locator(".measuring dt")).to_have_text(["Area", "Perimeter"])
    expect(page.get_by_role("button", name="Done")).to_be_focused()


def test_the_result_is_read_out_politely(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    expect(page.locator(".measuring-result")).to_have_attribute("aria-live", "polite")


def test_without_the_server_measuring_says_so_and_asks_again(open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/measure?*", lambda route: route.fulfill(status=200, body="not json"))
    begin(page)
    page.mouse.click(*ONE)
    page.mouse.click(*OTHER)
    expect(page.locator(".measuring-result")).to_contain_text("could not be measured")
    page.unroute("**/measure?*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".measuring dd")).to_contain_text("km")


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_on_a_narrow_screen_everything_of_the_panel_can_be_touched(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}", viewport=NARROW)
    press_on_map(page, 4)
    for place in ((100, 330), (200, 330), (200, 380)):
        page.mouse.click(*place)
    expect(page.locator(".measuring dd")).to_be_visible()
    for button in page.locator(".measuring button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    covered = """() => [...document.querySelectorAll(".measuring button:enabled")].filter((button) => {
      const box = button.getBoundingClientRect();
      return !button.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
    }).length"""
    assert page.evaluate(covered) == 0
