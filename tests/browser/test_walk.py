"""Arrow keys walk on the map from region to region."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from shapely import Point

from mapapp.core.features import widest_places
from mapapp.core.surroundings import azimuth
from mapapp.store.atlas import read_atlas
from tests.browser.actions import click_region, expect_query, expect_selected, panel
from tests.browser.conftest import NARROW, REPOSITORY, OpenPage
from tests.browser.keys import focused, stop, tab_to

PARK = "land-of-the-leopard"


def to_the_map(page: Page) -> None:
    """By the first of the page's links."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page).startswith("Map.")


def begin(page: Page) -> None:
    """The focus on the region where the walk begins, by keys alone."""
    to_the_map(page)
    page.keyboard.press("Tab")
    assert focused(page) == PARK


def middle(page: Page, region: str) -> tuple[float, float]:
    box = page.locator(f'.habitat [data-region="{region}"]').bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_all_regions_are_one_stop_after_the_map_itself(open_page: OpenPage) -> None:
    page = open_page()
    drawn = page.locator(".habitat [data-region]").count()
    expect(page.locator('.habitat [data-region][tabindex="0"]')).to_have_count(1)
    expect(page.locator('.habitat [data-region][tabindex="-1"]')).to_have_count(drawn - 1)
    begin(page)
    page.keyboard.press("Tab")
    assert stop(page)["name"] == "Layers"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert focused(page).startswith("Map.")


def test_the_map_itself_still_moves_by_arrow_keys(open_page: OpenPage) -> None:
    page = open_page()
    to_the_map(page)
    before, _ = middle(page, PARK)
    page.keyboard.press("ArrowRight")
    after, _ = middle(page, PARK)
    assert after < before


@pytest.fixture(scope="module")
def places() -> dict[str, Point]:
    """Where areas and points stand for walking."""
    loaded = read_atlas(REPOSITORY / "geodata")
    leading = {region.id for region in loaded.atlas.regions if region.project}
    schematic = {region.id for region in loaded.atlas.regions if region.schematic}
    widest = widest_places(loaded.regions, schematic, leading)
    points = {f.region: Point(f.geometry.centroid) for f in loaded.regions if f.is_point}
    return points | {region: Point(east, north) for region, (north, east) in widest}


@pytest.mark.parametrize(("key", "way"), [("ArrowUp", 0), ("ArrowRight", 90), ("ArrowDown", 180), ("ArrowLeft", 270)])
def test_an_arrow_leads_to_a_region_on_that_side(
    open_page: OpenPage, places: dict[str, Point], key: str, way: int
) -> None:
    page = open_page("/?layers=parks,reserves")
    begin(page)
    page.keyboard.press("ArrowRight")
    start = focused(page)
    page.keyboard.press(key)
    end = focused(page)
    assert end != start
    assert abs((azimuth(places[start], places[end]) - way + 180) % 360 - 180) <= 46


def test_where_nothing_lies_in_a_direction_the_focus_stays(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    seen = [PARK]
    for _ in range(40):
        page.keyboard.press("ArrowUp")
        seen.append(focused(page))
        if seen[-1] == seen[-2]:
            break
    assert seen[-1] == seen[-2]
    assert len(set(seen)) > 2


def test_home_and_end_lead_to_the_ends_of_the_list(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    order = page.evaluate("""() => [...document.querySelectorAll("[data-region-link]")]
      .map((row) => row.dataset.regionLink).filter((id) => document.querySelector(`.habitat [data-region="${id}"]`))""")
    page.keyboard.press("End")
    assert focused(page) == order[-1]
    page.keyboard.press("Home")
    assert focused(page) == order[0]


def test_the_map_moves_to_a_region_that_is_out_of_sight(open_page: OpenPage) -> None:
    page = open_page("/?view=42.5,130.5,11")
    to_the_map(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        focused(page)  # on the screen
    page.keyboard.press("End")
    x, y = middle(page, focused(page))
    assert 396 < x < 1400
    assert 0 < y < 900


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_key_opens_the_card_and_closes_it_again(open_page: OpenPage, key: str) -> None:
    page = open_page()
    begin(page)
    page.keyboard.press("ArrowRight")
    region = focused(page)
    part = page.locator(f'.habitat [data-region="{region}"]')
    expect(part).to_have_attribute("aria-expanded", "false")
    page.keyboard.press(key)
    expect_selected(page, region)
    expect(part).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".leaflet-popup")).to_be_visible()
    assert focused(page) == region
    page.keyboard.press(key)
    expect(panel(page, region)).to_have_count(0)
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect_query(page, "region", None)


def test_escape_leads_back_to_the_map(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    page.keyboard.press("Escape")
    assert focused(page).startswith("Map.")
    page.keyboard.press("Tab")
    assert focused(page) == PARK


def test_the_focus_survives_what_leaflet_does_to_its_elements(open_page: OpenPage) -> None:
    page = open_page()
    begin(page)
    page.evaluate("() => document.querySelector('input[data-layer=\"barriers\"]').click()")
    expect(page.locator(".habitat .layer-barriers[data-region]").first).to_be_attached()
    assert focused(page) == PARK
    page.evaluate("() => document.querySelector('input[data-layer=\"parks\"]').click()")
    expect(page.locator(f'.habitat [data-region="{PARK}"]')).to_have_count(0)
    expect(page.locator("#map_habitat")).to_be_focused()
    expect(page.locator("path.ring")).to_have_count(0)
    expect(page.locator('.habitat [data-region][tabindex="0"]')).to_have_count(1)


def test_a_click_draws_no_ring_and_the_next_arrow_walks_from_there(open_page: OpenPage) -> None:
    page = open_page()
    click_region(page, "ussuriysky-reserve")
    expect_selected(page, "ussuriysky-reserve")
    expect(page.locator("path.ring")).to_have_count(0)
    tab_to(page, "Layers")
    page.keyboard.press("Escape")
    tab_to(page, "ussuriysky-reserve", back=True)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_ring_stands_out_three_to_one_from_its_halo(open_page: OpenPage, dark: bool) -> None:
    page = open_page(dark=dark, viewport=NARROW)
    begin(page)
    tones = page.evaluate("""() => [".ring", ".ring-halo"].map((one) => {
      const [r, g, b] = getComputedStyle(document.querySelector(`path${one}`)).stroke.match(/\\d+/g).map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })""")
    assert (max(tones) + 0.05) / (min(tones) + 0.05) >= 3
