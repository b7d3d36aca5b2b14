"""What leaves the atlas as tables: named, typed and told what it means, with doubt and origin in every row."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from shapely import Point, box

from mapapp.core.atlas import Atlas
from mapapp.core.features import Edge, Feature
from mapapp.core.fields import Cell, Table, fact_columns, shape_columns
from mapapp.core.records import LABELS, Measured, as_of, fact_table, shape_table
from tests.atlases import Json, edge, layer, tiny_atlas

LANGUAGES = ("en", "ru", "zh")
PARK = Measured(100.0, 80.0, 120.0, 40.0, (Edge("by-eye", 500.0, 30.0, "x"), Edge("coast", 100.0, 10.0, "y")))
TYPES: dict[str, type | tuple[type, ...]] = {"string": str, "number": (int, float), "boolean": bool, "date": dt.date}


def drawn(region: str = "north-park", **properties: Any) -> Feature:
    return Feature(region, box(24, 16, 25, 17), {"region": region, **properties})


def shapes(
    *features: Feature, layer_id: str = "parks", change: Callable[[Json], object] = lambda _: None
) -> list[dict[str, Cell]]:
    atlas = tiny_atlas(change)
    (of,) = [one for one in atlas.layers if one.id == layer_id]
    return list(shape_table(atlas, of, features, {"north-park": PARK}).records())


def facts(change: Callable[[Json], object] = lambda _: None, **properties: Any) -> list[dict[str, Cell]]:
    atlas = tiny_atlas(change)
    feature = drawn(**properties)
    table = fact_table(atlas, [(atlas.layers[0], feature)], {"north-park": PARK}, lambda words, _: words.upper())
    return list(table.records())


def typed(table: Table) -> list[str]:
    """The cells that are of another type than their column."""
    return [
        f"{column.name}: {cell!r}"
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if cell is not None and not isinstance(cell, TYPES[column.kind])
    ]


@pytest.mark.parametrize("columns", [shape_columns(LANGUAGES), fact_columns(LANGUAGES)])
def test_a_field_has_a_short_name_of_its_own_and_a_meaning(columns: Any) -> None:
    names = [column.name for column in columns]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch("[a-z][a-z0-9_]{1,9}", name)] == []
    assert [column.name for column in columns if not column.heading or not column.meaning.endswith(".")] == []
    assert [column.name for column in columns if "%(" in column.heading + column.meaning] == []


def test_each_language_of_the_atlas_has_its_name() -> None:
    found = {column.name: column.heading for column in shape_columns(LANGUAGES) if column.name.startswith("name_")}
    assert found == {"name_en": "Name in English", "name_ru": "Name in Russian", "name_zh": "Name in Chinese"}


def test_every_row_tells_licence_credit_sources_date_and_doubt() -> None:
    (row,) = shapes(drawn(certainty="by eye"))
    assert (row["licence"], row["credit"]) == ("CC-BY-4.0", "Tiny contributors")
    assert (row["sources"], row["source_url"]) == ("survey", "https://example.org/survey")
    assert row["as_of"] == dt.date(2026, 11, 1)
    assert (row["doubt_min"], row["doubt_max"], row["certainty"]) == (100.0, 500.0, "by eye")
    assert (row["area_km2"], row["area_least"], row["area_most"], row["length_km"]) == (100.0, 80.0, 120.0, 40.0)
    assert row["edges"] == "by-eye 30.0 km, off by 500 m; coast 10.0 km, off by 100 m"


def test_what_nobody_measured_is_empty_and_not_nothing() -> None:
    (row,) = shapes(Feature("gate", Point(25, 15), {"region": "gate"}), layer_id="posts")
    empty = ("doubt_min", "doubt_max", "edges", "area_km2", "area_least", "area_most", "area_publ", "length_km")
    assert {row[name] for name in empty} == {None}


def test_a_drawing_with_terms_of_its_own_keeps_them() -> None:
    (row,) = shapes(drawn(licence="ODbL-1.0", credit="Somebody else"))
    assert (row["licence"], row["credit"]) == ("ODbL-1.0", "Somebody else")


def test_a_band_tells_its_own_doubt_and_not_the_regions_measures() -> None:
    def with_bands(catalogue: Json) -> None:
        catalogue["layers"].append(layer("doubt", holds="bands"))

    (row,) = shapes(drawn(edges=[edge(half_width_m=7000)]), layer_id="doubt", change=with_bands)
    assert (row["layer"], row["doubt_max"], row["area_km2"], row["length_km"]) == ("doubt", 7000, None, None)


def test_no_property_is_lost_and_none_is_of_another_type() -> None:
    properties: Json = {
        "warden": "Ada",
        "half_width_m_max": "wide",
        "certainty": 7,
        "countries": ["RU"],
        "name": "North",
    }
    atlas = tiny_atlas()
    table = shape_table(atlas, atlas.layers[0], [drawn(**properties)], {})
    (row,) = table.records()
    assert json.loads(str(row["further"])) == {"warden": "Ada", "half_width_m_max": "wide", "certainty": 7}
    assert (row["doubt_max"], row["certainty"]) == (None, None)
    assert typed(table) == []


def test_a_name_in_a_language_that_lacks_it_is_the_first_ones() -> None:
    def more(catalogue: Json) -> None:
        catalogue["languages"] = ["en", "ru"]
        catalogue["regions"][0]["title"]["ru"] = "Северный парк"

    one, other = shapes(drawn(), drawn("south-park"), change=more)
    assert (one["name_ru"], other["name_ru"]) == ("Северный парк", "Title of south-park")


def test_facts_are_published_figures_and_then_what_is_drawn() -> None:
    rows = facts()
    assert [(row["fact"], row["basis"]) for row in rows] == [
        ("area", "published"),
        ("drawn-area", "drawn"),
        ("drawn-perimeter", "drawn"),
        ("doubt", "drawn"),
    ]
    assert (rows[0]["label_en"], rows[0]["value"], rows[0]["unit"], rows[0]["sources"]) == (
        "Area",
        1234,
        "km2",
        "journal",
    )
    assert (rows[1]["value"], rows[1]["least"], rows[1]["most"]) == (100.0, 80.0, 120.0)
    assert (rows[3]["value"], rows[3]["least"], rows[3]["most"], rows[3]["unit"]) == (None, 100.0, 500.0, "m")
    assert rows[1]["label_en"] == LABELS["drawn-area"].upper()


@pytest.mark.parametrize(
    ("value", "number", "words"),
    [(12.5, 12.5, None), (dt.date(2012, 4, 5), None, "2012-04-05"), ({"en": "many"}, None, "many"), ("-5", None, "-5")],
)
def test_a_value_is_a_number_or_words(value: Any, number: float | None, words: str | None) -> None:
    row = facts(lambda catalogue: catalogue["regions"][0]["figures"][0].update(value=value, unit=None))[0]
    assert (row["value"], row["text_en"]) == (number, words)


def test_a_region_that_is_drawn_and_banded_is_told_once() -> None:
    atlas = tiny_atlas(lambda catalogue: catalogue["layers"].append(layer("doubt", holds="bands")))
    parks, bands = atlas.layers[0], atlas.layers[-1]
    found = [(bands, drawn(edges=[edge()])), (parks, drawn())]
    rows = list(fact_table(atlas, found, {"north-park": PARK}, lambda words, _: words).records())
    assert [row["fact"] for row in rows].count("doubt") == 1
    assert {row["layer"] for row in rows} == {"parks"}


def test_the_tables_hold_what_their_columns_say() -> None:
    atlas = tiny_atlas()
    found = [(atlas.layers[0], drawn())]
    assert typed(shape_table(atlas, *found[0][:1], [drawn()], {"north-park": PARK})) == []
    assert typed(fact_table(atlas, found, {"north-park": PARK}, lambda words, _: words)) == []


def test_an_atlas_is_as_of_the_last_day_on_which_a_source_was_read() -> None:
    def later(catalogue: Json) -> None:
        catalogue["sources"][1]["read"] = dt.date(2026, 11, 9)

    bare: Atlas = tiny_atlas().model_copy(update={"sources": ()})
    assert as_of(tiny_atlas(later)) == dt.date(2026, 11, 9)
    assert as_of(bare) == dt.date(1970, 1, 1)
