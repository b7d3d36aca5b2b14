"""What a screen reader finds: landmarks, headings, the list with its sentences, layers, regions with their names."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from mapapp.core.atlas import Atlas
from mapapp.store.atlas import read_atlas
from tests.browser.actions import expect_selected
from tests.browser.conftest import NARROW, REPOSITORY, OpenPage

ENDS_WITH = {"en": "53 km west of Vladivostok", "ru": "Владивосток в 53 км к востоку", "zh": "符拉迪沃斯托克以西53公里"}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The committed atlas, for its titles."""
    return read_atlas(REPOSITORY / "geodata").atlas


def tree(page: Page) -> str:
    """The accessibility tree as text, with plain spaces."""
    return page.locator("body").aria_snapshot().replace("\u00a0", " ").replace("\u202f", " ")


def headings(text: str) -> list[int]:
    return [int(level) for level in re.findall(r"heading .*\[level=(\d)\]", text)]


def test_the_landmarks_are_few_and_named(open_page: OpenPage) -> None:
    text = tree(open_page())
    found = re.findall(
        r"^ *- (banner|main|contentinfo|search|navigation(?: \"[^\"]*\")?|region \"[^\"]*\")", text, re.MULTILINE
    )
    assert found == [
        'navigation "Shortcuts"', "banner", 'navigation "Language"', "search",
        'navigation "Projects, regions and topics"', "contentinfo", "main", 'region "Map"', 'region "Year"',
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/?region=land-of-the-leopard", "/?topic=two-countries", "/?topic=timeline"])
def test_headings_begin_with_one_of_the_first_level_and_leave_none_out(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    if "=" in path:
        expect(page.get_by_test_id("region-panel")).to_be_visible()
    levels = headings(tree(page))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels


@pytest.mark.parametrize("language", list(ENDS_WITH))
def test_the_list_names_every_region_with_where_it_lies(open_page: OpenPage, atlas: Atlas, language: str) -> None:
    text = tree(open_page(f"/?lang={language}", viewport=NARROW))
    rows = re.findall(r"- listitem:\n *- '?button \"(.*?)\"", text)
    assert len(rows) == len(atlas.entries)
    for region in atlas.regions:
        title = atlas.say(region.title, language).replace("\u00a0", " ").replace("'", "''")
        (row,) = [row for row in rows if row.replace('\\\\"', '"').startswith(title.split("'")[0])][:1]
        assert " · " in row
    assert any(ENDS_WITH[language] in row for row in rows)


def test_every_layer_is_a_switch_of_one_named_group_and_says_what_it_is(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page()
    group = page.get_by_role("group", name="Layers", exact=True)
    for layer in atlas.layers:
        switch = group.get_by_role("checkbox", name=atlas.say(layer.title, "en"), exact=True)
        expect(switch).to_have_accessible_description(atlas.say(layer.description, "en"))
    expect(group.get_by_role("checkbox")).to_have_count(len(atlas.layers))
    expect(page.get_by_role("radiogroup", name="Base map").get_by_role("radio")).to_have_count(4)


def test_every_region_on_the_map_has_its_name_and_where_it_lies(open_page: OpenPage, atlas: Atlas) -> None:
    page = open_page()
    shown = {layer.id for layer in atlas.layers if layer.shown}
    drawn = page.get_by_role("region", name="Map", exact=True)
    for region in (region for region in atlas.regions if region.layer in shown):
        part = drawn.locator(f'[data-region="{region.id}"]')
        expect(part).to_have_role("button")
        expect(part).to_have_accessible_name(re.compile(re.escape(atlas.say(region.title, "en")) + r"\. .*·"))


def test_an_open_card_tells_where_it_lies_and_its_neighbours_are_buttons(open_page: OpenPage) -> None:
    page = open_page("/?region=kedrovaya-pad")
    expect_selected(page, "kedrovaya-pad")
    section = page.get_by_role("region", name="Where it lies")
    expect(section).to_contain_text("Vladivostok")
    neighbour = section.get_by_role("button", name="Land of the Leopard National Park")
    expect(neighbour).to_have_accessible_name(re.compile("common border"))
    neighbour.press("Enter")
    expect_selected(page, "land-of-the-leopard")
    expect(page.locator('[data-region-link="land-of-the-leopard"]')).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/?region=china-russia-corridor", "/?story=2"])
def test_nothing_that_can_be_operated_is_without_a_name(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    if "story" in path:
        expect(page.get_by_test_id("story")).to_be_visible()
    nameless = re.findall(
        r"^ *- (button|link|checkbox|radio|slider|combobox|textbox)(?: \[[^\]]*\])*:?$", tree(page), re.MULTILINE
    )
    assert nameless == []
