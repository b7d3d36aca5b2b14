"""Hover names, click selects, and the list does what the map does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.actions import click_region, expect_query, expect_selected, panel, place_of, place_on_map
from tests.browser.conftest import Land, OpenPage
from tests.contract import REGIONS


def test_every_region_of_the_contract_can_be_clicked_and_opens_its_panel(open_page: OpenPage) -> None:
    page = open_page()
    for region in REGIONS:
        click_region(page, region)
        expect_selected(page, region)
        article = panel(page, region)
        assert len(article.inner_text()) > 600, region
        assert article.locator(".figure .cite").count() >= 1, region
        popup = page.locator(".leaflet-popup")
        expect(popup).to_contain_text(str(article.get_attribute("aria-label")))
        page.locator(".leaflet-popup-close-button").click()


def test_the_panels_text_comes_before_the_popup(land: Land) -> None:
    page = land.open()
    page.evaluate(
        """() => {
          window.came = [];
          new MutationObserver((changes) => {
            for (const part of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
              if (part.matches?.(".card, .leaflet-popup")) came.push(part.classList[0]);
            }
          }).observe(document.body, { childList: true, subtree: true });
        }"""
    )
    click_region(page, land.names.area)
    expect(page.locator(".leaflet-popup")).to_be_visible()
    assert page.evaluate("came") == ["card", "leaflet-popup"]


def test_hovering_names_a_region_in_plain_text(land: Land) -> None:
    page = land.open()
    page.mouse.move(*place_on_map(page, land.names.area))
    expect(page.locator(".leaflet-tooltip.name")).to_have_text(land.names.area_title)


def test_choosing_in_the_list_moves_the_map_there(land: Land) -> None:
    page = land.open()
    area = land.names.area
    before = place_of(page, area)
    page.locator(f'[data-region-link="{area}"]').click()
    expect_selected(page, area)
    after = place_of(page, area)
    assert after["width"] > before["width"]
    assert after["x"] > 396
    assert after["x"] + after["width"] < 1400


def test_a_click_on_the_map_opens_the_popup_and_the_panel(land: Land) -> None:
    page = land.open()
    click_region(page, land.names.area)
    expect_selected(page, land.names.area)
    expect(page.locator(".leaflet-popup")).to_contain_text(land.names.area_title)
    expect(panel(page, land.names.area).locator(".doubt")).to_be_visible()


def test_choosing_a_region_of_a_hidden_layer_shows_the_layer(open_page: OpenPage) -> None:
    page = open_page()
    assert not page.locator('input[data-layer="barriers"]').is_checked()
    page.locator('[data-region-link="narva-tunnel"]').click()
    expect_selected(page, "narva-tunnel")
    expect(page.locator('input[data-layer="barriers"]')).to_be_checked()


def test_choosing_again_closes_the_panel(land: Land) -> None:
    area = land.names.area
    page = land.open(f"/?region={area}")
    expect_selected(page, area)
    page.locator(f'[data-region-link="{area}"]').click()
    expect(panel(page, area)).to_have_count(0)
    expect_query(page, "region", None)


def test_a_topic_opens_without_touching_the_map(land: Land) -> None:
    page = land.open()
    before = place_of(page, land.names.area)
    page.locator('[data-topic-link="species"]').click()
    expect(panel(page, "species")).to_contain_text(land.names.species)
    expect_query(page, "topic", "species")
    assert place_of(page, land.names.area) == before


def test_back_returns_to_what_was_open_before(land: Land) -> None:
    page = land.open()
    for region in (land.names.area, land.names.other):
        page.locator(f'[data-region-link="{region}"]').click()
        expect_query(page, "region", region)
    page.go_back()
    expect_selected(page, land.names.area)


@pytest.mark.parametrize("region", REGIONS)
def test_the_panel_says_how_sure_the_outline_is_and_where_it_comes_from(open_page: OpenPage, region: str) -> None:
    page = open_page(f"/?region={region}")
    article = panel(page, region)
    expect(article.locator(".doubt")).to_be_visible()
    assert article.locator(".sources li a").count() >= 2
