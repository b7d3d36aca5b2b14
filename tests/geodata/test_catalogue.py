"""What the atlas of the Amur leopard promises, says and corrects."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

import pytest

from mapapp.core.atlas import Entry, Region
from mapapp.core.rules import CITATION
from mapapp.store.atlas import LoadedAtlas
from tests.contract import REGIONS
from tests.geodata.conftest import GEODATA

LAYERS = {"parks", "reserves", "corridor", "programmes", "reintroduction", "places", "barriers"}
# The claim that is often written, by entry, and what the right statement must hold.
SLIPS = (
    ("northeast-china-tiger-and-leopard", "14,000 square miles", ("14,065", "5,430")),
    ("northeast-china-tiger-and-leopard", "created in 2017", ("30 September 2021", "12 October 2021")),
    ("sikhote-alin-reintroduction", "studying", ("26 January 2023", "Ussuriysky")),
    ("species", "120–130", ("129", "80", "cannot be added")),
    ("wwf-amur-leopard-programme", "WWF-Russia", ("21 June 2023", "22 June 2023")),
)
SQUARE_MILES = re.compile(r"14[,. ]?000\s*(?:sq|square)\.?\s*mi", re.IGNORECASE)


def entries(loaded: LoadedAtlas) -> Mapping[str, Entry]:
    return {entry.id: entry for entry in loaded.atlas.entries}


def strings(value: object) -> Iterator[str]:
    """Every string below a dumped model, corrections left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "corrections":
                yield from strings(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings(item)


def test_the_atlas_has_no_problem(loaded: LoadedAtlas) -> None:
    assert [str(problem) for problem in loaded.problems] == []


@pytest.mark.parametrize("name", REGIONS)
def test_every_promised_region_is_drawn(loaded: LoadedAtlas, regions: Mapping[str, Region], name: str) -> None:
    assert name in {feature.region for feature in loaded.features[regions[name].layer]}


def test_every_region_of_the_catalogue_is_drawn(loaded: LoadedAtlas, regions: Mapping[str, Region]) -> None:
    assert {feature.region for found in loaded.features.values() for feature in found} == set(regions)


def test_the_promised_layers_exist(loaded: LoadedAtlas) -> None:
    assert {layer.id for layer in loaded.atlas.layers} >= LAYERS


def test_every_layer_has_a_known_licence_and_a_credit(loaded: LoadedAtlas) -> None:
    licences = {"CC-BY-4.0", "CC0-1.0", "ODbL-1.0", "LGPL-3.0-or-later", "MIT"}
    assert [layer.id for layer in loaded.atlas.layers if layer.licence not in licences or len(layer.credit) < 10] == []


@pytest.mark.parametrize("name", REGIONS)
def test_every_promised_region_has_a_text_of_substance(loaded: LoadedAtlas, name: str) -> None:
    text = loaded.texts[name, "en"]
    assert len(text.split()) >= 120
    assert len(set(CITATION.findall(text))) >= 3
    assert "uncertain" in text.lower()


@pytest.mark.parametrize("name", REGIONS)
def test_every_promised_region_has_figures_from_sources_to_be_trusted(
    loaded: LoadedAtlas, regions: Mapping[str, Region], name: str
) -> None:
    trust = {source.id: source.trust for source in loaded.atlas.sources}
    figures = regions[name].figures
    assert len(figures) >= 2
    assert [figure.id for figure in figures if {trust[source] for source in figure.sources} == {"low"}] == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_every_key_project_has_a_region(regions: Mapping[str, Region], number: int) -> None:
    assert [region.project for region in regions.values()].count(number) == 1


@pytest.mark.parametrize("topic", ["species", "supporting-organisations", "broader-mission"])
def test_the_topics_of_the_brief_are_there(loaded: LoadedAtlas, topic: str) -> None:
    assert len(loaded.texts[topic, "en"].split()) >= 100


@pytest.mark.parametrize("organisation", ["wwf", "mnr-russia", "phoenix-fund", "nfga", "wcs"])
def test_the_five_organisations_take_part_somewhere(loaded: LoadedAtlas, organisation: str) -> None:
    taking_part = {role.organisation for entry in loaded.atlas.regions for role in entry.roles}
    assert organisation in taking_part


@pytest.mark.parametrize(("name", "claim", "right"), SLIPS, ids=[claim for _, claim, _ in SLIPS])
def test_every_well_known_slip_is_corrected(loaded: LoadedAtlas, name: str, claim: str, right: tuple[str, ...]) -> None:
    facts = [item.fact["en"] for item in entries(loaded)[name].corrections if claim in item.claim["en"]]
    assert len(facts) == 1
    assert [part for part in right if part not in facts[0]] == []


def test_the_chinese_park_has_its_official_area(regions: Mapping[str, Region]) -> None:
    park = regions["northeast-china-tiger-and-leopard"]
    (area,) = [figure for figure in park.figures if figure.id == "area"]
    assert (area.value, area.unit, park.published_area_km2) == (14065, "km2", 14065)


def test_the_russian_park_has_its_area_and_its_day(regions: Mapping[str, Region]) -> None:
    figures = {figure.id: figure for figure in regions["land-of-the-leopard"].figures}
    assert (figures["area"].value, figures["area"].unit) == (2688, "km2")
    assert figures["established"].value == dt.date(2012, 4, 5)


def test_nothing_but_a_correction_speaks_of_14000_square_miles(loaded: LoadedAtlas) -> None:
    said = [*strings(loaded.atlas.model_dump()), *loaded.texts.values()]
    assert [text for text in said if SQUARE_MILES.search(text)] == []
    assert SQUARE_MILES.search("over 14,000 square miles")


def test_no_two_figures_of_a_region_share_an_id(loaded: LoadedAtlas) -> None:
    for entry in loaded.atlas.entries:
        ids = [figure.id for figure in entry.figures]
        assert len(ids) == len(set(ids)), entry.id


def test_every_range_runs_upwards(loaded: LoadedAtlas) -> None:
    ranges = [figure for entry in loaded.atlas.entries for figure in entry.figures if figure.to is not None]
    assert ranges
    assert [
        figure.id
        for figure in ranges
        if not isinstance(figure.value, (int, float)) or float(figure.to or 0) <= figure.value
    ] == []


def test_every_source_is_cited_somewhere(loaded: LoadedAtlas) -> None:
    cited = {name for item in loaded.atlas.model_dump().values() for name in citations(item)}
    cited |= {name for count in loaded.counts for name in count.sources}
    cited |= {name for text in loaded.texts.values() for name in CITATION.findall(text)}
    assert [source.id for source in loaded.atlas.sources if source.id not in cited] == []


def citations(value: object) -> Iterator[str]:
    """Every source id below a dumped model."""
    if isinstance(value, dict):
        yield from value.get("sources", ())
        for item in value.values():
            yield from citations(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from citations(item)


def test_every_page_that_was_read_is_named_by_its_whole_address(loaded: LoadedAtlas) -> None:
    assert [source.id for source in loaded.atlas.sources if "…" in str(source.url) or "..." in str(source.url)] == []


def test_the_base_map_is_small_enough_for_a_slow_line() -> None:
    sizes = [path.stat().st_size for path in (GEODATA / "basemap").iterdir()]
    assert 100_000 < sum(sizes) < 450_000
