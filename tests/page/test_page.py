"""The Streamlit script without a browser: addresses in, state out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.ui.components import clean_event
from mapapp.web.keep import current_site
from tests.atlases import write_atlas
from tests.chronicles import write_chronicled

PAGE = Path(__file__).resolve().parents[2] / "mapapp" / "ui" / "page.py"


@pytest.fixture
def atlas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A tiny atlas as the one that is served."""
    folder = write_atlas(tmp_path / "atlas")
    monkeypatch.setenv("MAPAPP_ATLAS", str(folder))
    current_site.cache_clear()
    yield folder
    current_site.cache_clear()


@pytest.fixture
def chronicle(atlas: Path) -> Path:
    """The same atlas in two languages, with events, a story and counts."""
    return write_chronicled(atlas)


def _run(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def test_the_page_runs_and_leaves_a_bare_address_bare(atlas: Path) -> None:
    page = _run()
    assert not page.exception
    assert dict(page.query_params) == {}


def test_known_values_stay_in_the_address(atlas: Path) -> None:
    page = _run(region="north-park", layers="parks")
    assert page.query_params == {"region": "north-park", "layers": "parks"}


def test_unknown_values_leave_the_address(atlas: Path) -> None:
    page = _run(region="atlantis", layers="evil", basemap="x", colour="blue")
    assert not page.exception
    assert dict(page.query_params) == {}


def test_problems_of_the_atlas_are_listed_as_plain_text(atlas: Path) -> None:
    (atlas / "layers" / "parks.geojson").write_text("{")
    page = _run()
    assert not page.exception
    assert any("layers/parks.geojson" in text.value for text in page.text)


def test_an_atlas_that_cannot_be_served_gives_one_clear_page(atlas: Path) -> None:
    (atlas / "atlas.yaml").unlink()
    page = _run()
    assert not page.exception
    assert "cannot be shown" in page.error[0].value
    assert page.text[0].value == "atlas.yaml: there is no such file"


@pytest.mark.parametrize("sent", [None, 7, "x", ["selected"], {"selected": 7}, {"selected": {"a": 1}}, {"evil": "x"}])
def test_a_forged_event_says_nothing(sent: object) -> None:
    assert clean_event(sent) == {}


def test_an_event_keeps_its_ids() -> None:
    sent = {"selected": "north-park", "layers": "parks", "basemap": "embedded"}
    assert clean_event(sent) == sent


def test_language_year_and_step_stay_in_the_address_where_they_are_known(chronicle: Path) -> None:
    page = _run(lang="ru", year="2010", story="2")
    assert not page.exception
    assert page.query_params == {"lang": "ru", "year": "2010", "story": "2"}
    assert _run(lang="tlh", year="1000", story="9").query_params == {}


def test_the_topic_that_shows_numbers_opens_a_dialog_with_a_chart_for_each_group(chronicle: Path) -> None:
    page = _run(topic="numbers")
    assert not page.exception
    assert page.query_params == {"topic": "numbers"}
    assert [title.value for title in page.subheader] == ["Title of wolves-north", "Title of bears"]
    assert len(page.get("vega_lite_chart")) == 2


@pytest.mark.parametrize("query", [{}, {"topic": "timeline"}, {"topic": "about"}, {"region": "gate"}])
def test_nothing_else_opens_a_dialog(chronicle: Path, query: dict[str, str]) -> None:
    page = _run(**query)
    assert not page.exception
    assert not page.get("vega_lite_chart")
    assert not page.subheader


def test_a_dialog_without_counts_does_not_open(chronicle: Path) -> None:
    (chronicle / "counts.csv").write_text("series,year\n")
    page = _run(topic="numbers")
    assert not page.exception
    assert not page.subheader


def test_a_chart_whose_rows_were_all_left_out_leaves_the_others(chronicle: Path) -> None:
    table = chronicle / "counts.csv"
    table.write_text(table.read_text().replace("bears", "beasts"))
    page = _run(topic="numbers")
    assert not page.exception
    assert [title.value for title in page.subheader] == ["Title of wolves-north"]


def test_a_closed_dialog_stays_closed_until_the_topic_is_chosen_anew(chronicle: Path) -> None:
    page = _run(topic="numbers")
    assert page.subheader
    page.session_state["charts-closed"] = True
    assert not page.run().subheader
    del page.query_params["topic"]
    page.run()
    page.query_params["topic"] = "numbers"
    assert page.run().subheader


@pytest.mark.parametrize("key", ["selected", "layers", "basemap", "year", "story"])
def test_every_value_that_an_event_may_carry_comes_through(key: str) -> None:
    assert clean_event({key: "x"}) == {key: "x"}
    assert clean_event({key: "x" * 1000}) == {}
