"""The page speaks the language of the browser, or the one that the reader chooses; the view comes along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from mapapp.core.atlas import Atlas
from mapapp.store.atlas import read_atlas
from tests.browser.actions import expect_query, expect_selected, panel, place_on_map, shapes
from tests.browser.conftest import REPOSITORY, Land, OpenPage, wait_until_ready


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The committed atlas, for its words."""
    return read_atlas(REPOSITORY / "geodata").atlas


def expect_language(page: Page, atlas: Atlas, language: str) -> None:
    """Document, title, list and legend are in one language."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page).to_have_title(re.compile(re.escape(atlas.say(atlas.title, language))))
    expect(page.locator(".masthead h1")).to_have_text(atlas.say(atlas.title, language))
    expect(page.locator(f'[data-language="{language}"]')).to_have_attribute("aria-current", "true")
    first = atlas.regions[0]
    expect(page.locator(f'[data-region-link="{first.id}"]')).to_contain_text(atlas.say(first.title, language))
    legend = page.locator(".legend")
    for layer in atlas.layers:
        expect(legend).to_contain_text(atlas.say(layer.title, language))


def test_the_browser_decides_where_the_address_does_not(land: Land) -> None:
    atlas = read_atlas(land.names.path).atlas
    for locale, language in land.names.browsers:
        page = land.open(locale=locale)
        expect_language(page, atlas, language)
        expect_query(page, "lang", None)


def test_the_address_decides_before_the_browser(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page("/?lang=ru", locale="zh-CN")
    expect_language(page, atlas, "ru")
    expect_query(page, "lang", "ru")


def test_another_language_keeps_region_and_layers(land: Land) -> None:
    atlas, area = read_atlas(land.names.path).atlas, land.names.area
    page = land.open(f"/?region={area}&layers=parks,{land.names.layer}")
    (region,) = [region for region in atlas.regions if region.id == area]
    expect_language(page, atlas, "en")
    for language in land.names.languages[1:]:
        page.locator(f'[data-language="{language}"]').click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        wait_until_ready(page)
        expect_language(page, atlas, language)
        expect_selected(page, area)
        expect(panel(page, area)).to_have_attribute("aria-label", atlas.say(region.title, language))
        expect(panel(page, area)).to_contain_text(atlas.say(region.summary, language))
        expect_query(page, "lang", language)
        expect_query(page, "layers", f"parks,{land.names.layer}")
        assert shapes(page, land.names.shown[2]) == 0


def test_a_language_that_the_browser_asks_for_anyway_leaves_the_address(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page("/?lang=ru")
    page.locator('[data-language="en"]').click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    wait_until_ready(page)
    expect_language(page, atlas, "en")
    expect_query(page, "lang", None)


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_the_map_names_its_regions_in_the_language(open_page: OpenPage, atlas: Atlas, language: str) -> None:
    page = open_page(f"/?lang={language}")
    page.mouse.move(*place_on_map(page, "ussuriysky-reserve"))
    (region,) = [region for region in atlas.regions if region.id == "ussuriysky-reserve"]
    expect(page.locator(".leaflet-tooltip.name")).to_have_text(atlas.say(region.title, language))
    assert page.locator(".pane-labels .place span").count() > 5
