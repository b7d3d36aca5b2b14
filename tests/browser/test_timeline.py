"""Choosing an event shows what was protected then; today comes back."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import expect_query, panel
from tests.browser.conftest import OpenPage

FORMER = ("barsovy-refuge", "borisovskoye-plateau-refuge")


def drawn(page: Page, region: str) -> Locator:
    """A region's shape on the map."""
    return page.locator(f'[data-testid="habitat-map"] path[data-region="{region}"]')


def choose(page: Page, year: int) -> None:
    """Choose the first event of a year."""
    panel(page, "timeline").locator(f'.event button[data-year="{year}"]').first.click()


def expect_year(page: Page, year: int | None, *, shown: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    """The address names the year, and the map shows what held at its end."""
    expect_query(page, "year", str(year) if year else None)
    for region in shown:
        expect(drawn(page, region)).to_have_count(1)
    for region in hidden:
        expect(drawn(page, region)).to_have_count(0)


def test_an_event_of_2007_shows_the_old_refuges_and_no_park(open_page: OpenPage) -> None:
    page = open_page("/?topic=timeline")
    expect_year(page, None, shown=("land-of-the-leopard",), hidden=FORMER)
    choose(page, 2007)
    expect_year(page, 2007, shown=(*FORMER, "kedrovaya-pad"), hidden=("land-of-the-leopard", "leopardovy-refuge"))
    expect(page.locator('input[data-layer="former"]')).to_be_checked()
    expect(panel(page, "timeline").locator(".event.is-chosen")).to_have_count(1)


def test_the_refuges_become_one_and_then_a_park(open_page: OpenPage) -> None:
    page = open_page("/?topic=timeline")
    choose(page, 2009)
    expect_year(page, 2009, shown=("leopardovy-refuge",), hidden=(*FORMER, "land-of-the-leopard"))
    choose(page, 2013)
    expect_year(page, 2013, shown=("land-of-the-leopard-2012",), hidden=(*FORMER, "leopardovy-refuge"))


def test_the_way_back_to_today(open_page: OpenPage) -> None:
    page = open_page("/?topic=timeline")
    choose(page, 2007)
    expect_year(page, 2007, shown=FORMER, hidden=("land-of-the-leopard",))
    panel(page, "timeline").locator('button[data-year=""]').click()
    expect_year(page, None, shown=("land-of-the-leopard",), hidden=FORMER)
    expect_query(page, "layers", None)
    expect_query(page, "topic", "timeline")


def test_a_year_comes_back_on_reload(open_page: OpenPage) -> None:
    page = open_page("/?topic=timeline")
    choose(page, 2007)
    expect_year(page, 2007, shown=FORMER, hidden=("land-of-the-leopard",))
    page.reload()
    expect(panel(page, "timeline")).to_be_visible()
    expect_year(page, 2007, shown=FORMER, hidden=("land-of-the-leopard",))


def test_a_switched_layer_keeps_to_the_year(open_page: OpenPage) -> None:
    page = open_page("/?topic=timeline")
    choose(page, 2007)
    expect_year(page, 2007, shown=FORMER, hidden=("land-of-the-leopard",))
    for _ in range(2):
        page.locator('input[data-layer="parks"]').click()
    expect(page.locator('input[data-layer="parks"]')).to_be_checked()
    expect_year(page, 2007, shown=FORMER, hidden=("land-of-the-leopard",))
