"""Nothing that stands in an atlas or in an address is ever run, in a real browser, with every string of the corpus.

`open_page` refuses errors on the console, to which belongs whatever the security policy had to stop, and requests
to other hosts. Here, nothing must have been run, and nothing that could be run may stand in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import panel
from tests.browser.conftest import OpenPage, serve
from tests.hostile.atlas import TEXTS, write_hostile
from tests.hostile.corpus import STRINGS, STRUCK

KEYS = ("region", "topic", "layers", "lang", "view", "basemap", "year", "story", "embed_options", "other")
COULD_RUN = (
    "[onerror], [onload], [onclick], [onfocus], [onmouseover], [ontoggle], [onbegin], [onstart], [srcdoc], iframe,"
    " object, embed, base, form[action], marquee, img[src='x'], [href^='javascript' i], [href^='data:text' i]"
)
EVERY_CARD = """async (panels) => {
  const room = document.body.appendChild(document.createElement("div"));
  const names = [...document.querySelectorAll('[data-testid="region-list"] [data-region-link]')];
  let size = 0;
  for (const { dataset } of names) {
    const answer = await fetch(`.${panels}cards/${dataset.regionLink}.html`);
    room.innerHTML = await answer.text();
    size += answer.ok ? room.querySelectorAll('[data-testid="region-panel"]').length : 0;
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
  const left = document.querySelectorAll(WHAT).length;
  room.remove();
  return [size, left];
}""".replace("WHAT", repr(COULD_RUN))


@pytest.fixture(scope="module")
def hostile(sockets: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The hostile atlas, served."""
    with serve(write_hostile(tmp_path_factory.mktemp("hostile") / "atlas")) as address:
        yield address


@pytest.fixture
def visit(open_page: OpenPage, hostile: str) -> Iterator[Callable[[str], Page]]:
    """Opens a page of the hostile atlas; afterwards nothing has been run in any of them."""
    pages: list[Page] = []
    asked: list[str] = []

    def visit(path: str) -> Page:
        page = open_page(path, at=hostile, wait=False)
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]', timeout=30_000)
        pages.append(page)
        return page

    yield visit
    assert asked == []
    for page in pages:
        assert inert(page)


def inert(page: Page) -> bool:
    """Nothing has been run, and nothing stands there that could be."""
    return page.evaluate(f"window.{STRUCK} === undefined") and page.locator(COULD_RUN).count() == 0


def test_a_hostile_atlas_is_shown_as_text_wherever_a_reader_goes(visit: Callable[[str], Page]) -> None:
    page = visit("/")
    rows = page.locator('[data-testid="region-list"] [data-region-link]')
    expect(rows).to_have_count(len(TEXTS) + 5)
    page.locator('.habitat [data-region="north-park"]').first.focus()
    page.keyboard.press("Enter")  # card and popup
    expect(panel(page, "north-park")).to_contain_text("window.struck=1")
    expect(page.locator(".leaflet-popup")).to_be_visible()
    assert inert(page)
    page.locator('input[data-layer="parks"]').uncheck()
    page.locator('input[data-layer="parks"]').check()
    for words in ("<img src=x onerror=window.struck=1>", "<script>", "{{ 7*7 }}"):
        page.locator(".search input").fill(words)
        expect(page.locator(".search [role=option]").first).to_be_visible()
        assert inert(page)
    page.keyboard.press("Enter")
    page.locator("details summary", has_text="could not be shown").click()  # what is wrong with the atlas
    expect(page.get_by_text("its property region is '<script>")).to_be_visible()
    assert inert(page)


def test_every_card_of_a_hostile_atlas_is_text(visit: Callable[[str], Page], hostile: str) -> None:
    page = visit("/")
    expect(page.locator('[data-testid="region-list"] [data-region-link]').first).to_be_attached()
    panels = page.evaluate(
        "document.querySelector('link[href*=\"/panels/\"][href$=\"index.html\"]').getAttribute('href').slice(1, -10)"
    )
    assert page.evaluate(EVERY_CARD, panels) == [len(TEXTS) + 5, 0]


@pytest.mark.parametrize(
    "path", ["/?story=1", "/?topic=timeline&year=2007", "/?topic=numbers", "/?embed=true&region=gate"]
)
def test_story_timeline_numbers_and_embedded_map_are_text(visit: Callable[[str], Page], path: str) -> None:
    page = visit(path)
    shown = {"story": ".story", "timeline": ".event", "numbers": '[data-testid="stVegaLiteChart"] canvas, .marks'}
    part = next((found for word, found in shown.items() if word in path), ".habitat .is-selected")
    expect(page.locator(part).first).to_be_visible(timeout=20_000)


def test_what_is_here_and_the_printed_sheet_are_text(visit: Callable[[str], Page]) -> None:
    page = visit("/?view=45.2,124.8,12")
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".here-popup dd").first).to_be_visible()
    page.emulate_media(media="print")
    assert inert(page)


def test_no_string_in_an_address_is_run(visit: Callable[[str], Page]) -> None:
    """Some whole pages with strings in all parts of their addresses, and all strings as a reader goes back to them."""
    strings = [text for text in STRINGS if len(text) < 5000]
    address = [
        "&".join(f"{key}={quote(text, errors='replace')}" for key, text in zip(KEYS, strings[start:], strict=False))
        for start in range(0, len(strings), len(KEYS))
    ]
    page = visit(f"/?{address[0]}")
    for query in address[1:3]:
        page.goto(f"{page.url.partition('?')[0]}?{query}")
        page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]')
        assert inert(page)
    page.evaluate(
        """async (queries) => {
          for (const query of queries) {
            history.pushState(null, "", `?${query}#${query.slice(0, 500)}`);
            dispatchEvent(new PopStateEvent("popstate"));
            await new Promise((done) => setTimeout(done, 5));
          }
        }""",
        address,
    )
    assert inert(page)
