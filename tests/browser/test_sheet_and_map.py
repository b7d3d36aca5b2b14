"""On a telephone the map is never hidden by what belongs to it: sheet, cards, popups, buttons, legend, story."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.actions import click_region, expect_query, panel, place_of
from tests.browser.conftest import OpenPage
from tests.browser.phone import ORDER, expect_at, phone, step_to, top_of

FURNITURE = (".legend", ".buttons", ".leaflet-control-scale", ".leaflet-control-attribution", ".years")


@pytest.mark.parametrize("start", ORDER[:2])
def test_a_region_chosen_on_the_map_stays_in_sight(open_page: OpenPage, start: str) -> None:
    page = phone(open_page)
    step_to(page, start)
    click_region(page, "northeast-china-tiger-and-leopard")
    expect_at(page, "half")
    expect(page.locator(".leaflet-popup")).to_be_visible()
    box = place_of(page, "northeast-china-tiger-and-leopard")
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= top_of(page)


def test_a_region_chosen_in_the_list_shows_card_and_outline(open_page: OpenPage) -> None:
    page = phone(open_page)
    step_to(page, "half")
    page.locator('[data-region-link="lazovsky-reserve"]').click()
    expect(panel(page, "lazovsky-reserve")).to_be_visible()
    expect_at(page, "half")
    title = page.locator(".entry.is-open .row").bounding_box()
    assert title is not None
    assert 0 <= title["y"] - top_of(page) < 60
    box = place_of(page, "lazovsky-reserve")
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= top_of(page)


@pytest.mark.parametrize(("start", "end"), [("peek", "peek"), ("half", "half")])
def test_a_card_that_closes_gives_back_the_height_before(open_page: OpenPage, start: str, end: str) -> None:
    page = phone(open_page)
    step_to(page, start)
    click_region(page, "northeast-china-tiger-and-leopard")
    expect_at(page, "half")
    step_to(page, "full")
    page.locator(".entry.is-open .row").click()
    expect(page.locator(".entry.is-open")).to_have_count(0)
    expect_at(page, end)


def test_a_card_that_closes_never_raises_what_the_reader_has_lowered(open_page: OpenPage) -> None:
    page = phone(open_page)
    step_to(page, "full")
    page.locator('[data-region-link="lazovsky-reserve"]').click()
    expect_at(page, "full")
    step_to(page, "peek")
    title = page.locator(".entry.is-open .row").bounding_box()
    assert title is not None
    assert top_of(page) < title["y"] < 844 - 40
    page.locator(".entry.is-open .row").click()
    expect(page.locator(".entry.is-open")).to_have_count(0)
    expect_at(page, "peek")


def test_the_full_sheet_leaves_a_strip_of_the_map_that_brings_it_back(open_page: OpenPage) -> None:
    page = phone(open_page)
    step_to(page, "full")
    assert page.evaluate("() => document.querySelector('[data-testid=\"habitat-map\"]').inert")
    page.mouse.click(150, 30)
    expect_at(page, "half")
    assert not page.evaluate("() => document.querySelector('[data-testid=\"habitat-map\"]').inert")


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize("position", ORDER[:2])
def test_what_stands_on_the_map_stays_above_the_sheet_and_apart(
    open_page: OpenPage, position: str, language: str
) -> None:
    page = phone(open_page, f"/?lang={language}&layers=parks,barriers,doubt,corridor")
    step_to(page, position)
    boxes = {}
    for part in FURNITURE:
        expect(page.locator(part)).to_be_visible()
        boxes[part] = page.locator(part).evaluate(
            "(e) => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }"
        )
    for part, (left, top, right, bottom) in boxes.items():
        assert left >= 0, part
        assert top >= 0, part
        assert right <= 390, part
        assert bottom <= top_of(page) + 1, part
        for other, (west, north, east, south) in boxes.items():
            assert other == part or left >= east or west >= right or top >= south or north >= bottom, (part, other)


def test_an_open_popup_and_the_buttons_have_room_for_each_other(open_page: OpenPage) -> None:
    page = phone(open_page)
    click_region(page, "northeast-china-tiger-and-leopard")
    expect(page.locator(".leaflet-popup")).to_be_visible()
    popup = page.locator(".leaflet-popup-content-wrapper").bounding_box()
    assert popup is not None
    for part in (".buttons", ".legend", ".years"):
        expect(page.locator(part)).to_be_visible()
        box = page.locator(part).bounding_box()
        assert box is not None
        beside = popup["x"] + popup["width"] <= box["x"]
        below = popup["y"] + popup["height"] <= box["y"] or box["y"] + box["height"] <= popup["y"]
        assert beside or below, part


def test_who_opens_the_legend_gets_the_map_and_keeps_the_buttons(open_page: OpenPage) -> None:
    page = phone(open_page, "/?region=kedrovaya-pad")
    expect_at(page, "half")
    page.locator(".legend-title").click()
    expect_at(page, "peek")
    legend, buttons = page.locator(".legend").bounding_box(), page.locator(".buttons").bounding_box()
    assert legend is not None
    assert buttons is not None
    assert legend["y"] + legend["height"] <= buttons["y"]
    assert legend["height"] > 300


def test_more_buttons_stand_beside_the_first_ones(open_page: OpenPage) -> None:
    page = phone(open_page)
    share = page.get_by_role("button", name="Share this view")
    before = page.locator(".buttons").bounding_box()
    expect(share).to_be_hidden()
    page.get_by_role("button", name="More", exact=True).click()
    expect(share).to_be_visible()
    after = page.locator(".buttons").bounding_box()
    assert before is not None
    assert after is not None
    assert (after["y"], after["height"]) == (before["y"], before["height"])
    assert after["width"] > before["width"]
    page.get_by_role("button", name="More", exact=True).click()
    expect(share).to_be_hidden()


def test_the_story_is_told_on_the_map(open_page: OpenPage) -> None:
    page = phone(open_page)
    step_to(page, "full")
    page.locator("[data-story]").click()
    expect(page.get_by_test_id("story")).to_be_visible()
    expect_at(page, "peek")
    page.get_by_role("button", name="Next").click()
    expect_query(page, "story", "2")
    expect_at(page, "peek")
