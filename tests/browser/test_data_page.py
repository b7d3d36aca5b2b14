"""The page about the data in a real browser: judged by axe, at any width, in light and dark, and a file is taken."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.test_accessibility import judge

TINY: ViewportSize = {"width": 320, "height": 700}
LOOKED = frozenset({"link-name", "target-size", "landmark-one-main", "scrollable-region-focusable"})


@pytest.mark.parametrize(("viewport", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide light", "narrow dark"])
def test_axe_finds_nothing_wrong(open_page: OpenPage, viewport: ViewportSize, dark: bool) -> None:
    page = open_page("/data/", viewport=viewport, dark=dark, wait=False)
    assert judge(page, LOOKED if viewport is NARROW else LOOKED - {"scrollable-region-focusable"}) == []


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize("viewport", [TINY, NARROW, WIDE], ids=["320", "390", "1400"])
def test_the_page_fits_any_width_and_scrolls(open_page: OpenPage, language: str, viewport: ViewportSize) -> None:
    page = open_page(f"/data/?lang={language}", viewport=viewport, wait=False)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    page.keyboard.press("End")
    expect(page.locator("tbody tr").last).to_be_in_viewport()


def test_a_file_is_taken_from_the_page(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/data/", viewport=NARROW, wait=False)
    with page.expect_download() as taken:
        page.get_by_role("link", name="GeoPackage, National parks").click()
    path = tmp_path / taken.value.suggested_filename
    taken.value.save_as(path)
    assert path.name == "parks.gpkg"
    assert "land-of-the-leopard" in set(geopandas.read_file(path)["region"])


def test_the_language_is_switched_and_the_map_is_one_link_away(open_page: OpenPage) -> None:
    page = open_page("/data/", wait=False)
    page.get_by_role("link", name="Русский").click()
    expect(page.locator("h1")).to_have_text("Возьмите данные с собой")
    expect(page.locator(".data-back a")).to_have_attribute("href", "../?lang=ru")
