"""Layers switch at once, keep the view, and are remembered by the address."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import click_region, expect_query, expect_selected, place_of, shapes
from tests.browser.conftest import OpenPage


def _count_at_next_paint(page: Page, layer: str) -> int:
    """Click the layer's switch and count its drawn features two frames later, without waiting for any server."""
    count: int = page.evaluate(
        """async (layer) => {
          document.querySelector(`input[data-layer="${layer}"]`).click();
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          return document.querySelectorAll(`.habitat .layer-${layer}[data-region]`).length;
        }""",
        layer,
    )
    return count


def test_a_layer_goes_and_comes_back_at_once_and_the_view_stays(open_page: OpenPage) -> None:
    page = open_page()
    view = place_of(page, "land-of-the-leopard")
    before = shapes(page, "reserves")
    assert before > 3
    assert _count_at_next_paint(page, "reserves") == 0
    expect_query(page, "layers", "parks,corridor,programmes,reintroduction,places,doubt")
    assert _count_at_next_paint(page, "reserves") == before
    expect_query(page, "layers", None)
    assert place_of(page, "land-of-the-leopard") == view


def test_a_layer_comes_back_as_it_was_drawn_and_is_drawn_anew_for_another_view(open_page: OpenPage) -> None:
    page = open_page()
    switch, park = page.locator('input[data-layer="parks"]'), page.locator('path[data-region="land-of-the-leopard"]')
    drawn = park.get_attribute("d")
    park.evaluate("(path) => (window.kept = path)")
    for _ in range(2):
        switch.click()
        expect(park).to_have_count(0)
        switch.click()
        assert park.evaluate("(path) => path === window.kept")
    click_region(page, "land-of-the-leopard")  # it still listens
    expect_selected(page, "land-of-the-leopard")
    switch.click()
    page.get_by_role("button", name="Zoom in").click()
    switch.click()
    assert park.get_attribute("d") not in (None, drawn)
    expect(park).to_have_class(re.compile("is-selected"))


def test_the_legend_shows_a_sample_for_each_layer_and_follows_its_switch(open_page: OpenPage) -> None:
    page = open_page()
    rows = page.locator(".legend input[data-layer]")
    assert rows.count() == page.locator(".legend .legend-swatch svg").count() >= 7
    swatch = page.locator(".legend-swatch.layer-parks")
    assert float(swatch.evaluate("(e) => getComputedStyle(e).opacity")) == 1
    page.locator('input[data-layer="parks"]').click()
    assert float(swatch.evaluate("(e) => getComputedStyle(e).opacity")) < 1
    expect(page.locator(".legend-doubt")).to_be_visible()


def test_selection_and_layers_come_back_on_reload(open_page: OpenPage) -> None:
    page = open_page()
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    page.locator('input[data-layer="programmes"]').click()
    expect_query(page, "layers", "parks,reserves,corridor,reintroduction,places,doubt")
    page.reload()
    page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]')
    expect_selected(page, "kedrovaya-pad")
    assert shapes(page, "programmes") == 0
    assert shapes(page, "parks") >= 2
    expect(page.locator('input[data-layer="programmes"]')).not_to_be_checked()


def test_a_link_shows_exactly_its_layers_and_region(open_page: OpenPage) -> None:
    page = open_page("/?region=ussuriysky-reserve&layers=reserves,barriers")
    expect_selected(page, "ussuriysky-reserve")
    assert shapes(page, "barriers") >= 5
    assert shapes(page, "parks") == 0


def test_unknown_and_hostile_values_leave_the_address(open_page: OpenPage) -> None:
    page = open_page("/?region=<script>alert(1)</script>&layers=evil,parks&basemap=javascript:x&colour=blue")
    for key in ("region", "basemap", "colour"):
        expect_query(page, key, None)
    expect_query(page, "layers", "parks")
    assert shapes(page, "parks") >= 2


def test_nothing_is_mounted_again_whatever_is_clicked(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("() => { window.first = document.querySelector('#map_habitat'); }")
    page.locator('[data-region-link="lazovsky-reserve"]').click()
    expect_query(page, "region", "lazovsky-reserve")
    page.locator('input[data-layer="parks"]').click()
    expect_query(page, "layers", "reserves,corridor,programmes,reintroduction,places,doubt")
    page.locator('[data-topic-link="species"]').click()
    expect_query(page, "topic", "species")
    assert page.evaluate("() => window.first.isConnected && document.querySelector('#map_habitat') === window.first")
