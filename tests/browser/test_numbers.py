"""Numbers over time: charts in a dialog, the same numbers as tables in the card."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import expect_query, panel
from tests.browser.conftest import OpenPage

TOPIC = "numbers-over-time"


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def expect_charts(page: Page) -> None:
    """Two charts are drawn, each with some room."""
    charts = dialog(page).locator('[data-testid="stVegaLiteChart"]')
    expect(charts).to_have_count(2, timeout=20_000)
    for number in range(2):
        drawing = charts.nth(number).locator("canvas, svg.marks").first
        expect(drawing).to_be_visible(timeout=20_000)
        box = drawing.bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert box["height"] > 200


def test_the_topic_opens_two_charts_over_the_map(open_page: OpenPage) -> None:
    page = open_page()
    page.locator(f'[data-topic-link="{TOPIC}"]').click()
    expect(dialog(page)).to_contain_text("Numbers over time")
    expect_charts(page)
    expect_query(page, "topic", TOPIC)


def test_closing_the_dialog_leaves_the_tables_beside_the_map(open_page: OpenPage) -> None:
    page = open_page(f"/?topic={TOPIC}&layers=parks")
    expect_charts(page)
    dialog(page).get_by_role("button", name="Close").click()
    expect(dialog(page)).to_have_count(0)
    expect_query(page, "topic", TOPIC)
    expect_query(page, "layers", "parks")
    expect(panel(page, TOPIC).locator("table").first).to_be_visible()


def test_the_dialog_opens_again_after_it_was_closed(open_page: OpenPage) -> None:
    page = open_page(f"/?topic={TOPIC}")
    expect_charts(page)
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)
    page.locator(f'[data-topic-link="{TOPIC}"]').click()
    expect(panel(page, TOPIC)).to_have_count(0)
    expect_query(page, "topic", None)
    page.locator(f'[data-topic-link="{TOPIC}"]').click()
    expect_charts(page)


def test_the_same_numbers_stand_as_tables_in_the_card(open_page: OpenPage) -> None:
    page = open_page(f"/?topic={TOPIC}")
    tables = panel(page, TOPIC).locator("table")
    expect(tables).to_have_count(5)
    expect(panel(page, TOPIC)).to_contain_text("129")
    assert panel(page, TOPIC).locator("tbody tr").count() > 40
    assert panel(page, TOPIC).locator("tbody .cite").count() > 40


@pytest.mark.parametrize(("locale", "words"), [("ru-RU", "Леопарды"), ("zh-CN", "豹")])
def test_the_charts_are_named_in_the_language_of_the_reader(open_page: OpenPage, locale: str, words: str) -> None:
    page = open_page(f"/?topic={TOPIC}", locale=locale)
    expect_charts(page)
    expect(dialog(page)).to_contain_text(words)


def test_dark_pages_have_charts_too(open_page: OpenPage) -> None:
    page = open_page(f"/?topic={TOPIC}", dark=True)
    expect_charts(page)
