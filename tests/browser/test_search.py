from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import expect_query, expect_selected, hold, let_go
from tests.browser.conftest import Land, OpenPage


def look_for(page: Page, words: str) -> None:
    """Type into the search box and wait for answers."""
    page.locator(".search input").fill(words)
    expect(page.locator(".search [role=option]").first).to_be_visible(timeout=20_000)


@pytest.mark.parametrize(("language", "words"), [("en", "kedrovya pad"), ("ru", "кедровая"), ("zh", "kaideluowaya")])
def test_what_is_found_opens_at_enter(open_page: OpenPage, language: str, words: str) -> None:
    page = open_page(f"/?lang={language}")
    look_for(page, words)
    page.keyboard.press("Enter")
    expect_selected(page, "kedrovaya-pad")
    expect_query(page, "region", "kedrovaya-pad")
    expect(page.locator(".search [role=listbox]")).to_be_hidden()


def test_arrow_keys_walk_through_the_answers_and_escape_closes_them(open_page: OpenPage) -> None:
    page = open_page()
    look_for(page, "hunchun")
    field, options = page.locator(".search input"), page.locator(".search [role=option]")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator(".search [role=listbox]")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("key", ["Enter", "Escape", "Tab"])
def test_an_answer_that_comes_after_the_list_is_closed_opens_nothing(open_page: OpenPage, key: str) -> None:
    page = open_page()
    look_for(page, "hunchun")
    held = hold(page, "**/search?*")
    field, results = page.locator(".search input"), page.locator(".search [role=listbox]")
    with page.expect_request("**/search?*"):
        field.press_sequentially(" nature")
    page.keyboard.press(key)
    expect(results).to_be_hidden()
    let_go(page, held[0])
    expect(results).to_be_hidden()


def test_an_event_is_told_of_by_the_timeline(open_page: OpenPage) -> None:
    page = open_page()
    look_for(page, "Kedrovaya Pad is set aside")
    page.locator(".search [role=option]", has_text="is set aside").click()
    expect_query(page, "topic", "timeline")


def test_what_is_written_nearly_right_is_found(land: Land) -> None:
    page = land.open()
    look_for(page, land.names.words)
    page.keyboard.press("Enter")
    expect_selected(page, land.names.area)


def test_what_nobody_knows_is_said_to_be_unknown(land: Land) -> None:
    page = land.open()
    page.locator(".search input").fill("qqqxyzzyqqq")
    expect(page.locator(".search-told")).to_have_text("Nothing of that name is known here.")


def test_a_search_that_fails_says_so_and_leaves_the_list(open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/search?*", lambda route: route.fulfill(status=200, body="not JSON"))
    page.locator(".search input").fill("hunchun")
    expect(page.locator(".search-told")).to_contain_text("cannot be reached")
    expect(page.locator('[data-testid="region-list"]')).to_be_visible()


def test_names_are_shown_as_text(open_page: OpenPage) -> None:
    page = open_page()
    hostile = {"kind": "place", "id": "x", "title": "<img src=x onerror=alert(1)>", "hint": "<b>", "place": None}
    answer = json.dumps({"results": [hostile]})
    page.route("**/search?*", lambda route: route.fulfill(status=200, content_type="application/json", body=answer))
    look_for(page, "anything")
    expect(page.locator(".search-title")).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator(".search img").count() == 0
