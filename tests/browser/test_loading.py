"""What a reader sees before the map is there, and when it does not come."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import hold, panel
from tests.browser.conftest import NARROW, WIDE, NewContext, wait_until_ready
from tests.browser.published import Publication

WORDS = {
    "en": ("The map is being drawn", "The map could not be loaded.", "Try again"),
    "ru": ("Карта рисуется", "Не удалось загрузить карту.", "Повторить"),
    "zh": ("正在绘制地图", "地图未能载入。", "重试"),
}


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
