"""Nothing that is at hand waits for the server: with every answer held back, the map still does what it is told."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.actions import at_hand, click_region, expect_query, expect_selected, panel, shapes
from tests.browser.conftest import OpenPage
from tests.browser.proxy import Proxy


def test_layers_years_and_cards_do_not_wait_for_the_server(address: str, open_page: OpenPage) -> None:
    with Proxy(address) as line:
        page = open_page(at=line.address)
        page.wait_for_selector('[data-test-script-state="notRunning"]')
        at_hand(page, "cards/kedrovaya-pad.html", "layers/barriers.geojson", "layers/former.geojson")
        with line.holding():
            page.locator('input[data-layer="parks"]').click()
            expect(page.locator('.habitat .layer-parks[data-region="bikin"]')).to_have_count(0)
            assert shapes(page, "parks") == 0
            page.locator('input[data-layer="barriers"]').click()
            expect(page.locator(".habitat .layer-barriers[data-region]").first).to_be_visible()
            page.locator(".years-slider").focus()
            page.keyboard.press("Home")
            expect(page.locator(".years-number")).to_have_text("1916")
            expect(page.locator('.habitat [data-region="lazovsky-reserve"]')).to_have_count(0)
            page.locator('[data-region-link="kedrovaya-pad"]').click()
            expect(panel(page, "kedrovaya-pad")).to_be_visible()
            expect(page.locator('.habitat [data-region="kedrovaya-pad"].is-selected')).to_have_count(1)
            assert page.evaluate("location.search") == ""  # nothing was heard from the server
        expect_selected(page, "kedrovaya-pad")
        expect_query(page, "year", "1916")
        expect_query(page, "layers", "reserves,corridor,programmes,reintroduction,former,places,barriers,doubt")
        expect(page.locator(".years-number")).to_have_text("1916")
        expect(panel(page, "kedrovaya-pad")).to_be_visible()
        assert shapes(page, "parks") == 0
        page.context.close()


def test_the_story_and_a_click_on_the_map_do_not_wait_for_the_server(address: str, open_page: OpenPage) -> None:
    with Proxy(address) as line:
        page = open_page(at=line.address)
        page.wait_for_selector('[data-test-script-state="notRunning"]')
        page.locator("[data-story]").click()
        expect(page.get_by_test_id("story")).to_be_visible()
        expect_query(page, "story", "1")
        at_hand(page, "cards/land-of-the-leopard.html")
        with line.holding():
            page.get_by_role("button", name="Next").click()
            expect(page.get_by_test_id("story")).to_contain_text("2 of 10")
            page.get_by_label("Leave the story").click()
            expect(page.get_by_test_id("story")).to_have_count(0)
            page.get_by_label("Show the whole landscape").click()
            click_region(page, "land-of-the-leopard")
            expect(page.locator(".leaflet-popup")).to_contain_text("Land of the Leopard")
        expect_selected(page, "land-of-the-leopard")
        expect_query(page, "story", None)
        page.context.close()
