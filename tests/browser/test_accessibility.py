"""The page keeps WCAG 2.2 A and AA as far as axe-core can tell; by hand: focus, forced colours, 320 pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.actions import click_region, expect_selected, panel, press_on_map
from tests.browser.conftest import NARROW, WIDE, Land, OpenPage, wait_until_ready
from tests.browser.proxy import Proxy

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

# axe leaves out what is clipped away; nothing is while it judges colours, so that it sees the panel to its end.
_UNCLIPPED = """
html, body, .stApp, .stAppViewContainer, .stMain, [data-testid="stSidebar"], [data-testid="stSidebarContent"] {
  overflow: visible !important;
}
[data-testid="stSidebar"], [data-testid="stSidebarContent"] { height: max-content !important; }
"""

_ADOPT = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

_RUN = """async (runOnly) => {
  const { violations, passes } = await axe.run({ runOnly });
  const tell = ({ id, help, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}: ${help}`);
  return {
    wrong: violations.flatMap(tell),
    passed: passes.map(({ id }) => id),
  };
}"""


def judge(page: Page, looked: frozenset[str] = frozenset({"target-size", "button-name"})) -> list[str]:
    """What axe-core finds wrong: rule, place and help; fails when it did not look at colours and by these rules."""
    page.evaluate(
        AXE_SCRIPT
    )  # by the debugger's protocol, which our CSP does not bind; a script element would be refused
    found: dict[str, Any] = page.evaluate(_RUN, RULES)
    assert looked <= set(found["passed"])
    wrong: list[str] = found["wrong"]
    page.evaluate(_ADOPT, _UNCLIPPED)  # the embedded map allows no style element
    colours: dict[str, Any] = page.evaluate(_RUN, ["color-contrast", "link-in-text-block"])
    dialog = page.locator(
        "dialog[open]"
    ).count()  # axe cannot tell what lies behind a native one; its colours are the page's
    assert dialog or "color-contrast" in colours["passed"], (
        "axe-core saw no text; is everything inside something without a height?"
    )
    return sorted({*wrong, *colours["wrong"]})


def open_details(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")


def start(page: Page) -> None:
    expect(page.locator(".legend-title")).to_be_visible()


def region(page: Page) -> None:
    expect_selected(page, "land-of-the-leopard")
    open_details(page)


def corridor(page: Page) -> None:
    chart = page.locator(".atlas-panel .profile-chart")
    expect(chart).to_be_visible()
    expect(page.locator(".habitat path.axis-line")).to_have_count(1)
    chart.focus()
    page.keyboard.press("ArrowRight")
    open_details(page)


def numbers(page: Page) -> None:
    charts = page.get_by_role("dialog").locator('[data-testid="stVegaLiteChart"]')
    expect(charts).to_have_count(2, timeout=20_000)
    expect(charts.last.locator("canvas, svg.marks").first).to_be_visible(timeout=20_000)


def timeline(page: Page) -> None:
    panel(page, "timeline").locator('.event button[data-year="2007"]').first.click()
    expect(page.locator(".event.is-chosen")).to_have_count(1)


def two_countries(page: Page) -> None:
    expect(panel(page, "two-countries")).to_be_visible()


def story(page: Page) -> None:
    expect(page.get_by_test_id("story")).to_be_visible()


def legend(page: Page) -> None:
    """The other way round than it begins: folded on a wide screen, open on a narrow one."""
    before = page.locator(".legend-title").get_attribute("aria-expanded")
    page.locator(".legend-title").click()
    expect(page.locator(".legend-title")).to_have_attribute("aria-expanded", "false" if before == "true" else "true")


def popup(page: Page) -> None:
    click_region(page, "land-of-the-leopard")
    expect(page.locator(".leaflet-popup")).to_be_visible()
    expect_selected(page, "land-of-the-leopard")


def sheet_full(page: Page) -> None:
    page.locator(".grip button").click()
    page.locator(".grip button").click()
    expect(page.locator("html")).to_have_attribute("data-sheet", "full")


def share(page: Page) -> None:
    press_on_map(page, 3)
    expect(page.get_by_test_id("share")).to_be_visible()


def take(page: Page) -> None:
    press_on_map(page, 6)
    expect(page.get_by_test_id("taking")).to_be_visible()


def cite(page: Page) -> None:
    expect_selected(page, "land-of-the-leopard")
    page.locator(".panel .figure-cite").first.click()
    expect(page.get_by_test_id("citing-box")).to_be_visible()


def embedded(page: Page) -> None:
    expect(page.get_by_test_id("full-map")).to_be_visible()


def here(page: Page) -> None:
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".here [data-here-region], .here .here-quiet").first).to_be_visible()
    expect(page.locator(".here dl")).to_be_visible()


def measuring(page: Page) -> None:
    press_on_map(page, 4)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".measuring dd")).to_be_visible()


def walking(page: Page) -> None:
    """The focus on a region of the map, reached by keys; its row is marked."""
    for key in ("Tab", "Enter", "Tab", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("path.ring")).to_have_count(1)
    expect(page.locator(".row.is-lit")).to_have_count(1)


State = tuple[str, Callable[[Page], None], str, ViewportSize, bool]  # address, how to reach it, language, size, dark
REGION, CORRIDOR = "/?region=land-of-the-leopard", "/?region=china-russia-corridor"
NUMBERS, TIMELINE, COUNTRIES = "/?topic=numbers-over-time", "/?topic=timeline", "/?topic=two-countries"
# Most states twice, so that every language, width and theme meets every kind of content without all 108 pairings.
STATES: list[State] = [
    ("/", start, "en", WIDE, False),
    ("/", start, "zh", NARROW, True),
    (REGION, region, "ru", WIDE, True),
    (REGION, region, "en", NARROW, False),
    (CORRIDOR, corridor, "en", WIDE, False),
    (CORRIDOR, corridor, "zh", NARROW, True),
    (NUMBERS, numbers, "ru", WIDE, False),
    (NUMBERS, numbers, "en", NARROW, True),
    (TIMELINE, timeline, "zh", WIDE, True),
    (TIMELINE, timeline, "ru", NARROW, False),
    (COUNTRIES, two_countries, "en", WIDE, True),
    ("/?story=5", story, "zh", NARROW, False),
    ("/", legend, "ru", WIDE, False),
    ("/", legend, "en", NARROW, True),
    ("/", popup, "en", WIDE, True),
    ("/", popup, "zh", NARROW, True),
    ("/", sheet_full, "ru", NARROW, True),
    ("/", share, "zh", NARROW, False),
    ("/", take, "ru", WIDE, True),
    ("/", take, "zh", NARROW, False),
    (REGION, cite, "en", NARROW, True),
    ("/?embed=true", embedded, "ru", WIDE, True),
    ("/", here, "en", WIDE, True),
    ("/", here, "zh", NARROW, False),
    ("/", measuring, "ru", WIDE, False),
    ("/", measuring, "en", NARROW, True),
    ("/", walking, "ru", WIDE, True),
]
NAMES = [
    f"{reach.__name__}-{language}-{size['width']}-{'dark' if dark else 'light'}"
    for _, reach, language, size, dark in STATES
]


@pytest.mark.parametrize("state", STATES, ids=NAMES)
def test_axe_finds_nothing_wrong(open_page: OpenPage, state: State) -> None:
    path, reach, language, viewport, dark = state
    page = open_page(path, viewport=viewport, dark=dark, locale=language, wait="embed" not in path)
    reach(page)
    assert judge(page) == []


@pytest.mark.parametrize(("viewport", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide-light", "narrow-dark"])
def test_axe_finds_nothing_wrong_in_any_landscape(land: Land, viewport: ViewportSize, dark: bool) -> None:
    page = land.open(f"/?region={land.names.area}&lang={land.names.languages[-1]}", viewport=viewport, dark=dark)
    expect_selected(page, land.names.area)
    open_details(page)
    assert judge(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_wrong_while_the_page_waits_or_has_failed(browser: Browser, address: str, dark: bool) -> None:
    context = browser.new_context(viewport=NARROW if dark else WIDE, color_scheme="dark" if dark else "light")
    context.route("**/leaflet/leaflet.js", lambda route: None)  # it never comes
    context.route("**/data/layers/reserves.geojson", lambda route: route.abort())
    with Proxy(address) as line:
        page = context.new_page()
        page.goto(line.address, wait_until="commit")
        expect(page.get_by_test_id("loading")).to_be_visible()
        page.wait_for_selector(".atlas-panel [data-testid='region-list']", timeout=30_000)  # Streamlit is there, no map
        expect(page.get_by_test_id("loading")).to_be_visible()
        assert judge(page) == []
        context.unroute("**/leaflet/leaflet.js")
        page.reload()
        wait_until_ready(page)
        page.wait_for_selector('[data-test-connection-state="CONNECTED"]')
        with line.cut():
            expect(page.locator(".notice")).to_have_count(2, timeout=20_000)  # the layer, and the connection
            assert judge(page) == []
        context.close()


# Whether the ring of what has the focus is drawn and cut off by nothing that clips.
_RING = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  const name = `${focused.tagName} ${focused.className.baseVal ?? focused.className}`;
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `${name}: no ring`;
  const grow = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth), box = focused.getBoundingClientRect();
  for (let outer = focused.parentElement; outer; outer = outer.parentElement) {
    if (getComputedStyle(outer).overflowX === "visible") continue;
    const frame = outer.getBoundingClientRect();
    const left = box.left - grow < frame.left - 0.5, right = box.right + grow > frame.right + 0.5;
    if (left || right) return `${name}: its ring is cut off by ${outer.className}`;
  }
  return null;
}"""
STOPS = (
    ".languages a", ".story-start", ".row", ".card summary", ".card a", ".card .table-room", ".profile-chart", ".link",
    ".figure-cite",
    ".legend-title", ".legend input", ".buttons button", ".mark", ".leaflet-control-attribution a",
)  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_has_the_focus_wears_a_ring(open_page: OpenPage, dark: bool) -> None:
    page = open_page(CORRIDOR, dark=dark)
    corridor(page)  # its key press tells the browser that this reader uses the keyboard
    rings = []
    for stop in STOPS:
        page.locator(stop).first.focus()
        rings.append(page.evaluate(_RING))
    assert [ring for ring in rings if ring] == []


def test_no_page_scrolls_sideways_at_four_times_the_size(open_page: OpenPage) -> None:
    page = open_page(CORRIDOR, viewport={"width": 320, "height": 640})
    corridor(page)
    outside = """() => [...document.querySelectorAll(".panel *, .legend, .buttons, .leaflet-control-scale")]
      .filter((part) => part.checkVisibility() && !part.closest(".table-room, svg"))
      .map((part) => [part, part.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5))
      .map(([part]) => `${part.tagName} ${part.className}`)"""
    assert page.evaluate(outside) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_forced_colours_leave_map_swatches_and_edges(open_page: OpenPage, dark: bool) -> None:
    page = open_page(REGION, dark=dark)
    page.emulate_media(forced_colors="active", color_scheme="dark" if dark else "light")
    ground = page.locator(".legend").evaluate("(e) => getComputedStyle(e).backgroundColor")
    drawn = ('.habitat path.region[data-region="land-of-the-leopard"]', ".legend .sample rect", ".panel .sample rect")
    for selector in drawn:
        stroke = page.locator(selector).first.evaluate("(e) => getComputedStyle(e).stroke")
        assert stroke not in {"none", ground}, selector
    dot = page.locator(".place").first.evaluate("(e) => getComputedStyle(e, '::before').backgroundColor")
    assert dot != ground
    for box in (".legend", ".buttons"):
        # Shadows and grounds are gone: only a border parts what lies over the map from the map.
        assert page.locator(box).evaluate("(e) => getComputedStyle(e).borderTopWidth") == "1px", box
