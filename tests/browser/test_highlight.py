"""Pointing at a row shows its region on the map, and the other way round; nothing moves and nothing is reported."""

from __future__ import annotations

from playwright.sync_api import Page, WebSocket, expect

from tests.browser.actions import place_of, place_on_map
from tests.browser.conftest import OpenPage
from tests.browser.keys import focused

RESERVE = "ussuriysky-reserve"


def lit(page: Page) -> list[str]:
    """The regions that stand out on the map."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.habitat .is-lit')].map((part) => part.dataset.region)"
    )
    return found


def test_pointing_at_a_row_shows_its_region_without_moving_the_map(open_page: OpenPage) -> None:
    page = open_page()
    before, address = place_of(page, "lazovsky-reserve"), page.url
    stroke = "(id) => getComputedStyle(document.querySelector(`.habitat [data-region='${id}']`)).strokeWidth"
    thin = page.evaluate(stroke, RESERVE)
    page.locator(f'[data-region-link="{RESERVE}"]').hover()
    assert lit(page) == [RESERVE]
    assert float(page.evaluate(stroke, RESERVE).removesuffix("px")) >= float(thin.removesuffix("px")) + 2
    page.locator(".masthead h1").hover()
    assert lit(page) == []
    assert place_of(page, "lazovsky-reserve") == before
    assert page.url == address


def test_the_server_is_not_told(open_page: OpenPage) -> None:
    page = open_page()
    sent: list[str | bytes] = []
    page.on("websocket", lambda socket: _watch(socket, sent))
    page.reload()
    page.wait_for_selector('.atlas-stage [data-testid="habitat-map"][data-ready="true"]')
    page.wait_for_selector('.atlas-panel [data-testid="region-list"]')
    page.wait_for_load_state("networkidle")
    told = len(sent)
    assert told > 0
    for region in (RESERVE, "kedrovaya-pad", "hunchun-reserve"):
        page.locator(f'[data-region-link="{region}"]').hover()
        assert lit(page) == [region]
    assert len(sent) == told


def _watch(socket: WebSocket, sent: list[str | bytes]) -> None:
    socket.on("framesent", lambda frame: sent.append(frame))  # noqa: PLW0108 - a method of a list takes no mark


def test_the_focus_on_a_row_shows_its_region_too(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the link to the list
    assert focused(page) == "land-of-the-leopard"
    assert lit(page) == ["land-of-the-leopard"]
    page.keyboard.press("ArrowDown")
    assert lit(page) == [focused(page)]
    page.keyboard.press("End")
    assert lit(page) == []  # its layer is off


def test_a_neighbour_in_the_card_shows_itself(open_page: OpenPage) -> None:
    page = open_page("/?region=kedrovaya-pad")
    page.locator('.neighbour[data-open="land-of-the-leopard"]').hover()
    assert lit(page) == ["land-of-the-leopard"]


def test_pointing_at_the_map_marks_the_row_and_leaves_the_list_where_it_is(open_page: OpenPage) -> None:
    page = open_page()
    row = page.locator(f'[data-region-link="{RESERVE}"]')
    page.mouse.move(*place_on_map(page, RESERVE))
    expect(row).to_have_class("row is-lit")
    expect(row).not_to_be_in_viewport()
    page.mouse.move(1300, 700)
    expect(row).to_have_class("row")


def test_the_focus_on_the_map_brings_the_row_into_view(open_page: OpenPage) -> None:
    page = open_page()
    row = page.locator('[data-region-link="tripoint"]')
    expect(row).not_to_be_in_viewport()
    for key in ("Tab", "Enter", "Tab", "End"):
        page.keyboard.press(key)
    assert focused(page) == "tripoint"
    expect(row).to_have_class("row is-lit")
    expect(row).to_be_in_viewport(ratio=0.9)


def test_a_row_says_when_the_map_does_not_show_its_region(open_page: OpenPage) -> None:
    page = open_page()
    row = page.locator('[data-region-link="narva-tunnel"]')
    expect(row).to_contain_text("not shown on the map now")
    page.locator('input[data-layer="barriers"]').check()
    expect(row).not_to_contain_text("not shown on the map now")
    page.locator('input[data-layer="reserves"]').uncheck()
    expect(page.locator(f'[data-region-link="{RESERVE}"]')).to_contain_text("not shown on the map now")
