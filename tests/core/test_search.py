from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.search import Index, Kind, Target, to_latin, to_sound, words_of

ANYTHING = st.text(st.characters(), max_size=300)  # lone surrogates, marks and control characters too
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюя珲春豹地国家公园 -", max_size=40)


def target(name: str, *names: str, rank: int = 0, kind: Kind = "region") -> Target:
    return Target(kind, name, {"en": name}, {"en": ""}, names or (name,), rank=rank)


TARGETS = (
    target("harbin", "Harbin", "Харбин", "哈尔滨"),
    target("hunchun", "Hunchun", "Хуньчунь", "珲春"),
    target("changchun", "Changchun", "Чанчунь", "长春"),
    target("hills", "The Black Hills of Harbin", "Чёрные холмы", "黑山"),
    target("ussuri", "Ussuri", "Уссури", "乌苏里江"),
    target("park", "Khasansky Nature Park", "Природный парк «Хасанский»", "哈桑自然公园"),
    target("leopards", "Land of the Leopard", "Земля леопарда", "豹地"),
)
INDEX = Index(TARGETS)


def found(query: str) -> list[str]:
    return [one.id for one in INDEX.find(query)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Land of the Leopard", ["land", "of", "leopard"]),
        ("the", ["the"]),
        ("Артём, ЁЛКА", ["артем", "елка"]),
        ("Hūnchūn", ["hunchun"]),
        ("ＷＷＦ ﬁre", ["wwf", "fire"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("Sikhote-Alin_2012", ["sikhote", "alin", "2012"]),
        ("珲春 park", ["珲", "春", "park"]),
        ("<b>&amp;</b>", ["b", "amp", "b"]),
        ("\0\u202e…", []),
    ],
)
def test_words_lose_case_marks_and_punctuation(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("хасанскии", "khasanskii"),
        ("щука", "shchuka"),
        ("объезд", "obezd"),
        ("юрта", "yurta"),
        ("珲春", "hunchun"),
        ("长春", "changchun"),
        ("穆棱", "muling"),
        ("巴拉巴什", "balabashi"),
        ("park", "park"),
    ],
)
def test_russian_and_chinese_are_written_in_latin_letters(word: str, latin: str) -> None:
    assert to_latin(word) == latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khasansky", "hasanskij"),
        ("zhuravlik", "zuravlik"),
        ("chernye", "cernye"),
        ("ussuri", "usuri"),
        ("shchuka", "suka"),
        ("kedrovaya", "kedrovaja"),
        ("wladiwostok", "vladivostok"),
    ],
)
def test_romanisations_of_one_name_sound_the_same(one: str, other: str) -> None:
    assert to_sound(one) == to_sound(other)


def test_different_names_do_not_sound_the_same() -> None:
    assert len({to_sound(word) for word in ("hunchun", "changchun", "harbin", "khasan", "lazo")}) == 5


@pytest.mark.parametrize(
    "query",
    ["Hunchun", "hunch", "HUN CHUN", "huncun", "Хуньчунь", "хуньч", "珲", "珲春", "khunchun", "hunchnu", "хунчунь"],
)
def test_a_name_is_found_in_every_script_from_its_beginning_and_misspelt(query: str) -> None:
    assert found(query)[0] == "hunchun"


def test_the_order_of_words_is_free() -> None:
    assert found("leopard land") == found("land leopard") == ["leopards"]


def test_words_may_be_written_together() -> None:
    assert found("landofleopard") == ["leopards"]


def test_a_later_word_is_found_from_its_beginning() -> None:
    assert found("natu") == ["park"]


def test_a_whole_name_comes_before_a_part_of_one() -> None:
    assert found("harbin") == ["harbin", "hills"]


def test_a_part_written_right_comes_before_a_whole_name_that_sounds_like_it() -> None:
    index = Index([target("alike", "Shazan"), target("same", "Sazan Nature Park", rank=9)])
    assert [one.id for one in index.find("sazan")] == ["same", "alike"]


def test_nothing_misspelt_is_offered_beside_what_is_spelt_so() -> None:
    index = Index([target("near", "Bikan"), target("same", "Bikin National Park", rank=9)])
    assert [one.id for one in index.find("bikin")] == ["same"]
    assert {one.id for one in index.find("bikon")} == {"near", "same"}


def test_of_two_misspelt_names_the_nearer_comes_first() -> None:
    index = Index([target("far", "Kraskovo"), target("near", "Kraskino")])
    assert [one.id for one in index.find("Krasino")] == ["near"]
    assert [one.id for one in index.find("Kraskinovo")] == ["far", "near"]


def test_short_words_must_be_right() -> None:
    assert found("hab") == []


def test_a_wrong_word_does_not_hide_what_the_others_find() -> None:
    assert found("Khasansky nature reserve") == ["park"]


def test_among_equals_the_rank_decides() -> None:
    index = Index([target("other", "Leopard Hill", rank=100), target("project", "Leopard Land", rank=1)])
    assert [one.id for one in index.find("leopard")] == ["project", "other"]


def test_among_equals_of_one_rank_the_shorter_name_comes_first() -> None:
    index = Index([target("long", "Leopard Hills in the South"), target("short", "Leopard Hill")])
    assert [one.id for one in index.find("leopard")] == ["short", "long"]


def test_no_more_than_asked_are_found() -> None:
    index = Index([target(f"hill-{number}", f"Hill {number}") for number in range(20)])
    assert [one.id for one in index.find("hill")] == [f"hill-{number}" for number in range(8)]
    assert len(index.find("hill", limit=3)) == 3


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Index([]).find("hunchun") == []


@pytest.mark.parametrize("query", ["", " ", "\0", "\u202e\u2066", "…", "<>", "%00", "\ud800", "-" * 10_000])
def test_a_query_without_words_finds_nothing(query: str) -> None:
    assert found(query) == []


@pytest.mark.parametrize("query", ["z" * 10_000, "hunchun " * 2000, "珲春" * 5000, "ﷺ" * 10_000, "a\u0301" * 5000])
def test_a_query_of_any_length_is_answered(query: str) -> None:
    assert len(found(query)) <= 8


def test_only_the_beginning_of_a_very_long_query_is_read() -> None:
    assert found("Hunchun" + " " * 100 + "Ussuri") == found("Hunchun")


@given(ANYTHING | LETTERS)
def test_any_query_finds_at_most_eight_known_things_each_once(query: str) -> None:
    answer = INDEX.find(query)
    assert len(answer) <= 8
    assert len({one.id for one in answer}) == len(answer)
    assert set(answer_ids := [one.id for one in answer]) <= {one.id for one in TARGETS}
    assert found(query) == answer_ids


@given(st.sampled_from(TARGETS), st.data())
def test_every_beginning_of_every_name_finds_it(one: Target, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(one.names))
    beginning = name[: data.draw(st.integers(1, len(name)))]
    assert one.id in found(beginning) or "the".startswith("".join(words_of(beginning)))


@given(st.sampled_from(TARGETS), st.data())
def test_a_whole_name_is_found_first_whatever_its_case(one: Target, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(one.names))
    assert found(data.draw(st.sampled_from([name, name.upper(), name.lower(), f" {name} "])))[0] == one.id


@given(st.sampled_from(["Changchun", "Чанчунь", "Леопарда", "Leopard"]), st.data())
def test_a_letter_left_out_is_forgiven(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 1))
    assert set(found(name[:at] + name[at + 1 :])) & set(found(name))


def test_the_libraries_wait_for_the_first_index() -> None:
    code = "import sys, mapapp.core.search; print({'rapidfuzz', 'pypinyin'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
