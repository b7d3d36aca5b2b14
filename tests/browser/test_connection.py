"""A lost connection is said, what the reader does meanwhile is kept, and the address tells it afterwards."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.actions import at_hand, expect_query, expect_selected, hold, let_go, panel, shapes
from tests.browser.conftest import REPOSITORY, WIDE, free_port, running, wait_until_ready
from tests.browser.proxy import Proxy

LOST, BACK = "The connection to the server is lost.", "Connected again; nothing is lost."


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose refused connections are no mistake: the browser reports each to its console."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce", locale="en-GB")
    yield context.new_page()
    context.close()


def open_at(page: Page, address: str, path: str = "/") -> None:
    page.goto(f"{address}{path}")
    wait_until_ready(page)
    page.wait_for_selector('[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]')
    at_hand(page, "cards/kedrovaya-pad.html", "cards/lazovsky-reserve.html", "layers/former.geojson")


def set_year(page: Page, year: int) -> None:
    slider = page.locator(".years-slider")
    slider.evaluate(
        """(slider, year) => {
          slider.value = year;
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          slider.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        year,
    )


def expect_lost(page: Page) -> None:
    expect(page.locator(".notice").filter(has_text=LOST)).to_be_visible(timeout=20_000)


def expect_back(page: Page) -> None:
    expect(page.locator(".notice [role=status]")).to_have_text(BACK, timeout=30_000)
    expect(page.locator(".notice").filter(has_text=LOST)).to_have_count(0)


def test_what_is_done_while_the_server_is_dead_is_there_and_in_the_address_when_it_is_started_anew(
    sockets: None, page: Page
) -> None:
    port = free_port()
    with running(REPOSITORY / "geodata", port) as (address, server):
        open_at(page, address)
        server.send_signal(signal.SIGKILL)
        server.wait(20)
        expect_lost(page)
        page.locator('input[data-layer="programmes"]').click()
        set_year(page, 2007)
        page.locator('[data-region-link="lazovsky-reserve"]').click()
        expect(panel(page, "lazovsky-reserve")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)  # Streamlit has one of its own, in English
    with running(REPOSITORY / "geodata", port):
        expect_back(page)
        expect_query(page, "region", "lazovsky-reserve")
        expect_query(page, "year", "2007")
        expect_selected(page, "lazovsky-reserve")
        assert shapes(page, "programmes") == 0
        expect(page.locator('input[data-layer="programmes"]')).not_to_be_checked()
        expect(page.locator(".years-number")).to_have_text("2007")
        expect(page).to_have_title("Lazovsky Nature Reserve · Amur Leopard Atlas")
        page.reload()
        wait_until_ready(page)
        expect_selected(page, "lazovsky-reserve")
        expect(page.locator('input[data-layer="programmes"]')).not_to_be_checked()


def test_the_first_act_after_a_restart_counts_too(sockets: None, page: Page) -> None:
    port = free_port()
    with running(REPOSITORY / "geodata", port) as (address, server):
        open_at(page, address)
        server.send_signal(signal.SIGKILL)
        server.wait(20)
        expect_lost(page)
    with running(REPOSITORY / "geodata", port):
        expect_back(page)
        page.locator('[data-region-link="kedrovaya-pad"]').click()
        expect_selected(page, "kedrovaya-pad")


def test_a_connection_that_breaks_and_comes_back_loses_nothing(address: str, page: Page) -> None:
    with Proxy(address) as line:
        open_at(page, line.address)
        with line.cut():
            expect_lost(page)
            page.locator('[data-region-link="kedrovaya-pad"]').click()
            page.locator('input[data-layer="parks"]').click()
        expect_back(page)
        expect_selected(page, "kedrovaya-pad")
        assert shapes(page, "parks") == 0


def test_going_back_while_the_server_is_away_is_followed_when_it_returns(address: str, page: Page) -> None:
    with Proxy(address) as line:
        open_at(page, line.address)
        page.locator('[data-region-link="kedrovaya-pad"]').click()
        expect_query(page, "region", "kedrovaya-pad")
        with line.cut():
            expect_lost(page)
            page.evaluate("history.back()")
            expect_query(page, "region", None)
        expect_back(page)
        expect(panel(page, "kedrovaya-pad")).to_have_count(0)
        expect_query(page, "region", None)


def test_of_two_steps_back_while_the_server_is_away_the_last_is_followed(address: str, page: Page) -> None:
    with Proxy(address) as line:
        open_at(page, line.address)
        page.locator('[data-region-link="kedrovaya-pad"]').click()
        expect_query(page, "region", "kedrovaya-pad")
        page.locator('[data-region-link="lazovsky-reserve"]').click()
        expect_query(page, "region", "lazovsky-reserve")
        with line.cut():
            expect_lost(page)
            held = hold(page, re.compile(r"/\?|/$"))
            page.evaluate("history.back()")
            expect_query(page, "region", "kedrovaya-pad")
            page.evaluate("history.back()")
            expect_query(page, "region", None)
            pages = {at: page.request.get(f"{address}{at}").text() for at in ("/", "/?region=kedrovaya-pad")}
            for route in held:
                at = route.request.url.removeprefix(line.address)
                let_go(page, route, status=200, content_type="text/html", body=pages[at])
            expect(page.get_by_test_id("region-panel")).to_have_count(0)
            page.unroute_all()


def test_the_notice_is_heard_can_be_closed_and_takes_no_focus(address: str, page: Page) -> None:
    with Proxy(address) as line:
        open_at(page, line.address)
        page.locator('[data-region-link="kedrovaya-pad"]').focus()
        with line.cut():
            expect_lost(page)
            expect(page.locator(".notice [role=alert]")).to_contain_text(LOST)
            expect(page.locator('[data-region-link="kedrovaya-pad"]')).to_be_focused()
            page.keyboard.press("Escape")
            expect(page.locator(".notice")).to_have_count(0)


def test_a_reader_of_another_language_is_told_in_it(address: str, page: Page) -> None:
    with Proxy(address) as line:
        open_at(page, line.address, "/?lang=ru")
        with line.cut():
            expect(page.locator(".notice [role=alert]")).to_contain_text("Связь", timeout=20_000)
            assert LOST not in page.locator(".notice").inner_text()
