"""What a reader sees before the map is there, and when it, or a part of it, does not come."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.actions import at_hand, panel
from tests.browser.conftest import NARROW, WIDE, wait_until_ready
from tests.browser.published import Publication

PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")  # one, transparent
NewContext = Callable[..., BrowserContext]
WORDS = {
    "en": ("The map is being drawn", "The map could not be loaded.", "Try again"),
    "ru": ("Карта рисуется", "Не удалось загрузить карту.", "Повторить"),
    "zh": ("正在绘制地图", "地图未能载入。", "重试"),
}


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """Makes contexts whose failed requests are meant."""
    made: list[BrowserContext] = []

    def make(**settings: object) -> BrowserContext:
        made.append(browser.new_context(reduced_motion="reduce", **settings))  # type: ignore[arg-type]  # its own names
        return made[-1]

    yield make
    for context in made:
        context.close()


def hold(context: BrowserContext, address: str) -> list[Route]:
    """Requests for an address wait in the list until the test lets them go."""
    held: list[Route] = []

    def keep(route: Route) -> None:  # Playwright marks what it is given, and a method of a list takes no mark
        held.append(route)

    context.route(address, keep)
    return held


def abort_until_asked_again(page: Page, file: str) -> None:
    """Requests for a file fail until the page is loaded anew, whoever makes them: Streamlit asks at its own time."""
    visits: list[str] = []
    page.on("request", lambda request: visits.append(request.url) if request.is_navigation_request() else None)
    page.route(file, lambda route: route.continue_() if len(visits) > 1 else route.abort())


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", WORDS)
def test_a_line_stands_in_the_maps_place_until_the_map_is_there(
    new_context: NewContext, address: str, language: str, viewport: object
) -> None:
    context = new_context(locale=language, viewport=viewport)
    held = hold(context, "**/leaflet/leaflet.js")
    page = context.new_page()
    page.goto(address, wait_until="commit")
    line = page.get_by_test_id("loading").get_by_role("status")
    expect(line).to_have_text(WORDS[language][0])
    expect(line).to_be_visible()
    expect(page.get_by_text(WORDS[language][1])).to_be_hidden()
    page.locator('[data-region-link="kedrovaya-pad"]').click()  # the list waits for no map
    expect(panel(page, "kedrovaya-pad")).to_be_visible()
    for route in held:
        route.continue_()
    wait_until_ready(page)
    expect(page.get_by_test_id("loading")).to_have_count(0)


@pytest.mark.parametrize("file", ["**/leaflet/leaflet.js", "**/map/*.js"])
@pytest.mark.parametrize("language", WORDS)
def test_a_map_that_cannot_be_loaded_says_so_and_leaves_the_list(
    new_context: NewContext, address: str, language: str, file: str
) -> None:
    context = new_context(locale=language, viewport=WIDE)
    page = context.new_page()
    abort_until_asked_again(page, file)
    page.goto(address)
    message = page.get_by_test_id("loading").get_by_role("alert")
    expect(message).to_contain_text(WORDS[language][1])
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    expect(panel(page, "kedrovaya-pad")).to_be_visible()
    message.get_by_role("link", name=WORDS[language][2]).click()
    wait_until_ready(page)
    expect(message).to_have_count(0)


@pytest.mark.parametrize("file", ["names.json", "index.html"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_list_that_cannot_be_loaded_can_be_tried_again(
    new_context: NewContext, address: str, language: str, file: str
) -> None:
    context = new_context(locale=language, viewport=WIDE)
    context.route(f"**/panels/*/{file}", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    message = page.locator(".atlas-panel").get_by_role("alert")  # once Streamlit has the list, nothing loads by itself
    expect(message).to_contain_text(
        {"en": "The list could not be loaded.", "ru": "Не удалось загрузить список."}[language]
    )
    context.unroute(f"**/panels/*/{file}")
    message.get_by_role("button", name=WORDS[language][2]).click()
    expect(page.get_by_test_id("region-list")).to_be_visible()
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    expect(panel(page, "kedrovaya-pad")).to_be_visible()


def test_where_scripts_are_blocked_a_way_on_appears_by_itself(new_context: NewContext, address: str) -> None:
    context = new_context(viewport=WIDE, locale="ru")
    context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}/?region=kedrovaya-pad")
    late = page.get_by_text("Это занимает больше времени")
    expect(late).to_be_hidden()
    expect(late).to_be_visible(timeout=20_000)
    context.unroute("**/*.js")
    late.get_by_role("link", name="Повторить").click()
    wait_until_ready(page)
    expect(panel(page, "kedrovaya-pad")).to_be_visible()


@pytest.mark.parametrize("language", WORDS)
def test_without_scripts_the_page_says_what_it_is_and_where_its_data_are(
    new_context: NewContext, address: str, language: str
) -> None:
    context = new_context(viewport=NARROW, locale=language, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    name = {"en": "Kedrovaya Pad", "ru": "Кедровая падь", "zh": "凯德罗瓦亚帕季"}[language]
    expect(page.get_by_role("listitem").filter(has_text=name).first).to_be_visible()
    expect(page.get_by_text("Streamlit")).to_have_count(0)
    expect(page.get_by_test_id("loading")).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("link")).to_have_attribute("href", "data/atlas.json")
    assert "regions" in page.request.get(f"{address}/data/atlas.json").json()


def test_a_layer_that_fails_unseen_is_said_when_it_is_wanted(new_context: NewContext, address: str) -> None:
    context = new_context(viewport=WIDE)
    context.route("**/data/layers/barriers.geojson", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    wait_until_ready(page)
    at_hand(page, "layers/former.geojson")
    expect(page.locator(".notice")).to_have_count(0)
    page.locator('input[data-layer="barriers"]').click()
    expect(page.locator(".notice")).to_contain_text("Roads, crossings and barriers")
    context.unroute("**/data/layers/barriers.geojson")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".habitat .layer-barriers[data-region]").first).to_be_visible()


def test_a_layer_that_is_slow_says_so_on_its_row(new_context: NewContext, address: str) -> None:
    context = new_context(viewport=WIDE)
    held = hold(context, "**/data/layers/barriers.geojson")
    page = context.new_page()
    page.goto(address)
    wait_until_ready(page)
    row = page.locator('label:has(input[data-layer="barriers"])')
    row.locator("input").click()
    expect(row).to_have_attribute("aria-busy", "true")
    expect(row).to_contain_text("loading")
    expect(page.locator('label:has(input[data-layer="parks"])')).to_have_attribute("aria-busy", "false")
    held[0].continue_()
    expect(row).to_have_attribute("aria-busy", "false")
    expect(row).not_to_contain_text("loading")
    expect(page.locator(".habitat .layer-barriers[data-region]").first).to_be_visible()


def test_several_failures_stand_below_each_other_and_each_can_be_tried_again(
    new_context: NewContext, address: str
) -> None:
    context = new_context(viewport=WIDE)
    for layer in ("reserves", "corridor", "places"):
        context.route(f"**/data/layers/{layer}.geojson", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    wait_until_ready(page)
    notices = page.locator(".notice")
    expect(notices).to_have_count(3)
    boxes = [box for box in (notices.nth(at).bounding_box() for at in range(3)) if box]
    assert all(one["y"] + one["height"] <= other["y"] for one, other in pairwise(boxes))
    context.unroute("**/data/layers/reserves.geojson")
    notices.filter(has_text="Nature reserves").get_by_role("button", name="Try again").click()
    expect(page.locator('.habitat [data-region="kedrovaya-pad"]')).to_have_count(1)
    expect(notices).to_have_count(2)
    notices.first.get_by_role("button", name="Try again").click()  # its file is still missing: it comes back
    expect(notices).to_have_count(2)
    notices.first.get_by_role("button", name="Close").focus()
    page.keyboard.press("Escape")
    expect(notices).to_have_count(1)
    expect(notices.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(notices).to_have_count(0)
    expect(page.locator("#map_habitat")).to_be_focused()


def test_online_tiles_that_come_back_are_shown_and_the_message_goes(new_context: NewContext, address: str) -> None:
    tiles = "https://tile.openstreetmap.org/**"
    context = new_context(viewport=WIDE)
    context.route(tiles, lambda route: route.abort())
    page: Page = context.new_page()
    page.goto(f"{address}/?basemap=openstreetmap")
    notice = page.locator(".notice").filter(has_text="cannot be reached")
    expect(notice).to_have_count(1)
    context.unroute(tiles)
    context.route(tiles, lambda route: route.fulfill(body=PIXEL, content_type="image/gif"))
    notice.get_by_role("button", name="Try again").click()
    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    expect(page.locator(".notice")).to_have_count(0)


def test_online_tiles_that_fail_before_the_layers_are_there_are_told_of(new_context: NewContext, address: str) -> None:
    context = new_context(viewport=WIDE)
    context.route("https://tile.openstreetmap.org/**", lambda route: route.abort())
    held = hold(context, "**/data/layers/reserves.geojson")
    page: Page = context.new_page()
    page.goto(f"{address}/?basemap=openstreetmap")
    expect(page.locator(".notice").filter(has_text="cannot be reached")).to_have_count(1)
    assert held
    held[0].continue_()
    wait_until_ready(page)


@contextmanager
def half_served(body: bytes, until: bytes) -> Iterator[tuple[str, threading.Event]]:
    """The address of a page whose part from `until` on is sent when the event is set."""
    go_on = threading.Event()

    class Halting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            first, mark, rest = body.partition(until)
            self.wfile.write(first)
            go_on.wait(60)
            self.wfile.write(mark + rest)

        def log_message(self, *_: object) -> None:
            """Say nothing of each request."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Halting) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", go_on
        finally:
            go_on.set()
            server.shutdown()
            thread.join()


def test_the_one_file_draws_its_first_map_before_its_end_has_come(
    new_context: NewContext, publication: Publication
) -> None:
    body = (publication.folder / "offline.html").read_bytes()
    with half_served(body, b'<script type="text/plain" id="atlas-rest">') as (address, go_on):
        page = new_context(viewport=WIDE).new_page()
        page.goto(address, wait_until="commit")
        expect(page.locator('path[data-region="land-of-the-leopard"]')).to_be_visible()
        go_on.set()
        page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]')
