from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from mapapp.core.atlas import Atlas
from mapapp.core.rules import broken_entries
from tests.atlases import Json, layer, region, source, tiny_atlas
from tests.chronicles import chronicled, event, series, step


def put(where: str, number: int, **values: Any) -> Callable[[Json], None]:
    return lambda catalogue: catalogue[where][number].update(values)


def add(where: str, item: Json) -> Callable[[Json], None]:
    return lambda catalogue: catalogue[where].append(item)


BORDER = {"id": "border", "label": {"en": "Border"}, "value": 1, "drawn": "shared-border", "sources": ["survey"]}
SIDE = {"id": "side", "label": {"en": "Side"}, "value": 1, "sources": ["survey"]}
PAIR = {"id": "pair", "label": {"en": "Pair"}, "left": SIDE, "right": SIDE, "why": {"en": "Because"}}
ABOUT = {"id": "about", "title": {"en": "Again"}, "summary": {"en": "Again"}}
BREAKS = [
    (put("regions", 1, layer="moon"), "regions", "south-park", "layer 'moon'"),
    (put("regions", 1, sources=["rumour"]), "regions", "south-park", "source 'rumour'"),
    (put("regions", 1, related=["moon"]), "regions", "south-park", "related to 'moon'"),
    (
        put("regions", 0, roles=[{"organisation": "elves", "role": {"en": "x"}, "sources": ["survey"]}]),
        "regions",
        "north-park",
        "organisation 'elves'",
    ),
    (put("layers", 0, sources=["rumour"]), "layers", "parks", "source 'rumour'"),
    (put("organisations", 0, sources=["rumour"]), "organisations", "wardens", "source 'rumour'"),
    (put("topics", 0, related=["moon"]), "topics", "about", "related to 'moon'"),
    (put("regions", 1, title={"ru": "Юг"}), "regions", "south-park", "title has no text in 'en'"),
    (put("regions", 1, title={}), "regions", "south-park", "title has no text in 'en'"),
    (put("layers", 0, description={"ru": "Парки"}), "layers", "parks", "description has no text in 'en'"),
    (put("regions", 1, figures=[{**BORDER, "neighbour": "moon"}]), "regions", "south-park", "against 'moon'"),
    (put("regions", 1, figures=[{**BORDER, "neighbour": "about"}]), "regions", "south-park", "against 'about'"),
    (put("topics", 0, figures=[{**BORDER, "neighbour": "moon"}]), "topics", "about", "against 'moon'"),
    (put("regions", 2, profile={"between": ["gate", "moon"]}), "regions", "old-path", "against 'moon'"),
    (put("regions", 2, profile={"between": ["moon", "gate"]}), "regions", "old-path", "against 'moon'"),
    (put("layers", 2, holds="bands"), "regions", "gate", "layer 'posts'; there are parks, paths"),
    (add("layers", layer("parks")), "layers", "parks", "2 times"),
    (add("sources", source("survey")), "sources", "survey", "2 times"),
    (add("regions", region("gate", "posts")), "regions", "gate", "2 times"),
    (add("topics", ABOUT), "topics", "about", "2 times"),
]

TOLD = [
    (put("events", 0, region="moon"), "events", "later", "region 'moon'"),
    (put("events", 0, region="about"), "events", "later", "region 'about'"),
    (put("events", 1, sources=["rumour"]), "events", "sooner", "source 'rumour'"),
    (put("events", 1, title={"ru": "Раньше"}), "events", "sooner", "title has no text in 'en'"),
    (add("events", event("later", "2013")), "events", "later", "2 times"),
    (put("story", 1, region="moon"), "story", "second", "region 'moon'"),
    (put("story", 0, layers=["parks", "moon"]), "story", "first", "layer 'moon'"),
    (put("story", 0, sources=["rumour"]), "story", "first", "source 'rumour'"),
    (add("story", step("first")), "story", "first", "2 times"),
    (put("series", 0, title={}), "series", "wolves-north", "title has no text in 'en'"),
    (add("series", series("bears", "bears")), "series", "bears", "2 times"),
    (put("topics", 0, compare=[{**PAIR, "left": {**SIDE, "region": "moon"}}]), "topics", "about", "against 'moon'"),
    (put("topics", 0, compare=[{**PAIR, "right": {**SIDE, "sources": ["rumour"]}}]), "topics", "about", "'rumour'"),
]


def told(change: Callable[[Json], object]) -> Atlas:
    """The chronicled atlas in one language, changed."""
    value = chronicled() | {"languages": ["en"]}
    change(value)
    return Atlas.model_validate(value)


def test_the_chronicled_atlas_keeps_every_rule() -> None:
    assert list(broken_entries(told(lambda _: None))) == []


@pytest.mark.parametrize(("change", "where", "name", "words"), TOLD)
def test_a_broken_rule_of_what_is_told_is_named(
    change: Callable[[Json], object], where: str, name: str, words: str
) -> None:
    broken = list(broken_entries(told(change)))
    assert [(rule.kind, rule.id, rule.stays) for rule in broken] == [(where, name, False)]
    assert words in broken[0].message


def test_what_is_not_translated_is_told_and_stays() -> None:
    atlas = tiny_atlas(lambda catalogue: catalogue.update(languages=["en", "ru"]))
    broken = list(broken_entries(atlas))
    assert all(rule.stays and rule.message.endswith("has no text in 'ru'") for rule in broken)
    assert {rule.id for rule in broken} >= {"title", "purpose", "doubt", "parks", "north-park", "about", "wardens"}


def test_what_has_no_words_in_the_first_language_goes_though_it_is_translated() -> None:
    def only_russian(catalogue: Json) -> None:
        catalogue.update(languages=["en", "ru"])
        catalogue["regions"][1]["title"] = {"ru": "Юг"}

    broken = [rule for rule in broken_entries(tiny_atlas(only_russian)) if not rule.stays]
    assert [(rule.kind, rule.id) for rule in broken] == [("regions", "south-park")]


def test_the_tiny_atlas_keeps_every_rule() -> None:
    assert list(broken_entries(tiny_atlas())) == []


@pytest.mark.parametrize(("change", "where", "name", "words"), BREAKS)
def test_a_broken_rule_is_told_with_list_entry_and_reason(
    change: Callable[[Json], None], where: str, name: str, words: str
) -> None:
    broken = list(broken_entries(tiny_atlas(change)))
    assert [(rule.kind, rule.id) for rule in broken] == [(where, name)]
    assert words in broken[0].message


@pytest.mark.parametrize(
    "change",
    [
        put("regions", 1, figures=[{**BORDER, "neighbour": "north-park"}]),
        put("regions", 2, profile={"between": ["north-park", "south-park"]}),
        put("regions", 2, profile={}),
        add("layers", layer("doubt", holds="bands")),
    ],
)
def test_a_neighbour_that_is_a_region_and_a_layer_of_bands_are_allowed(change: Callable[[Json], None]) -> None:
    assert list(broken_entries(tiny_atlas(change))) == []


@pytest.mark.parametrize(
    "figure", [BORDER, {**BORDER, "drawn": "area", "neighbour": "gate"}, {**BORDER, "drawn": None, "neighbour": "gate"}]
)
def test_a_shared_border_and_nothing_else_names_its_other_side(figure: Json) -> None:
    with pytest.raises(ValidationError, match="neighbour"):
        tiny_atlas(put("regions", 1, figures=[figure]))


def test_a_deep_source_is_checked_too() -> None:
    def cite_rumour(catalogue: Json) -> None:
        catalogue["regions"][0]["figures"][0]["sources"] = ["rumour"]

    assert [rule.id for rule in broken_entries(tiny_atlas(cite_rumour))] == ["north-park"]


def test_a_deep_text_needs_every_language() -> None:
    def forget_english(catalogue: Json) -> None:
        catalogue["regions"][0]["figures"][0]["note"] = {"ru": "Заметка"}

    (rule,) = broken_entries(tiny_atlas(forget_english))
    assert rule.id == "north-park"
    assert rule.message == "figures[0].note has no text in 'en'"


@pytest.mark.parametrize("key", ["title", "purpose", "doubt"])
def test_the_head_needs_words_in_every_language(key: str) -> None:
    (rule,) = broken_entries(tiny_atlas(lambda catalogue: catalogue.update({key: {"ru": "Слова"}})))
    assert (rule.kind, rule.id) == ("", key)


def test_a_lost_relation_is_all_that_need_be_forgotten() -> None:
    (rule,) = broken_entries(tiny_atlas(put("regions", 1, related=["gate", "moon"])))
    assert rule.relation == "moon"
