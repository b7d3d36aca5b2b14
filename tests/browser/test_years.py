from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import expect_query
from tests.browser.conftest import OpenPage

REFUGE = '[data-region="leopardovy-refuge"]'
PARK = 'path[data-region="land-of-the-leopard"]'


def slide(page: Page, year: int) -> None:
    """Move the slider as a reader's hand does, and let it go."""
    page.locator('[data-testid="year-control"] input').evaluate(
        """(slider, year) => {
          slider.value = year;
          slider.dispatchEvent(new Event("input"));
          slider.dispatchEvent(new Event("change"));
        }""",
        year,
    )


def test_the_map_shows_what_was_protected_in_the_chosen_year(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator(PARK)).to_be_visible()
    slide(page, 2009)
    expect(page.locator(PARK)).to_have_count(0)
    expect(page.locator(f"path{REFUGE}")).to_be_visible()
    expect_query(page, "year", "2009")
    expect_query(page, "layers", None)


def test_an_area_that_comes_back_with_its_year_lies_below_the_smaller_ones(open_page: OpenPage) -> None:
    page = open_page()
    lies_below = """() => {
      const path = (id) => document.querySelector(`path[data-region="${id}"]`);
      const [large, small] = ["land-of-the-leopard", "kedrovaya-pad"].map(path);
      return Boolean(large.compareDocumentPosition(small) & Node.DOCUMENT_POSITION_FOLLOWING);
    }"""
    assert page.evaluate(lies_below)
    slide(page, 2009)
    expect(page.locator(PARK)).to_have_count(0)
    slide(page, 2020)
    expect(page.locator(PARK)).to_be_visible()
    assert page.evaluate(lies_below)


def test_moving_the_slider_does_not_wait_for_the_server(open_page: OpenPage) -> None:
    page = open_page()
    drawn_at_once = page.evaluate(
        """() => {
          const slider = document.querySelector('[data-testid="year-control"] input');
          slider.value = 2009;
          slider.dispatchEvent(new Event("input"));
          return document.querySelectorAll('path[data-region="land-of-the-leopard"]').length;
        }"""
    )
    assert drawn_at_once == 0
    expect_query(page, "year", None)


def test_a_sentence_says_what_changed_and_the_year_comes_back_on_reload(open_page: OpenPage) -> None:
    page = open_page("/?year=2012")
    control = page.locator('[data-testid="year-control"]')
    expect(control.locator("output")).to_have_text("2012")
    expect(control.locator("p")).to_contain_text("Land of the Leopard")
    assert "2012" in (control.locator("input").get_attribute("aria-valuetext") or "")
    control.get_by_text("Back to today").click()
    expect_query(page, "year", None)
    expect(page.locator(PARK)).to_be_visible()


def test_the_keyboard_moves_the_year(open_page: OpenPage) -> None:
    page = open_page("/?year=2012")
    page.locator('[data-testid="year-control"] input').focus()
    page.keyboard.press("ArrowLeft")
    expect_query(page, "year", "2011")


def test_playing_steps_through_the_years_and_ends_today(open_page: OpenPage) -> None:
    page = open_page("/?year=2024")
    control = page.locator('[data-testid="year-control"]')
    control.locator("button").first.click()
    expect(control.locator("output")).to_have_text("2025", timeout=10_000)
    expect(control.locator("button").first).to_have_attribute("aria-label", "Play the years", timeout=10_000)
    expect_query(page, "year", None)


def test_a_year_that_nobody_knows_is_dropped(open_page: OpenPage) -> None:
    page = open_page("/?year=1200")
    expect_query(page, "year", None)


def test_the_open_card_and_the_list_follow_the_year(open_page: OpenPage) -> None:
    page = open_page("/?topic=timeline")
    expect(page.locator(".event").first).to_be_visible()
    expect(page.locator(".event.is-of-year")).to_have_count(0)
    slide(page, 2012)
    marked = page.locator(".event.is-of-year")
    expect(marked.first).to_have_attribute("aria-current", "true")
    assert {one.get_attribute("data-years") for one in marked.all()} == {"2012 2012"}
    slide(page, 2020)
    later = page.locator('[data-region-link="northeast-china-tiger-and-leopard"]')
    expect(later).to_have_class(re.compile("is-off"))
    expect(page.locator('[data-region-link="land-of-the-leopard"]')).not_to_have_class(re.compile("is-off"))
    page.locator(".years-today").click()
    expect(marked).to_have_count(0)
    expect(later).not_to_have_class(re.compile("is-off"))


def test_the_counts_of_the_year_are_marked_in_their_tables(open_page: OpenPage) -> None:
    page = open_page("/?topic=numbers-over-time&year=2015")
    page.keyboard.press("Escape")  # the charts lie over the tables
    rows = page.locator(".numbers tr.is-of-year")
    expect(rows.first).to_be_attached()
    for row in rows.all():
        first, last = (int(year) for year in str(row.get_attribute("data-years")).split())
        assert first <= 2015 <= last
