"""The guided story: by button, by key and by address; the map follows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from mapapp.core.atlas import Atlas
from mapapp.store.atlas import read_atlas
from tests.browser.actions import expect_query, place_of
from tests.browser.conftest import REPOSITORY, Land, OpenPage


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The committed atlas, for its steps."""
    return read_atlas(REPOSITORY / "geodata").atlas


def story(page: Page) -> Locator:
    return page.get_by_test_id("story")


def expect_step(page: Page, atlas: Atlas, number: int, language: str = "en") -> None:
    """The box tells this step, the map shows its layers, and the address says so."""
    step = atlas.story[number - 1]
    expect(story(page).locator("h2")).to_have_text(atlas.say(step.title, language))
    expect(story(page)).to_contain_text(atlas.say(step.words, language))
    expect(story(page).locator("a.cite")).to_have_count(len(step.sources))
    for layer in atlas.layers:
        expect(page.locator(f'input[data-layer="{layer.id}"]')).to_be_checked(checked=layer.id in step.layers)
    expect_query(page, "story", str(number))
    expect_query(page, "year", str(step.year) if step.year else None)
    expect_query(page, "region", step.region)


def test_a_story_is_offered_where_there_is_one(land: Land) -> None:
    page = land.open("/?story=1")
    expect(page.locator("[data-story]")).to_have_count(1 if land.names.steps else 0)
    expect(page.get_by_test_id("story")).to_have_count(1 if land.names.steps else 0)
    expect_query(page, "story", "1" if land.names.steps else None)


def test_the_story_begins_with_its_button_and_goes_on_and_back(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page()
    page.locator("[data-story]").click()
    expect_step(page, atlas, 1)
    back, on = story(page).locator(".story-bar button").first, story(page).locator(".story-bar button").last
    expect(back).to_be_disabled()
    on.click()
    expect_step(page, atlas, 2)
    on.click()
    expect_step(page, atlas, 3)
    back.click()
    expect_step(page, atlas, 2)


def test_arrow_keys_turn_the_steps_and_escape_leaves(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page()
    page.locator("[data-story]").click()
    expect(story(page)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect_step(page, atlas, 2)
    page.keyboard.press("ArrowRight")
    expect_step(page, atlas, 3)
    page.keyboard.press("ArrowLeft")
    expect_step(page, atlas, 2)
    page.keyboard.press("Escape")
    expect(story(page)).to_have_count(0)
    expect_query(page, "story", None)
    expect_query(page, "year", None)


def test_the_map_goes_where_the_story_is(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page("/?story=1")
    expect_step(page, atlas, 1)
    before = place_of(page, "ussuriysky-reserve")
    story(page).locator(".story-bar button").last.click()
    expect_step(page, atlas, 2)
    assert place_of(page, "ussuriysky-reserve") != before


@pytest.mark.parametrize("number", [2, 5, 10])
def test_a_link_leads_to_its_step(open_page: OpenPage, atlas: Atlas, number: int) -> None:
    page = open_page(f"/?story={number}")
    expect_step(page, atlas, number)
    page.reload()
    expect_step(page, atlas, number)


def test_the_last_step_leads_to_the_map(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page(f"/?story={len(atlas.story)}")
    expect_step(page, atlas, len(atlas.story))
    story(page).locator(".story-bar button").last.click()
    expect(story(page)).to_have_count(0)
    expect_query(page, "story", None)


def test_the_cross_leaves_the_story_and_the_map_is_of_today(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page("/?story=2")
    expect_step(page, atlas, 2)
    story(page).locator(".story-close").click()
    expect(story(page)).to_have_count(0)
    expect_query(page, "story", None)
    expect_query(page, "year", None)


def test_the_story_is_told_in_the_language_of_the_reader(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page("/?story=4", locale="zh-CN")
    expect_step(page, atlas, 4, "zh")
