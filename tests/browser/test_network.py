"""Nothing is asked of other hosts unless the reader asks, and what cannot be reached is said."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
from playwright.sync_api import Browser, expect

from tests.atlases import write_atlas
from tests.browser.actions import click_region, expect_query, expect_selected, panel, shapes
from tests.browser.conftest import NARROW, WIDE, OpenPage, serve


def test_a_whole_tour_asks_no_other_host(open_page: OpenPage) -> None:
    page = open_page()  # the fixture fails for any request to another host and any console error
    for region in ("land-of-the-leopard", "lazovsky-reserve"):
        click_region(page, region)
        expect_selected(page, region)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Show the whole landscape").click()
    for layer in ("barriers", "parks", "parks"):
        page.locator(f'input[data-layer="{layer}"]').click()
    page.locator('[data-topic-link="supporting-organisations"]').click()
    expect_query(page, "topic", "supporting-organisations")
    page.reload()
    page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]')


def test_online_tiles_that_cannot_be_reached_say_so_and_offer_the_built_in_map(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE)
    context.route("**/*.openstreetmap.org/**", lambda route: route.abort())
    context.route("https://tile.openstreetmap.org/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]')
    page.locator('input[data-basemap="openstreetmap"]').click()
    notice = page.locator(".notice")
    expect(notice).to_contain_text("cannot be reached")
    expect_query(page, "basemap", "openstreetmap")
    notice.get_by_role("button", name="Use the built-in map").click()
    expect(notice).to_have_count(0)
    expect(page.locator('input[data-basemap="embedded"]')).to_be_checked()
    expect_query(page, "basemap", None)
    context.close()


def test_tiles_are_asked_for_with_an_origin_as_referrer(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE)
    referrers = []

    def answer(route: object) -> None:
        referrers.append(route.request.headers.get("referer"))  # type: ignore[attr-defined]  # Playwright's Route
        route.abort()  # type: ignore[attr-defined]  # the same

    context.route("https://tile.openstreetmap.org/**", answer)
    page = context.new_page()
    page.goto(f"{address}/?basemap=openstreetmap&region=kedrovaya-pad")
    expect(page.locator(".notice")).to_be_visible()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("OpenStreetMap")
    assert set(referrers) == {f"{address}/"}
    context.close()


def test_a_layer_file_that_fails_is_named_and_can_be_tried_again(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE)
    context.route("**/data/layers/reserves.geojson", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]')
    expect(page.locator(".notice")).to_contain_text("Nature reserves")
    context.unroute("**/data/layers/reserves.geojson")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator('[data-testid="habitat-map"] [data-region="kedrovaya-pad"]')).to_have_count(1)
    context.close()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_an_atlas_with_a_broken_layer_still_shows_the_rest(
    open_page: OpenPage, tmp_path: Path, viewport: object
) -> None:
    folder = write_atlas(tmp_path / "atlas")
    (folder / "layers" / "parks.geojson").write_text('{"type": "FeatureCollection", "features": [')
    with serve(folder) as at:
        page = open_page("/", at=at, viewport=viewport)
        expect(page.locator('[data-testid="habitat-map"] [data-region="old-path"]')).to_have_count(1)
        expect(page.get_by_text("could not be shown")).to_be_visible()
        page.context.close()  # before its server goes


def test_an_atlas_that_cannot_be_read_at_all_says_what_and_where(open_page: OpenPage, tmp_path: Path) -> None:
    (tmp_path / "atlas.yaml").write_text("title: [")
    with serve(tmp_path) as at:
        page = open_page("/", at=at, wait=False)
        expect(page.get_by_text("The map cannot be shown: its atlas folder has problems.")).to_be_visible()
        expect(page.get_by_text("atlas.yaml: is not valid YAML")).to_be_visible()
        page.context.close()


def test_map_and_panel_are_there_even_when_streamlit_never_comes(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    context.route("**/static/js/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}/?layers=parks")
    page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]')
    click_region(page, "land-of-the-leopard")
    expect(page.locator(".leaflet-popup")).to_contain_text("Land of the Leopard")
    expect(panel(page, "land-of-the-leopard")).to_be_visible()
    assert shapes(page, "reserves") == 0
    context.close()


def test_a_layer_opens_in_geopandas_by_its_address(address: str) -> None:
    frame = geopandas.read_file(f"{address}/data/layers/parks.geojson")
    assert frame.crs.to_epsg() == 4326
    assert {"land-of-the-leopard", "northeast-china-tiger-and-leopard"} <= set(frame["region"])
    assert frame.geometry.is_valid.all()
