"""What readers do on the live page, done on the published one: the same tests, at another address.

Tests that need the server (what is here, measuring, the connection) or Streamlit (its dialog, its frame) stay there.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.published import Publication
from tests.browser.test_keyboard import (
    test_search_and_open_what_was_found_then_close_it,
    test_two_steps_of_the_story_and_away,
    test_walk_to_a_neighbour_on_the_map_and_open_it,
)
from tests.browser.test_layers import (
    test_a_layer_goes_and_comes_back_at_once_and_the_view_stays,
    test_selection_and_layers_come_back_on_reload,
    test_the_legend_shows_a_sample_for_each_layer_and_follows_its_switch,
    test_unknown_and_hostile_values_leave_the_address,
)
from tests.browser.test_place import (
    test_a_hostile_place_is_dropped,
    test_flying_to_a_region_forgets_the_place,
    test_what_the_reader_switches_leaves_the_place_alone,
    test_where_the_reader_moved_the_map_to_is_in_the_address_and_comes_back,
)
from tests.browser.test_search import (
    test_an_event_is_told_of_by_the_timeline,
    test_arrow_keys_walk_through_the_answers_and_escape_closes_them,
    test_what_nobody_knows_is_said_to_be_unknown,
)
from tests.browser.test_selecting import (
    test_a_topic_opens_without_touching_the_map,
    test_back_returns_to_what_was_open_before,
    test_choosing_a_region_of_a_hidden_layer_shows_the_layer,
    test_hovering_names_a_region_in_plain_text,
)
from tests.browser.test_timeline import test_the_way_back_to_today
from tests.browser.test_years import (
    test_a_year_that_nobody_knows_is_dropped,
    test_playing_steps_through_the_years_and_ends_today,
    test_the_open_card_and_the_list_follow_the_year,
)

__all__ = [
    "test_a_hostile_place_is_dropped",
    "test_a_layer_goes_and_comes_back_at_once_and_the_view_stays",
    "test_a_topic_opens_without_touching_the_map",
    "test_a_year_that_nobody_knows_is_dropped",
    "test_an_event_is_told_of_by_the_timeline",
    "test_arrow_keys_walk_through_the_answers_and_escape_closes_them",
    "test_back_returns_to_what_was_open_before",
    "test_choosing_a_region_of_a_hidden_layer_shows_the_layer",
    "test_flying_to_a_region_forgets_the_place",
    "test_hovering_names_a_region_in_plain_text",
    "test_playing_steps_through_the_years_and_ends_today",
    "test_search_and_open_what_was_found_then_close_it",
    "test_selection_and_layers_come_back_on_reload",
    "test_the_legend_shows_a_sample_for_each_layer_and_follows_its_switch",
    "test_the_open_card_and_the_list_follow_the_year",
    "test_the_way_back_to_today",
    "test_two_steps_of_the_story_and_away",
    "test_unknown_and_hostile_values_leave_the_address",
    "test_walk_to_a_neighbour_on_the_map_and_open_it",
    "test_what_nobody_knows_is_said_to_be_unknown",
    "test_what_the_reader_switches_leaves_the_place_alone",
    "test_where_the_reader_moved_the_map_to_is_in_the_address_and_comes_back",
]


@pytest.fixture(scope="module")
def address(publication: Publication) -> str:
    """Where the tests find the map: published, on a plain file server, below a folder."""
    return publication.web


def test_these_tests_see_the_published_page(open_page: OpenPage) -> None:
    page = open_page("/")
    expect(page.locator('meta[name="atlas-start"]')).to_have_count(1)
    expect(page.locator('[data-testid="stApp"], .stApp')).to_have_count(0)
