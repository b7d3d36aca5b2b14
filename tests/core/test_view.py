from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.view import EMBEDDED, ViewState, Vocabulary, from_query, to_query
from tests.atlases import tiny_atlas
from tests.chronicles import chronicled_atlas

WORDS = Vocabulary(
    **vars(Vocabulary.of(tiny_atlas(), ["streets", "imagery"]))
    | {"languages": ("en", "ru", "zh"), "years": range(1916, 2027), "steps": 10}
)
LANGUAGES = st.none() | st.sampled_from(WORDS.languages)
KEYS = ("region", "topic", "layers", "basemap", "lang", "year", "story", "view", "<script>")
KNOWN = ("north-park", "gate", "about", "parks", "parks,paths", "posts,parks", "streets", "", ",", " ")
SAID = ("ru", "zh", "2007", "1916", "2026", "2027", "1", "10", "11", "0", "-1")
queries = st.dictionaries(st.sampled_from(KEYS), st.sampled_from((*KNOWN, *SAID)) | st.text())
views = st.builds(
    ViewState,
    selected=st.none() | st.sampled_from(sorted(WORDS.regions.keys() | WORDS.topics)),
    layers=st.frozensets(st.sampled_from(WORDS.layers)),
    basemap=st.sampled_from(sorted(WORDS.basemaps)),
    language=st.sampled_from(WORDS.languages),
    year=st.none() | st.sampled_from(WORDS.years),
    step=st.none() | st.integers(1, WORDS.steps),
    place=st.none() | st.sampled_from([(43.1, 131.25, 8.5), (-33.0, -70.5, 11.0), (0.0, 0.0, 5.0)]),
)
HOSTILE = ("<script>alert(1)</script>", "{{ 7*7 }}", "../../etc/passwd", "north-park\x00", "NORTH-PARK", "'; --", "🐆")


@given(queries, LANGUAGES)
def test_any_address_gives_a_view_of_known_things(query: dict[str, str], reader: str | None) -> None:
    view = from_query(query, WORDS, reader)
    assert view.selected is None or view.selected in WORDS.regions.keys() | WORDS.topics
    assert view.layers <= set(WORDS.layers)
    assert view.basemap in WORDS.basemaps
    assert view.language in WORDS.languages
    assert view.year is None or view.year in WORDS.years
    assert view.step is None or 1 <= view.step <= WORDS.steps


@given(views, LANGUAGES)
def test_a_view_survives_the_address(view: ViewState, reader: str | None) -> None:
    assert from_query(to_query(view, WORDS, reader), WORDS, reader) == view


@given(queries, LANGUAGES)
def test_an_address_is_cleaned_once_and_for_all(query: dict[str, str], reader: str | None) -> None:
    clean = to_query(from_query(query, WORDS, reader), WORDS, reader)
    assert to_query(from_query(clean, WORDS, reader), WORDS, reader) == clean


def test_the_default_view_has_an_empty_address() -> None:
    assert to_query(from_query({}, WORDS), WORDS) == {}


def test_the_default_view_shows_the_layers_that_are_shown_at_first() -> None:
    assert from_query({}, WORDS) == ViewState(selected=None, layers=frozenset({"parks", "paths"}), basemap=EMBEDDED)


@pytest.mark.parametrize(
    "default",
    [{"layers": "parks,paths"}, {"layers": "paths,parks,parks"}, {"basemap": EMBEDDED}, {"region": ""}, {"lang": "en"}],
)
def test_a_default_that_is_written_out_leaves_the_address(default: dict[str, str]) -> None:
    assert to_query(from_query(default, WORDS), WORDS) == {}


@pytest.mark.parametrize("key", ["region", "topic", "layers", "basemap", "lang", "year", "story"])
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
        {"lang": "ru", "region": "gate"},
        {"layers": "posts", "year": "2007"},
        {"story": "3"},
    ],
)
def test_what_is_not_default_stays_in_the_address(query: dict[str, str]) -> None:
    assert to_query(from_query(query, WORDS), WORDS) == query


@pytest.mark.parametrize("query", [{"topic": "gate"}, {"region": "about"}])
def test_regions_and_topics_have_keys_of_their_own(query: dict[str, str]) -> None:
    assert from_query(query, WORDS).selected is None


def test_the_layer_of_the_selected_region_is_shown_beside_the_usual_ones() -> None:
    assert from_query({"region": "gate"}, WORDS).layers == {"parks", "paths", "posts"}


def test_an_address_that_names_layers_shows_no_other_for_a_region() -> None:
    assert from_query({"region": "gate", "layers": "parks"}, WORDS).layers == {"parks"}


def test_no_layers_at_all_stay_none_for_a_region() -> None:
    assert from_query({"region": "gate", "layers": ""}, WORDS).layers == frozenset()


@pytest.mark.parametrize(
    "year", ["1915", "2027", "02007", "2007.0", "+2007", " 2007", "２００７", "1e3", "9" * 5000, ""]
)
def test_a_year_that_cannot_be_shown_counts_as_today(year: str) -> None:
    assert from_query({"year": year}, WORDS).year is None


@pytest.mark.parametrize("step", ["0", "11", "-1", "1.5", "first", "²", ""])
def test_a_step_that_the_story_lacks_is_outside_of_it(step: str) -> None:
    assert from_query({"story": step}, WORDS).step is None


def test_an_atlas_without_past_knows_no_year_and_no_step() -> None:
    bare = Vocabulary.of(tiny_atlas(), [])
    assert from_query({"year": "2007", "story": "1"}, bare) == from_query({}, bare)


def test_the_vocabulary_of_an_atlas_holds_its_languages_years_and_steps() -> None:
    words = Vocabulary.of(chronicled_atlas(), [], range(2007, 2027))
    assert (words.languages, words.years, words.steps) == (("en", "ru"), range(2007, 2027), 2)


def test_a_reader_without_a_word_in_the_address_gets_the_language_of_the_browser() -> None:
    assert from_query({}, WORDS, "zh").language == "zh"
    assert from_query({"lang": "ru"}, WORDS, "zh").language == "ru"
    assert from_query({"lang": "tlh"}, WORDS, "zh").language == "zh"


def test_only_another_language_than_the_browsers_stands_in_the_address() -> None:
    view = ViewState(selected=None, layers=WORDS.shown, language="en")
    assert to_query(view, WORDS, "en") == {}
    assert to_query(view, WORDS, "zh") == {"lang": "en"}


@pytest.mark.parametrize(
    "value", ["43.1", "43.1,131", "91,0,8", "0,181,8", "0,0,21", "nan,0,8", "1e1,0,8", "43.1,131,8,9", "٤,٤,٤"]
)
def test_a_place_that_is_none_is_dropped(value: str) -> None:
    assert from_query({"view": value}, WORDS).place is None


def test_a_place_comes_back_as_it_was() -> None:
    view = from_query({"view": "43.1234,131.5,8.5"}, WORDS)
    assert view.place == (43.1234, 131.5, 8.5)
    assert to_query(view, WORDS)["view"] == "43.1234,131.5,8.5"
