"""Faults round a reader's page: scripts that are blocked, a lossy line, a wrong clock, a broken file, an update."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.atlases import write_atlas
from tests.browser.actions import at_hand, expect_query, expect_selected, panel, shapes
from tests.browser.conftest import NARROW, REPOSITORY, WIDE, OpenPage, wait_until_ready
from tests.browser.proxy import Proxy
from tests.faults.process import Served, copy_of_program, serving

KEDROVAYA = {"en": "Kedrovaya Pad", "ru": "Кедровая падь", "zh": "凯德罗瓦亚帕季"}
LATE = {"en": "This takes longer than usual.", "ru": "Это занимает больше времени", "zh": "比平常"}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A context whose failed requests are meant."""
    made = browser.new_context(viewport=WIDE, reduced_motion="reduce", locale="en-GB")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("language", "viewport", "scripts"),
    [
        ("en", WIDE, "**/*.js"),
        ("ru", NARROW, "**/*.js"),
        ("zh", WIDE, "**/*.js"),
        ("en", NARROW, "**/assets/*/atlas.js"),
    ],
)
def test_where_a_filter_blocks_scripts_the_regions_are_there_in_words(
    browser: Browser, address: str, language: str, viewport: ViewportSize, scripts: str
) -> None:
    context = browser.new_context(viewport=viewport, locale=language)
    context.route(scripts, lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text(LATE[language])).to_be_visible(timeout=20_000)
    region = page.get_by_test_id("plain").get_by_role("listitem").filter(has_text=KEDROVAYA[language])
    expect(region.first).to_be_visible()
    region.first.scroll_into_view_if_needed()
    message, words = page.locator(".loading-late").bounding_box(), page.get_by_test_id("plain").bounding_box()
    assert message is not None
    assert words is not None
    beside = message["x"] >= words["x"] + words["width"]
    assert beside or message["y"] + message["height"] <= words["y"]
    context.close()


def test_where_the_list_is_blocked_the_regions_stand_in_its_place_in_words(
    context: BrowserContext, address: str
) -> None:
    context.route("**/panels/*/index.html", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    place = page.locator(".panel")
    expect(place.get_by_role("alert")).to_contain_text("The list could not be loaded.")
    expect(place.get_by_role("listitem").filter(has_text="Kedrovaya Pad").first).to_be_visible()
    page.wait_for_selector('.atlas-stage [data-testid="habitat-map"][data-ready="true"]')
    page.wait_for_selector('[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]')
    expect(page.get_by_text("BidiComponent")).to_have_count(0)  # Streamlit has words of its own for it
    place.get_by_role("button", name="Try again").click(trial=True)  # nothing lies over it
    expect(page.get_by_test_id("plain")).to_have_count(0)


def test_over_a_lossy_line_the_page_comes_up_within_a_few_tries_of_its_own_button(
    context: BrowserContext, address: str
) -> None:
    with Proxy(address, delay=0.02, loss=0.03) as line:
        page = context.new_page()
        page.goto(line.address)
        ready = page.locator('[data-testid="habitat-map"][data-ready="true"]')
        again = page.locator(".loading a:visible, .failure button:visible").first
        for _ in range(8):
            expect(ready.or_(again).first).to_be_visible(timeout=30_000)
            if again.count() == 0:
                break
            again.click()
        expect(ready).to_be_visible()
        line.loss = 0.0
        page.locator('[data-region-link="kedrovaya-pad"]').click()
        expect(panel(page, "kedrovaya-pad")).to_be_visible()


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_browser_with_a_wrong_clock_draws_the_same_years(context: BrowserContext, address: str, year: int) -> None:
    context.clock.set_fixed_time(f"{year}-01-02T03:04:05Z")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}/?year=2007")
    wait_until_ready(page)
    expect(page.locator(".years-number")).to_have_text("2007")
    expect(page.locator(".years-slider")).to_have_attribute("max", "2026")
    page.reload()  # what is kept for good is taken from the cache
    wait_until_ready(page)
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    expect_selected(page, "kedrovaya-pad")
    assert wrong == []


def test_the_page_says_which_layer_is_not_there_and_shows_the_others(
    sockets: None, tmp_path: Path, open_page: OpenPage
) -> None:
    folder = write_atlas(tmp_path / "atlas")
    (folder / "layers/posts.geojson").unlink()
    with serving(folder, tmp_path) as server:
        page = open_page(at=server.address)
        page.get_by_text("of the atlas could not be shown").click()
        expect(page.get_by_text("layers/posts.geojson: there is no such file")).to_be_visible()
        assert shapes(page, "parks") == 2
        page.locator('input[data-layer="posts"]').click()
        expect(page.locator('input[data-layer="posts"]')).to_be_checked()
        page.context.close()


@pytest.fixture(scope="module")
def versions(sockets: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Served]]:
    """Two versions that run at the same time: program and atlas change in their folders between the two starts.

    The newer has another title and a script that tells it from the other.
    """
    tmp_path = tmp_path_factory.mktemp("versions")
    program = copy_of_program(tmp_path / "program")
    atlas = Path(shutil.copytree(REPOSITORY / "geodata", tmp_path / "geodata"))
    with serving(atlas, tmp_path, program=program) as older:
        words, catalogue = program / "mapapp/render/front/words.js", atlas / "atlas.yaml"
        words.write_text(f'{words.read_text(encoding="utf-8")}\ndocument.documentElement.dataset.version = "newer";\n')
        catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("Amur Leopard Atlas", "Newer Atlas", 1))
        with serving(atlas, tmp_path, program=program) as newer:
            yield older, newer


def version(page: Page) -> str:
    """Which version the page runs; it must run one alone, and one map and one list."""
    wait_until_ready(page)
    assert (page.locator(".habitat").count(), page.locator(".panel").count()) == (1, 1)
    newer = page.evaluate("document.documentElement.dataset.version") == "newer"
    expect(page.locator(".masthead h1")).to_have_text("Newer Atlas" if newer else "Amur Leopard Atlas")
    return "newer" if newer else "older"


def test_while_two_versions_answer_in_turns_each_page_is_whole_and_afterwards_it_is_new(
    versions: tuple[Served, Served], context: BrowserContext
) -> None:
    older, newer = (server.address for server in versions)
    with Proxy(older, newer) as line:
        page = context.new_page()
        missing: list[str] = []
        page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
        seen = set()
        for _ in range(3):
            page.goto(line.address)
            seen.add(version(page))
            page.locator('[data-region-link="kedrovaya-pad"]').click()
            expect_selected(page, "kedrovaya-pad")
            page.locator('input[data-layer="parks"]').click()
            expect(page.locator(".habitat .layer-parks[data-region]")).to_have_count(0)
            expect_query(page, "region", "kedrovaya-pad")
        assert missing == []
        assert seen == {"older", "newer"}
        line.turn_to(newer)
        page.reload()
        assert version(page) == "newer"
        expect_selected(page, "kedrovaya-pad")


def test_an_open_page_goes_on_when_only_the_next_version_is_left(
    versions: tuple[Served, Served], context: BrowserContext
) -> None:
    older, newer = (server.address for server in versions)
    with Proxy(older) as line:
        page = context.new_page()
        context.route("**/data/layers/former.geojson", lambda route: route.abort())  # so that it is asked for later
        context.route("**/cards/lazovsky-reserve.html", lambda route: route.abort())
        page.goto(line.address)
        assert version(page) == "older"
        at_hand(page, "layers/barriers.geojson")
        context.unroute("**/data/layers/former.geojson")
        context.unroute("**/cards/lazovsky-reserve.html")
        line.turn_to(newer)
        with line.cut():
            expect(page.locator(".notice")).to_be_visible(timeout=20_000)
        expect(page.locator(".notice [role=status]")).to_have_text("Connected again; nothing is lost.", timeout=30_000)
        assert version(page) == "older"
        page.locator('[data-region-link="lazovsky-reserve"]').click()
        expect_selected(page, "lazovsky-reserve")
        page.locator('input[data-layer="former"]').click()
        expect(page.locator(".habitat .layer-former[data-region]").first).to_be_attached()
        page.get_by_role("combobox").fill("bikin")
        expect(page.get_by_role("option").first).to_contain_text("Bikin")
        page.keyboard.press("Escape")
        page.locator('[data-language="ru"]').click()
        expect(page.locator("html")).to_have_attribute("lang", "ru")
        wait_until_ready(page)
        assert page.evaluate("document.documentElement.dataset.version") == "newer"
        expect_selected(page, "lazovsky-reserve")
