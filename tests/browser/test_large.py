"""Large layers: drawn from tiles, switched and listed like others, and asked for by click and by key."""

from __future__ import annotations

import math
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_socket import enable_socket

from mapapp.web.build import build_site
from mapapp.web.publish import publish
from tests.browser.conftest import NARROW, REPOSITORY, WIDE, OpenPage, serve, wait_until_ready
from tests.large import HOSTILE, add_large, helpers, job_of, make, points

IN_ALL = dict.fromkeys(("en", "ru", "zh"), "Great trees")
DESCRIBED = dict.fromkeys(("en", "ru", "zh"), "Every great tree.")
TILE = ".leaflet-large-pane img[src*='/tiles/trees/']"


TREES = points(middle=(131.2, 43.4))


@pytest.fixture(scope="module")
def large_folder(sockets: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed atlas with a large layer of sixty trees round its middle."""
    place = tmp_path_factory.mktemp("large")
    folder = place / "atlas"
    shutil.copytree(REPOSITORY / "geodata", folder, ignore=shutil.ignore_patterns("build", "__pycache__"))
    TREES.to_parquet(place / "trees.parquet")
    job = job_of(place / "trees.parquet", place / "trees.mbtiles")
    job = replace(job, plan=replace(job.plan, extent=(127.5, 41.3, 140.0, 48.2)))
    with warnings.catch_warnings(), helpers(1) as client:
        warnings.simplefilter("ignore")  # see tests/prepare/test_preparing.py
        add_large(folder, make(job, client), title=IN_ALL, description=DESCRIBED)
    enable_socket()
    return folder


@pytest.fixture(scope="module")
def large_address(sockets: None, large_folder: Path) -> Iterator[str]:
    with serve(large_folder) as address:
        yield address


@pytest.fixture
def page(open_page: OpenPage, large_address: str) -> Page:
    place = TREES.geometry[7]
    return open_page(f"/?view={place.y:.5f},{place.x:.5f},11", at=large_address)


def test_tiles_are_drawn_where_there_is_something_and_nowhere_else(page: Page) -> None:
    expect(page.locator(TILE).first).to_be_visible()
    broken = (
        "[...document.querySelectorAll('.leaflet-large-pane img')].filter((one) => one.complete && !one.naturalWidth)"
    )
    failed = page.evaluate(f"{broken}.length")
    assert failed == 0
    assert page.locator(".leaflet-large-pane .leaflet-tile").count() > page.locator(TILE).count()


def test_tiles_of_another_zoom_do_not_stay_where_a_tile_has_nothing(browser: Browser, large_address: str) -> None:
    place = TREES.geometry[7]
    context = browser.new_context(viewport=WIDE, reduced_motion="no-preference", locale="en-GB")
    try:
        page = context.new_page()
        page.goto(f"{large_address}/?view={place.y:.5f},{place.x:.5f},11")
        wait_until_ready(page)
        expect(page.locator(TILE).first).to_be_visible()
        page.get_by_role("button", name="Zoom in").click()
        expect(page.locator(f"{TILE}[src*='/12/']").first).to_be_visible()
        expect(page.locator(f"{TILE}[src*='/11/']")).to_have_count(0)
    finally:
        context.close()


def test_its_row_switches_it_and_the_address_says_so(page: Page) -> None:
    box = page.get_by_role("group", name="Layers").get_by_role("checkbox", name="Great trees")
    expect(box).to_be_checked()
    box.click()
    expect(page.locator(TILE)).to_have_count(0)
    page.wait_for_url("**layers=**")
    assert "trees" not in page.url
    box.click()
    expect(page.locator(TILE).first).to_be_visible()


def test_the_list_says_what_it_holds(page: Page) -> None:
    section = page.get_by_role("region", name="Great trees")
    for words in ("Every great tree.", "60 points", "May 2024", "CC0-1.0, Tree counters"):
        expect(section.get_by_text(words, exact=True)).to_be_visible()
    expect(section.get_by_text("Without a server")).to_be_hidden()


def test_enter_asks_what_is_at_the_middle_of_the_map(page: Page) -> None:
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Enter")
    found = page.locator("[data-found=trees]")
    expect(found.get_by_text("tree 7", exact=True)).to_be_visible()
    expect(found.get_by_text("2020-01-08")).to_be_visible()
    page.keyboard.press("Escape")
    expect(found).to_have_count(0)


def test_a_click_tells_of_a_hostile_text_as_text(open_page: OpenPage, large_address: str) -> None:
    place = TREES.geometry[0]
    page = open_page(f"/?view={place.y:.5f},{place.x:.5f},12", at=large_address)
    box = page.locator(".leaflet-container").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-found=trees]").get_by_text(HOSTILE)).to_be_visible()
    expect(page).not_to_have_title("1")
    assert page.locator("[data-found=trees] img").count() == 0


def test_on_a_phone_what_a_popup_tells_of_trees_does_not_push_it_off_the_map(
    browser: Browser, large_address: str
) -> None:
    place = TREES.geometry[7]
    context = browser.new_context(viewport=NARROW, reduced_motion="no-preference", locale="en-GB", has_touch=True)
    try:
        page = context.new_page()
        south = place.y - 222 * 360 / (256 << 11) * math.cos(math.radians(place.y))  # the tree stands above the sheet
        page.goto(f"{large_address}/?view={south:.5f},{place.x:.5f},11")
        wait_until_ready(page)
        box = page.locator(".leaflet-container").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 222)
        popup = page.locator(".leaflet-popup-content-wrapper").filter(has=page.locator("[data-found=trees]"))
        expect(popup.get_by_role("heading", name="Northeast China Tiger and Leopard National Park")).to_be_visible()
        expect(popup).to_be_in_viewport(ratio=1)
        page.locator(".leaflet-popup-close-button").click()
        expect(popup).to_have_count(0)
    finally:
        context.close()


def test_the_dark_map_has_tiles_of_its_own_colour(open_page: OpenPage, large_address: str) -> None:
    place = TREES.geometry[7]
    page = open_page(f"/?view={place.y:.5f},{place.x:.5f},11", at=large_address, dark=True)
    expect(page.locator(f"{TILE}[src*='/ff9c8f/']").first).to_be_visible()
    page.emulate_media(color_scheme="light")
    expect(page.locator(f"{TILE}[src*='/7a2020/']").first).to_be_visible()
    expect(page.locator(f"{TILE}[src*='/ff9c8f/']")).to_have_count(0)


def test_tiles_that_do_not_come_are_told_of_and_tried_again(browser: Browser, large_address: str) -> None:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce", locale="en-GB")
    try:
        page = context.new_page()
        page.route("**/tiles/**", lambda route: route.abort())
        page.goto(large_address)
        wait_until_ready(page)
        notice = page.locator(".notice", has_text="Great trees")
        expect(notice).to_have_count(1)
        page.unroute("**/tiles/**")
        notice.get_by_role("button", name="Try again").click()
        loaded = "[...document.querySelectorAll(`.leaflet-large-pane img`)].some((one) => one.naturalWidth === 256)"
        expect(page.locator(f"{TILE}.leaflet-tile-loaded").first).to_be_visible()
        assert page.evaluate(loaded)
        expect(page.locator("[data-testid=region-list]")).to_be_visible()
    finally:
        context.close()


@pytest.mark.parametrize("page_of", ["en/index.html", "offline.html"])
def test_on_a_disk_the_folder_draws_it_and_the_one_file_says_why_not(
    browser: Browser, large_folder: Path, tmp_path: Path, page_of: str
) -> None:
    publish(build_site(large_folder), tmp_path / "out", products=())
    context = browser.new_context(viewport=WIDE, locale="en-GB")
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "out" / page_of).as_uri())
        page.locator("[data-ready]").wait_for()
        section = page.get_by_role("region", name="Great trees")
        if page_of == "offline.html":
            expect(section.get_by_text("too large for one file")).to_be_visible()
            expect(page.get_by_role("checkbox", name="Great trees")).to_have_count(0)
            assert not any("/tiles/" in url for url in asked)
        else:
            expect(page.locator(TILE).first).to_be_visible()
            expect(section.get_by_text("Without a server")).to_be_visible()
        assert all(url.startswith(("file:", "blob:", "data:")) for url in asked)
    finally:
        context.close()
