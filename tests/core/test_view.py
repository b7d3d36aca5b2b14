from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.view import EMBEDDED, ViewState, Vocabulary, from_query, to_query
from tests.atlases import tiny_atlas

WORDS = Vocabulary.of(tiny_atlas(), ["streets", "imagery"])
KEYS = ("region", "topic", "layers", "basemap", "lang", "year", "view", "<script>")
KNOWN = ("north-park", "gate", "about", "parks", "parks,paths", "posts,parks", "streets", "", ",", " ")
queries = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(KNOWN) | st.text())
views = st.builds(
    ViewState,
    selected=st.none() | st.sampled_from(sorted(WORDS.regions.keys() | WORDS.topics)),
    layers=st.frozensets(st.sampled_from(WORDS.layers)),
    basemap=st.sampled_from(sorted(WORDS.basemaps)),
)
HOSTILE = ("<script>alert(1)</script>", "{{ 7*7 }}", "../../etc/passwd", "north-park\x00", "NORTH-PARK", "'; --", "🐆")


@given(queries)
def test_any_address_gives_a_view_of_known_things(query: dict[str, str]) -> None:
    view = from_query(query, WORDS)
    assert view.selected is None or view.selected in WORDS.regions.keys() | WORDS.topics
    assert view.layers <= set(WORDS.layers)
    assert view.basemap in WORDS.basemaps


@given(views)
def test_a_view_survives_the_address(view: ViewState) -> None:
    assert from_query(to_query(view, WORDS), WORDS) == view


@given(queries)
def test_an_address_is_cleaned_once_and_for_all(query: dict[str, str]) -> None:
    clean = to_query(from_query(query, WORDS), WORDS)
    assert to_query(from_query(clean, WORDS), WORDS) == clean


def test_the_default_view_has_an_empty_address() -> None:
    assert to_query(from_query({}, WORDS), WORDS) == {}


def test_the_default_view_shows_the_layers_that_are_shown_at_first() -> None:
    assert from_query({}, WORDS) == ViewState(selected=None, layers=frozenset({"parks", "paths"}), basemap=EMBEDDED)


@pytest.mark.parametrize(
    "default", [{"layers": "parks,paths"}, {"layers": "paths,parks,parks"}, {"basemap": EMBEDDED}, {"region": ""}]
)
def test_a_default_that_is_written_out_leaves_the_address(default: dict[str, str]) -> None:
    assert to_query(from_query(default, WORDS), WORDS) == {}


@pytest.mark.parametrize("key", ["region", "topic", "layers", "basemap"])
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_or_unknown_value_counts_as_not_given(key: str, value: str) -> None:
    assert from_query({key: value}, WORDS) == from_query({}, WORDS)


def test_an_unknown_layer_is_dropped_and_the_known_one_kept() -> None:
    assert from_query({"layers": "moon,posts"}, WORDS).layers == {"posts"}


def test_an_empty_list_of_layers_means_none() -> None:
    assert from_query({"layers": ""}, WORDS).layers == frozenset()


def test_no_layer_at_all_is_written_as_an_empty_list() -> None:
    assert to_query(ViewState(selected=None, layers=frozenset()), WORDS) == {"layers": ""}


def test_layers_are_written_in_catalogue_order() -> None:
    assert to_query(ViewState(selected=None, layers=frozenset({"posts", "parks"})), WORDS) == {"layers": "parks,posts"}


@pytest.mark.parametrize(
    "query",
    [
        {"region": "gate"},
        {"topic": "about"},
        {"region": "gate", "layers": "parks"},
        {"basemap": "streets"},
        {"layers": "posts"},
    ],
)
def test_what_is_not_default_stays_in_the_address(query: dict[str, str]) -> None:
    assert to_query(from_query(query, WORDS), WORDS) == query


@pytest.mark.parametrize("query", [{"topic": "gate"}, {"region": "about"}])
def test_regions_and_topics_have_keys_of_their_own(query: dict[str, str]) -> None:
    assert from_query(query, WORDS).selected is None


def test_selecting_changes_nothing_else() -> None:
    view = ViewState(selected=None, layers=frozenset({"posts"}), basemap="streets")
    assert view.with_selected("gate") == ViewState("gate", frozenset({"posts"}), "streets")


def test_the_layer_of_the_selected_region_is_shown_beside_the_usual_ones() -> None:
    assert from_query({"region": "gate"}, WORDS).layers == {"parks", "paths", "posts"}


def test_an_address_that_names_layers_shows_no_other_for_a_region() -> None:
    assert from_query({"region": "gate", "layers": "parks"}, WORDS).layers == {"parks"}


def test_no_layers_at_all_stay_none_for_a_region() -> None:
    assert from_query({"region": "gate", "layers": ""}, WORDS).layers == frozenset()
