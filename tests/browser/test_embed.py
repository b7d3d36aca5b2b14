"""The map in another page's frame, and the dialog that gives the code for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.actions import click_region, expect_query, shapes
from tests.browser.conftest import NARROW, WIDE, Land, OpenPage

HERE = {"viewport": {"width": 900, "height": 700}, "locale": "en-GB"}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(sockets: None, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Puts a page on another origin: its markup in, its address out."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def put(markup: str) -> str:
        (tmp_path / "news.html").write_text(f"<!DOCTYPE html><title>News</title>{markup}", encoding="utf-8")
        return f"http://127.0.0.1:{server.server_address[1]}/news.html"

    yield put
    server.shutdown()
    server.server_close()


class Frame(HTMLParser):
    """The attributes of the one element that a snippet holds."""

    def __init__(self, snippet: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(snippet)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def snippet_of(page: Page) -> str:
    """Open the dialog and read the code; the dialog stays open."""
    share = page.get_by_role("button", name="Share this view")
    if not share.is_visible():
        page.get_by_role("button", name="More", exact=True).click()
    share.click()
    return page.get_by_role("textbox", name="Code for your page").input_value()


def open_embedded(open_page: OpenPage, query: str, size: ViewportSize, **options: object) -> Page:
    page = open_page(f"/?embed=true{query}", viewport=size, wait=False, **options)
    page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]', timeout=30_000)
    return page


def test_the_code_shows_this_view_in_a_page_of_another_origin(
    open_page: OpenPage, browser: Browser, elsewhere: Callable[[str], str]
) -> None:
    source = open_page("/?region=kedrovaya-pad&layers=parks,reserves&year=2010&view=43.1,131.5,9")
    snippet = snippet_of(source)
    ((tag, attributes),) = Frame(snippet).found
    assert tag == "iframe"
    assert {key: value for key, value in attributes.items() if key not in {"src", "style"}} == {
        "title": "Kedrovaya Pad Nature Reserve · Amur Leopard Atlas",
        "width": "100%",
        "height": "480",
        "loading": "lazy",
        "allow": "fullscreen",
    }
    context = browser.new_context(**HERE)  # type: ignore[arg-type]  # options by name
    page = context.new_page()
    sockets: list[str] = []
    asked: list[str] = []
    wrong: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(elsewhere(snippet))
    frame = page.frame_locator("iframe")
    expect(frame.locator('[data-testid="habitat-map"][data-ready="true"]')).to_be_visible(timeout=30_000)
    expect(frame.locator('path[data-region="kedrovaya-pad"].is-selected')).to_be_visible()
    expect(frame.locator(".layer-programmes[data-region]")).to_have_count(0)
    expect(frame.locator(".years-number")).to_have_text("2010")
    expect(frame.locator(".panel")).to_have_count(0)
    assert sockets == []
    assert [url for url in asked if "/static/" in url or "_stcore" in url] == []
    assert [text for text in wrong if "favicon" not in text and "404" not in text] == []
    assert context.cookies() == []
    context.close()


def test_the_whole_page_refuses_another_pages_frame(
    browser: Browser, address: str, elsewhere: Callable[[str], str]
) -> None:
    context = browser.new_context(**HERE)  # type: ignore[arg-type]  # options by name
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(elsewhere(f'<iframe src="{address}/?region=kedrovaya-pad" height="480"></iframe>'))
    page.wait_for_load_state("networkidle")
    expect(page.frame_locator("iframe").locator('[data-testid="habitat-map"]')).to_have_count(0)
    assert any("frame-ancestors" in text for text in said)
    context.close()


def test_any_landscape_can_be_embedded(land: Land) -> None:
    page = land.open(f"/?embed=true&region={land.names.area}", wait=False)
    page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]', timeout=30_000)
    expect(page.locator(f'path[data-region="{land.names.area}"].is-selected')).to_be_visible()
    expect(page.get_by_role("link", name="Open the full map")).to_be_visible()
    expect(page.locator(".panel")).to_have_count(0)


def test_the_link_out_carries_what_the_reader_did(open_page: OpenPage) -> None:
    page = open_embedded(open_page, "&lang=en&view=43.1,131.5,8", {"width": 760, "height": 480})
    click_region(page, "kedrovaya-pad")
    expect(page.locator(".leaflet-popup")).to_contain_text("Kedrovaya Pad")
    page.locator(".legend-title").click()
    page.locator('input[data-layer="reintroduction"]').click()
    link = page.get_by_role("link", name="Open the full map")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener")
    with page.context.expect_page() as opened:
        link.click()
    full = opened.value
    full.wait_for_selector('.atlas-stage [data-testid="habitat-map"][data-ready="true"]', timeout=30_000)
    expect_query(full, "region", "kedrovaya-pad")
    expect_query(full, "embed", None)
    assert shapes(full, "reintroduction") == 0
    assert shapes(full, "reserves") > 0
    place = full.evaluate("() => new URL(location.href).searchParams.get('view')")
    assert [float(part) for part in place.split(",")] == pytest.approx([43.1, 131.5, 8], abs=0.7)


SIZES: list[ViewportSize] = [
    {"width": 320, "height": 240},
    {"width": 390, "height": 480},
    {"width": 640, "height": 360},
    {"width": 1000, "height": 480},
]
PARTS = [".full-map", ".legend", ".buttons", ".years", ".leaflet-control-scale", ".leaflet-control-attribution"]
APART = """(names) => {
  const seen = (part) => part.checkVisibility({ visibilityProperty: true });
  const shown = names.filter((name) => seen(document.querySelector(name)));
  const boxes = shown.map((name) => [name, document.querySelector(name).getBoundingClientRect()]);
  const outside = (b) => b.left < 0 || b.top < 0 || b.right > innerWidth + 0.5 || b.bottom > innerHeight + 0.5;
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const wrong = boxes.filter(([, box]) => outside(box)).map(([name]) => `${name} sticks out`);
  boxes.forEach(([one, a], index) => boxes.slice(index + 1).forEach(([other, b]) => {
    if (meets(a, b)) wrong.push(`${one} meets ${other}`);
  }));
  return [shown, wrong];
}"""


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
def test_nothing_overlaps_in_a_small_frame(open_page: OpenPage, size: ViewportSize, language: str) -> None:
    page = open_embedded(open_page, f"&lang={language}&year=2007", size)
    shown, wrong = page.evaluate(APART, PARTS)
    assert wrong == []
    assert {".full-map", ".legend", ".buttons", ".leaflet-control-attribution"} <= set(shown)
    assert (".years" in shown) == (size["height"] > 340)
    page.locator(".legend-title").click()
    shown, wrong = page.evaluate(APART, PARTS)
    assert wrong == []
    assert {".full-map", ".legend", ".leaflet-control-attribution"} <= set(shown)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_dialog_takes_the_focus_and_gives_it_back(open_page: OpenPage, viewport: ViewportSize) -> None:
    page = open_page("/", viewport=viewport)
    snippet_of(page)
    dialog = page.get_by_role("dialog", name="Share this view")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Copy the link")).to_be_focused()
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
    page.keyboard.press("Escape")
    expect(page.locator("dialog.share")).to_have_count(0)
    expect(page.get_by_role("button", name="Share this view")).to_be_focused()


def test_the_code_can_be_copied(open_page: OpenPage) -> None:
    page = open_page("/?lang=ru")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Поделиться этим видом").click()
    page.get_by_role("button", name="Скопировать код").click()
    expect(page.locator(".box-told")).to_have_text("Код скопирован.")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    ((_, attributes),) = Frame(copied).found
    assert attributes["title"] == "Атлас дальневосточного леопарда"
    assert "lang=ru" in str(attributes["src"])
    assert "embed=true" in str(attributes["src"])
