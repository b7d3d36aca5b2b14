"""Every word of the interface is translated, and nothing else is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from mapapp.core.words import marked
from mapapp.render.script_words import script_words
from mapapp.store.wording import interface
from tests.house.repository import ROOT

LANGUAGES = ("ru", "zh")
SCRIPT = {"ru": re.compile("[\u0400-\u04ff]"), "zh": re.compile("[\u4e00-\u9fff]")}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%\(\w+\)d")
KEPT = {marked("OpenStreetMap")}  # names
each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def said() -> dict[str, set[str]]:
    """The English words of the interface, with the files that say them; of a plural, its singular."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping, "babel.cfg")  # type: ignore[no-untyped-call]
    keywords = {**DEFAULT_KEYWORDS, "say": None, "marked": None}
    found: dict[str, set[str]] = {}
    for file, _, words, *_ in extract_from_dir(ROOT, methods, options, keywords=keywords):
        found.setdefault(words if isinstance(words, str) else words[0], set()).add(file)
    return found


@cache
def catalogue(language: str) -> Catalog:
    """The translations of the interface as they stand in their file."""
    source = (ROOT / "mapapp" / "locale" / f"{language}.po").read_text(encoding="utf-8")
    return read_po(io.StringIO(source), locale=language, abort_invalid=True)


def messages(language: str) -> Iterator[tuple[str, Message]]:
    """Translations by their English words; of a plural, its singular."""
    for message in catalogue(language):
        if message.id:
            yield message.id if isinstance(message.id, str) else message.id[0], message


def forms(message: Message) -> tuple[str, ...]:
    """All that a translator wrote: one text, or one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def test_words_are_found_in_templates_scripts_and_modules() -> None:
    endings = {file.rsplit(".", 1)[1] for files in said().values() for file in files}
    assert endings == {"html", "js", "py"}
    assert len(said()) > 80


@each_language
def test_every_word_of_the_interface_has_its_place_and_no_place_is_unused(language: str) -> None:
    known = {words for words, _ in messages(language)}
    assert sorted(known - said().keys()) == []
    assert sorted(said().keys() - known) == []


@each_language
def test_every_word_of_the_interface_is_translated(language: str) -> None:
    missing = [words for words, message in messages(language) if message.fuzzy or not all(forms(message))]
    assert missing == []


@each_language
def test_a_translation_has_the_same_places_for_values(language: str) -> None:
    wrong = [
        words
        for words, message in messages(language)
        if any(set(PLACEHOLDER.findall(form)) != set(PLACEHOLDER.findall(words)) for form in forms(message))
    ]
    assert wrong == []


@each_language
def test_a_translation_is_written_in_the_script_of_its_language(language: str) -> None:
    wordy = [
        (words, message) for words, message in messages(language) if re.search("[a-z]{3}", PLACEHOLDER.sub("", words))
    ]
    assert len(wordy) > 80
    assert [
        words
        for words, message in wordy
        if words not in KEPT and not all(SCRIPT[language].search(form) for form in forms(message))
    ] == []


@each_language
def test_a_plural_has_as_many_forms_as_the_language(language: str) -> None:
    plurals = [message for _, message in messages(language) if not isinstance(message.id, str)]
    assert plurals
    assert [len(forms(message)) for message in plurals] == [catalogue(language).num_plurals] * len(plurals)


@each_language
def test_a_reader_is_told_a_number_of_things_in_the_language(language: str) -> None:
    one, many = "%(count)d part of the atlas could not be shown", "%(count)d parts of the atlas could not be shown"
    for count in (1, 2, 5, 21):
        words = interface(language).ngettext(one, many, count) % {"count": count}
        assert str(count) in words
        assert SCRIPT[language].search(words)


@each_language
def test_a_translation_holds_no_markup(language: str) -> None:
    assert [
        words for words, message in messages(language) if any(re.search("[<>]", form) for form in forms(message))
    ] == []


def test_the_words_of_the_scripts_are_found_the_same_way_by_the_page_and_by_translators() -> None:
    scripts = {words for words, files in said().items() if any(file.endswith(".js") for file in files)}
    assert scripts == set(script_words())
