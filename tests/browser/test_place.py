from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import expect_query, place_of
from tests.browser.conftest import OpenPage

MAP = "#map_habitat"


def pull(page: Page, dx: int, dy: int) -> None:
    """Move the map with the mouse, from the sea, where nothing is hit."""
    page.mouse.move(900, 700)
    page.mouse.down()
    page.mouse.move(900 + dx // 2, 700 + dy // 2)
    page.mouse.move(900 + dx, 700 + dy)
    page.mouse.up()


def written(page: Page) -> str | None:
    value: str | None = page.evaluate("() => new URL(location.href).searchParams.get('view')")
    return value


def expect_written(page: Page) -> str:
    """Wait until the address tells a place."""
    page.wait_for_url("**view=*", wait_until="commit")
    value = written(page)
    assert value is not None
    return value


def test_a_page_that_nobody_moved_says_nothing_of_a_place(open_page: OpenPage) -> None:
    assert written(open_page()) is None


def test_where_the_reader_moved_the_map_to_is_in_the_address_and_comes_back(open_page: OpenPage) -> None:
    page = open_page()
    pull(page, -150, -90)
    expect_written(page)
    before = place_of(page, "lazovsky-reserve")
    page.reload()
    page.wait_for_selector(".atlas-stage [data-testid='habitat-map'][data-ready='true']")
    after = place_of(page, "lazovsky-reserve")
    assert all(abs(before[side] - after[side]) < 3 for side in before), (before, after)


def test_what_the_reader_switches_leaves_the_place_alone(open_page: OpenPage) -> None:
    page = open_page()
    pull(page, -150, -90)
    place = expect_written(page)
    page.locator('input[data-layer="programmes"]').click()
    expect_query(page, "layers", "parks,reserves,corridor,reintroduction,places,doubt")
    expect_query(page, "view", place)


def test_flying_to_a_region_forgets_the_place(open_page: OpenPage) -> None:
    page = open_page()
    pull(page, -150, -90)
    expect_written(page)
    page.locator('[data-region-link="lazovsky-reserve"]').click()
    expect_query(page, "region", "lazovsky-reserve")
    expect_query(page, "view", None)


def test_a_link_to_the_view_can_be_copied(open_page: OpenPage) -> None:
    page = open_page("/?region=kedrovaya-pad&view=43.1,131.5,9")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share this view").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".box-told")).to_contain_text("copied")
    asked = parse_qs(urlsplit(page.evaluate("() => navigator.clipboard.readText()")).query)
    assert (asked["region"], asked["lang"]) == (["kedrovaya-pad"], ["en"])
    assert [float(part) for part in asked["view"][0].split(",")] == pytest.approx([43.1, 131.5, 9], abs=0.01)


def test_a_hostile_place_is_dropped(open_page: OpenPage) -> None:
    page = open_page("/?view=<script>alert(1)</script>")
    expect_query(page, "view", None)
    expect(page.locator(MAP)).to_be_visible()
