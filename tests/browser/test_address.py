"""The address is the state: back and forward, links for others, and addresses that nobody should have written."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.actions import expect_query, panel, place_of, press_on_map
from tests.browser.conftest import NARROW, WIDE, OpenPage, wait_until_ready
from tests.browser.proxy import Proxy

SETTLED = '[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
NO_PARKS = "reserves,corridor,programmes,reintroduction,places,doubt"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An open page whose online tiles are empty answers; no tile server is asked."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce", locale="en-GB")
    context.route("https://tile.openstreetmap.org/**", lambda route: route.fulfill(status=204))
    page = context.new_page()
    page.goto(address)
    wait_until_ready(page)
    page.wait_for_selector(SETTLED)
    yield page
    context.close()


def expect_shown(page: Page, *, region: bool, parks: bool, year: str, basemap: str, story: bool) -> None:
    """What is on the screen, whatever the address says."""
    expect(panel(page, "kedrovaya-pad")).to_have_count(1 if region else 0)
    expect(page.locator('input[data-layer="parks"]')).to_be_checked(checked=parks)
    expect(page.locator(".years-number")).to_have_text(year)
    expect(page.locator(f'input[data-basemap="{basemap}"]')).to_be_checked()
    expect(page.get_by_test_id("story")).to_have_count(1 if story else 0)


def four_steps(page: Page) -> str:
    """A region, a layer, a base map and a year, each a step of the history; returns the year that today is."""
    today = page.locator(".years-number").inner_text()
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    expect_query(page, "region", "kedrovaya-pad")
    page.locator('input[data-layer="parks"]').click()
    expect_query(page, "layers", NO_PARKS)
    page.locator('input[data-basemap="openstreetmap"]').click()
    expect_query(page, "basemap", "openstreetmap")
    page.locator(".years-slider").focus()
    page.keyboard.press("Home")
    expect_query(page, "year", "1916")
    page.wait_for_selector(SETTLED)
    return today


def test_back_and_forward_go_through_region_layers_base_map_and_year(page: Page) -> None:
    today = four_steps(page)
    states = [
        {"region": False, "parks": True, "year": today, "basemap": "embedded", "story": False},
        {"region": True, "parks": True, "year": today, "basemap": "embedded", "story": False},
        {"region": True, "parks": False, "year": today, "basemap": "embedded", "story": False},
        {"region": True, "parks": False, "year": today, "basemap": "openstreetmap", "story": False},
        {"region": True, "parks": False, "year": "1916", "basemap": "openstreetmap", "story": False},
    ]
    for state in reversed(states[:-1]):
        page.evaluate("history.back()")
        expect_shown(page, **state)  # type: ignore[arg-type]  # one value a name
    assert urlsplit(page.url).query == ""
    for state in states[1:]:
        page.evaluate("history.forward()")
        expect_shown(page, **state)  # type: ignore[arg-type]  # the same


def test_back_and_forward_pressed_quickly_end_where_the_address_says(page: Page) -> None:
    today = four_steps(page)
    page.evaluate("() => { for (let step = 0; step < 4; step++) history.back(); }")
    expect_query(page, "region", None)
    expect_shown(page, region=False, parks=True, year=today, basemap="embedded", story=False)
    page.evaluate("() => { for (let step = 0; step < 3; step++) history.forward(); history.back(); }")
    expect_query(page, "layers", NO_PARKS)
    page.wait_for_selector(SETTLED)
    expect_shown(page, region=True, parks=False, year=today, basemap="embedded", story=False)
    expect_query(page, "basemap", None)
    expect_query(page, "year", None)


def test_back_right_after_an_act_ends_where_the_address_says(address: str, open_page: OpenPage) -> None:
    with Proxy(address) as line:
        page = open_page(at=line.address)
        page.wait_for_selector(SETTLED)
        page.locator('[data-region-link="kedrovaya-pad"]').click()
        expect_query(page, "region", "kedrovaya-pad")
        page.wait_for_selector(SETTLED)
        with line.holding():
            page.evaluate(
                """() => new Promise((heard) => {
                  const send = WebSocket.prototype.send;
                  WebSocket.prototype.send = function (message) {
                    send.call(this, message);
                    WebSocket.prototype.send = send;
                    addEventListener("popstate", heard, { once: true });
                    history.back();  // the act is reported, and the server has not answered
                  };
                  document.querySelector('input[data-layer="parks"]').click();
                })"""
            )
        expect(panel(page, "kedrovaya-pad")).to_have_count(0)
        expect_query(page, "region", None)
        expect_query(page, "layers", None)
        expect(page.locator('input[data-layer="parks"]')).to_be_checked()
        page.context.close()


def test_back_before_the_act_is_painted_takes_it_back_for_good(page: Page) -> None:
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    expect_query(page, "region", "kedrovaya-pad")
    page.wait_for_selector(SETTLED)
    reported = page.evaluate(
        """() => new Promise((done) => {
          const [frame, send] = [window.requestAnimationFrame, WebSocket.prototype.send];
          let reports = 0;
          WebSocket.prototype.send = function (message) {
            if (new TextDecoder().decode(message).includes('"layers"')) reports += 1;
            return send.call(this, message);
          };
          const frames = (left) => (left ? frame(() => frames(left - 1)) : done(reports));
          window.requestAnimationFrame = (call) => addEventListener("popstate", () => frame(call), { once: true });
          addEventListener("popstate", () => { window.requestAnimationFrame = frame; frames(30); }, { once: true });
          document.querySelector('input[data-layer="parks"]').click();
          history.back();
        })"""
    )
    assert reported == 0  # a report would have come after the reader's latest word
    expect_query(page, "region", None)
    expect(panel(page, "kedrovaya-pad")).to_have_count(0)
    expect(page.locator('input[data-layer="parks"]')).to_be_checked()


def test_back_leaves_the_story_and_forward_comes_again(open_page: OpenPage) -> None:
    page = open_page()
    page.locator("[data-story]").click()
    expect_query(page, "story", "1")
    page.get_by_role("button", name="Next").click()
    expect_query(page, "story", "2")
    page.evaluate("history.back()")
    expect(page.get_by_test_id("story")).to_contain_text("1 of 10")
    page.evaluate("history.back()")
    expect(page.get_by_test_id("story")).to_have_count(0)
    page.evaluate("history.go(2)")
    expect(page.get_by_test_id("story")).to_contain_text("2 of 10")
    expect_query(page, "story", "2")


def test_back_brings_the_place_that_the_address_names(open_page: OpenPage) -> None:
    page = open_page("/?view=43.1,131.5,9")
    page.wait_for_selector(SETTLED)
    before = place_of(page, "kedrovaya-pad")
    page.locator('input[data-layer="parks"]').click()
    expect_query(page, "layers", NO_PARKS)
    page.get_by_label("Zoom in").click()
    page.wait_for_url(lambda url: "view=" in url and "view=43.1%2C131.5%2C9" not in url, wait_until="commit")
    page.evaluate("history.back()")
    expect(page.locator('input[data-layer="parks"]')).to_be_checked()
    expect_query(page, "view", "43.1,131.5,9")
    after = place_of(page, "kedrovaya-pad")
    assert all(abs(before[side] - after[side]) < 2 for side in before), (before, after)


BAD = [
    "region=atlantis&layers=moon&year=1&story=99&basemap=x&lang=tlh&view=a,b,c",
    "region=Kedrovaya-Pad&LAYERS=parks&Region=kedrovaya-pad",
    "region=%E0%A4%A&layers=%&year=%zz",
    "year=2007%00&region=kedrovaya-pad%00",
    "colour=blue&utm_source=letter&__proto__=1&constructor=2",
    f"region={'a' * 4000}&layers={',' * 3000}",
    "view=NaN,NaN,NaN&story=-1&year=9999999999999999999999",
    f"region={quote('<img src=x onerror=alert(1)>')}&topic={quote(chr(0x202E) + 'x')}",
]


@pytest.mark.parametrize("query", BAD, ids=range(len(BAD)))
def test_an_address_that_means_nothing_is_the_bare_one_and_no_step_back(open_page: OpenPage, query: str) -> None:
    page = open_page("/healthz", wait=False)
    page.goto(f"{page.url.removesuffix('/healthz')}/?{query}")
    wait_until_ready(page)
    page.wait_for_selector(SETTLED)
    assert urlsplit(page.url).query == ""
    page.go_back(wait_until="commit")
    assert page.url.endswith("/healthz")


@pytest.mark.parametrize(
    ("query", "clean"),
    [
        ("region=atlantis&region=kedrovaya-pad", "region=kedrovaya-pad"),
        ("layers=moon,parks,parks&year=2007&year=x", "layers=parks"),
        ("year=2007&layers=" + "parks," * 500, "layers=parks&year=2007"),
    ],
)
def test_what_an_address_means_is_kept_and_the_rest_goes(open_page: OpenPage, query: str, clean: str) -> None:
    page = open_page(f"/?{query}")
    page.wait_for_selector(SETTLED)
    assert urlsplit(page.url).query == clean


LINKS = [
    "/?region=lazovsky-reserve&layers=reserves,places&year=2007",
    "/?story=3",
    "/?topic=timeline&layers=",
    "/?region=kedrovaya-pad&lang=ru",
]


# While the story is told on a small map, its buttons give way to it.
SHARED = [(path, size) for path in LINKS for size in (WIDE, NARROW) if size == WIDE or "story" not in path]


@pytest.mark.parametrize(("path", "viewport"), SHARED)
def test_a_copied_link_shows_the_same_to_a_reader_of_another_language(
    open_page: OpenPage, path: str, viewport: object
) -> None:
    page = open_page(path, viewport=viewport)
    page.wait_for_selector(SETTLED)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Zoom in" if "lang" not in path else "Приблизить").click(force=True)
    press_on_map(page, 3)
    page.locator(".share-copy").first.click()
    expect(page.locator(".box-told")).not_to_be_empty()
    link = page.evaluate("() => navigator.clipboard.readText()")
    other = open_page(f"/?{urlsplit(link).query}", viewport=viewport, locale="zh-CN")
    other.wait_for_selector(SETTLED)
    expect_same(other, page)


def expect_same(page: Page, other: Page) -> None:
    """Two pages show the same, the places on the map to two pixels: a link has four decimals of a degree."""
    one, two = seen(page), seen(other)
    assert one.pop("places") == pytest.approx(two.pop("places"), abs=2)
    assert one == two


def seen(page: Page) -> dict[str, object]:
    """What a reader sees: language, layers, year, what is open, and where the map stands."""
    found: dict[str, object] = page.evaluate(
        """() => ({
          language: document.documentElement.lang,
          words: document.querySelector(".legend-title").textContent,
          layers: [...document.querySelectorAll("input[data-layer]:checked")].map((input) => input.dataset.layer),
          year: document.querySelector(".years-number").textContent,
          open: [...document.querySelectorAll(".entry.is-open")].map((entry) => entry.dataset.entry),
          story: document.querySelector(".story h2")?.textContent,
          places: [...document.querySelectorAll(".leaflet-interactive[data-region]")].map((part) => {
            const box = part.getBoundingClientRect();
            return box.width > 4 ? [box.left, box.top, box.width, box.height] : [0, 0, 0, 0];
          }).sort(([one], [other]) => one - other).flat(),
        })"""
    )
    return found


def test_a_link_copied_before_the_server_has_answered_tells_what_is_on_the_screen(
    address: str, open_page: OpenPage
) -> None:
    with Proxy(address) as line:
        page = open_page(at=line.address)
        page.wait_for_selector(SETTLED)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        with line.holding():
            page.locator('[data-topic-link="timeline"]').click()
            page.locator('input[data-layer="parks"]').click()
            press_on_map(page, 3)
            page.locator(".share-copy").first.click()
            expect(page.locator(".box-told")).not_to_be_empty()
            link = page.evaluate("() => navigator.clipboard.readText()")
        expect_query(page, "layers", NO_PARKS)
        other = open_page(f"/?{urlsplit(link).query}", at=line.address)
        other.wait_for_selector(SETTLED)
        expect_same(other, page)
        expect_query(other, "topic", "timeline")
        expect_query(other, "region", None)
        for opened in (page, other):
            opened.context.close()
