from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.store.atlas import read_atlas
from mapapp.store.wording import in_all_languages, interface, read_words, texts_of, updated
from mapapp.web.build import build_site
from tests.chronicles import write_chronicled

RU = {"ru": {"North": "Север", "Cold winter": "Холодная зима"}}
plain = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
sentences = plain.map(lambda text: " ".join(text.split())).filter(bool)


def write(folder: Path, text: str | bytes) -> Path:
    (folder / "locale").mkdir(parents=True, exist_ok=True)
    (folder / "locale/ru.po").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def po(**said: str) -> str:
    return "\n".join(f'msgid "{known}"\nmsgstr "{words}"\n' for known, words in said.items())


def test_confirmed_words_are_read(tmp_path: Path) -> None:
    words, problems = read_words(write(tmp_path, po(North="Север", South="")), ["en", "ru"])
    assert (words, problems) == ({"en": {}, "ru": {"North": "Север"}}, ())


@pytest.mark.parametrize("flag", ["#, fuzzy", "#, fuzzy, python-format"])
def test_words_that_nobody_confirmed_count_as_missing(tmp_path: Path, flag: str) -> None:
    assert read_words(write(tmp_path, f"{flag}\n{po(North='Север')}"), ["en", "ru"])[0]["ru"] == {}


@pytest.mark.parametrize("broken", ['msgid "North', "north = Север", 'msgid "a" "b', b"\xff\xfe"])
def test_a_broken_catalogue_is_told_and_says_nothing(tmp_path: Path, broken: str | bytes) -> None:
    words, (problem,) = read_words(write(tmp_path, broken), ["en", "ru"])
    assert words == {"en": {}, "ru": {}}
    assert problem.file == "locale/ru.po"


def test_an_atlas_with_a_broken_catalogue_is_served_in_its_first_language(tmp_path: Path) -> None:
    loaded = read_atlas(write_chronicled(tmp_path, {"locale/ru.po": "north = Север"}))
    assert "locale/ru.po" in {problem.file for problem in loaded.problems}
    assert {region.id for region in loaded.atlas.regions} == {
        "north-park",
        "south-park",
        "old-path",
        "gate",
        "den",
    }


def test_what_is_translated_and_what_is_not_stand_in_one_atlas(tmp_path: Path) -> None:
    loaded = read_atlas(write_chronicled(tmp_path))
    titles = {region.id: region.title for region in loaded.atlas.regions}
    assert titles["gate"] == {"en": "Title of gate", "ru": "Ворота"}
    assert titles["old-path"] == {"en": "Title of old-path"}
    told = {(problem.where, problem.message) for problem in loaded.problems}
    assert ("regions › old-path", "title has no text in 'ru'") in told
    assert ("regions › gate", "title has no text in 'ru'") not in told


def test_a_page_of_an_untranslated_atlas_is_there_in_every_language(tmp_path: Path) -> None:
    site = build_site(write_chronicled(tmp_path))
    card = site.assets[f"{site.panels_by_language['ru']}cards/old-path.html"].body.decode()
    assert "Title of old-path" in card


@pytest.mark.parametrize(
    "languages", [None, "en", 7, {"en": 1}, ["en", 7], ["en", "../../etc"], ["english"], ["en", None], [["en"]]]
)
def test_languages_that_are_none_lead_to_no_file(tmp_path: Path, languages: Any) -> None:
    assert read_words(tmp_path, languages) == ({}, ())


def test_no_language_at_all_and_one_without_a_catalogue_have_no_words(tmp_path: Path) -> None:
    assert read_words(tmp_path, []) == ({}, ())
    assert read_words(tmp_path, ["en", "ru"]) == ({"en": {}, "ru": {}}, ())


def test_a_language_that_the_locale_data_lacks_can_have_a_catalogue(tmp_path: Path) -> None:
    folder = write(tmp_path, po(North="Noord"))
    (folder / "locale/ru.po").rename(folder / "locale/qq.po")
    words, problems = read_words(folder, ["en", "qq"])
    assert (words["qq"], problems) == ({"North": "Noord"}, ())


def test_the_words_of_the_interface_exist_for_our_languages_and_english_stands_in_for_others() -> None:
    assert interface("qq").gettext("Sources") == interface("en").gettext("Sources") == "Sources"


def test_an_update_keeps_translations_drops_the_unused_and_adds_the_new() -> None:
    fresh = updated(po(North="Север", Gone="Прочь"), ["South", "North", "South"], "ru")
    assert fresh == 'msgid "South"\nmsgstr ""\n\nmsgid "North"\nmsgstr "Север"\n\n'


def test_an_update_forgets_what_nobody_confirmed() -> None:
    assert 'msgstr ""' in updated(f"#, fuzzy\n{po(North='Север')}", ["North"], "ru")


@given(st.dictionaries(sentences, sentences, max_size=5))
def test_an_update_of_an_update_changes_nothing(said: dict[str, str]) -> None:
    once = updated("", said, "ru")
    assert updated(once, said, "ru") == once
    assert once.count("msgid ") == len(said)


def test_a_text_gets_the_languages_that_it_lacks() -> None:
    value = {"title": {"en": "North"}, "notes": [{"en": "Cold\n   winter"}], "year": 7}
    assert in_all_languages(value, ["en", "ru"], RU) == {
        "title": {"en": "North", "ru": "Север"},
        "notes": [{"en": "Cold\n   winter", "ru": "Холодная зима"}],
        "year": 7,
    }


def test_a_text_that_stands_in_the_catalogue_wins() -> None:
    assert in_all_languages({"en": "North", "ru": "Сівер"}, ["en", "ru"], RU) == {"en": "North", "ru": "Сівер"}


@pytest.mark.parametrize("value", [{"en": 7}, {"en": "North", "colour": "red"}, {"fr": "Nord"}, "North", None, [], {}])
def test_what_is_no_text_stays_as_it_is(value: Any) -> None:
    assert in_all_languages(value, ["en", "ru"], RU) == value
    assert list(texts_of(value, "en", ["en", "ru"])) == []


def test_without_languages_nothing_is_a_text() -> None:
    assert in_all_languages({"en": "North"}, [], {}) == {"en": "North"}


def test_translators_get_every_text_in_order() -> None:
    value = {"a": {"en": "North"}, "b": [{"id": "x", "c": {"en": "Cold\n winter", "ru": "Зима"}}], "d": {"en": "North"}}
    assert list(texts_of(value, "en", ["en", "ru"])) == ["North", "Cold winter", "North"]
