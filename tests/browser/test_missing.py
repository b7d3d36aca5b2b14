"""What a reader sees when a file of the map, or of what lies under it, does not come."""

from __future__ import annotations

import base64
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import at_hand, click_region, hold, let_go, panel
from tests.browser.conftest import WIDE, NewContext, wait_until_ready
from tests.browser.test_ground import share_of_land

PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")  # one, transparent


@pytest.mark.parametrize("file", ["names.json", "index.html"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_list_that_cannot_be_loaded_can_be_tried_again(
    new_context: NewContext, address: str, language: str, file: str
) -> None:
    context = new_context(locale=language, viewport=WIDE)
    context.route(f"**/panels/*/{file}", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    message = page.locator(".atlas-panel").get_by_role("alert")  # once Streamlit has the list, nothing loads by itself
    expect(message).to_contain_text(
        {"en": "The list could not be loaded.", "ru": "Не удалось загрузить список."}[language]
    )
    context.unroute(f"**/panels/*/{file}")
    message.get_by_role("button", name={"en": "Try again", "ru": "Повторить"}[language]).click()
    expect(page.get_by_test_id("region-list")).to_be_visible()
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    expect(panel(page, "kedrovaya-pad")).to_be_visible()


def test_a_layer_that_fails_unseen_is_said_when_it_is_wanted(new_context: NewContext, address: str) -> None:
    context = new_context(viewport=WIDE)
    context.route("**/data/layers/barriers.geojson", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    wait_until_ready(page)
    at_hand(page, "layers/former.geojson")
    expect(page.locator(".notice")).to_have_count(0)
    page.locator('input[data-layer="barriers"]').click()
    expect(page.locator(".notice")).to_contain_text("Roads, crossings and barriers")
    context.unroute("**/data/layers/barriers.geojson")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".habitat .layer-barriers[data-region]").first).to_be_visible()


def test_several_failures_stand_below_each_other_and_each_can_be_tried_again(
    new_context: NewContext, address: str
) -> None:
    context = new_context(viewport=WIDE)
    for layer in ("reserves", "corridor", "places"):
        context.route(f"**/data/layers/{layer}.geojson", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    wait_until_ready(page)
    notices = page.locator(".notice")
    expect(notices).to_have_count(3)
    boxes = [box for box in (notices.nth(at).bounding_box() for at in range(3)) if box]
    assert all(one["y"] + one["height"] <= other["y"] for one, other in pairwise(boxes))
    context.unroute("**/data/layers/reserves.geojson")
    notices.filter(has_text="Nature reserves").get_by_role("button", name="Try again").click()
    expect(page.locator('.habitat [data-region="kedrovaya-pad"]')).to_have_count(1)
    expect(notices).to_have_count(2)
    notices.first.get_by_role("button", name="Try again").click()  # its file is still missing: it comes back
    expect(notices).to_have_count(2)
    notices.first.get_by_role("button", name="Close").focus()
    page.keyboard.press("Escape")
    expect(notices).to_have_count(1)
    expect(notices.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(notices).to_have_count(0)
    expect(page.locator("#map_habitat")).to_be_focused()


def test_a_built_in_map_that_cannot_be_loaded_leaves_the_regions_and_can_be_tried_again(
    new_context: NewContext, address: str
) -> None:
    context = new_context(viewport=WIDE)
    context.route("**/basemap/land.geojson", lambda route: route.fulfill(status=404))
    page = context.new_page()
    page.goto(address)
    wait_until_ready(page)
    click_region(page, "ussuriysky-reserve")
    expect(panel(page, "ussuriysky-reserve")).to_be_visible()
    notice = page.locator(".notice")
    expect(notice).to_contain_text("Built-in map, no network")
    again = notice.get_by_role("button", name="Try again")
    again.click()  # its file is still missing: it comes back
    expect(notice).to_have_count(1)
    context.unroute("**/basemap/land.geojson")
    again.click()
    share_of_land(page)
    expect(notice).to_have_count(0)


def test_a_story_that_cannot_be_loaded_is_told_of_and_can_be_tried_again(new_context: NewContext, address: str) -> None:
    context = new_context(viewport=WIDE)
    context.route("**/story.json", lambda route: route.fulfill(status=404))
    page = context.new_page()
    page.goto(f"{address}/?story=2")
    wait_until_ready(page)
    notice = page.locator(".notice").filter(has_text="The story could not be loaded.")
    expect(notice).to_be_visible()
    notice.get_by_role("button", name="Close").click()
    page.locator("[data-story]").click()
    expect(notice).to_be_visible()
    context.unroute("**/story.json")
    notice.get_by_role("button", name="Try again").click()
    expect(page.get_by_test_id("story").locator(".story-bar")).to_contain_text("1 of")


def test_a_card_that_fails_after_the_reader_has_gone_on_is_not_told_of(new_context: NewContext, address: str) -> None:
    context = new_context(viewport=WIDE)
    held = hold(context, "**/cards/lazovsky-reserve.html")
    page = context.new_page()
    page.goto(address)
    wait_until_ready(page)
    page.locator('[data-region-link="lazovsky-reserve"]').click()
    page.wait_for_function("() => document.querySelector('[data-entry=lazovsky-reserve].is-open')")
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    expect(panel(page, "kedrovaya-pad")).to_be_visible()
    scroller = page.get_by_test_id("stSidebarContent")
    scroller.evaluate("(all) => (all.scrollTop = 0)")
    let_go(page, held[0], status=404, body="gone")
    expect(page.locator("[data-entry=lazovsky-reserve] .failure")).to_have_count(0)
    assert scroller.evaluate("(all) => all.scrollTop") == 0


def test_online_tiles_that_come_back_are_shown_and_the_message_goes(new_context: NewContext, address: str) -> None:
    tiles = "https://tile.openstreetmap.org/**"
    context = new_context(viewport=WIDE)
    context.route(tiles, lambda route: route.abort())
    page: Page = context.new_page()
    page.goto(f"{address}/?basemap=openstreetmap")
    notice = page.locator(".notice").filter(has_text="cannot be reached")
    expect(notice).to_have_count(1)
    context.unroute(tiles)
    context.route(tiles, lambda route: route.fulfill(body=PIXEL, content_type="image/gif"))
    notice.get_by_role("button", name="Try again").click()
    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    expect(page.locator(".notice")).to_have_count(0)


def test_online_tiles_that_fail_before_the_layers_are_there_are_told_of(new_context: NewContext, address: str) -> None:
    context = new_context(viewport=WIDE)
    context.route("https://tile.openstreetmap.org/**", lambda route: route.abort())
    held = hold(context, "**/data/layers/reserves.geojson")
    page: Page = context.new_page()
    page.goto(f"{address}/?basemap=openstreetmap")
    expect(page.locator(".notice").filter(has_text="cannot be reached")).to_have_count(1)
    assert held
    held[0].continue_()
    wait_until_ready(page)
