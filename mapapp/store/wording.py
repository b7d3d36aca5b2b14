"""Translations in gettext catalogues (.po): the words of the interface, and those of an atlas folder.

A catalogue maps English words (the atlas's first language) to another language. Entries that a translator has not
confirmed ("fuzzy") count as missing.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser, read_po, write_po

from mapapp.core.errors import Problem
from mapapp.store.paths import is_there, read_text

Words = Mapping[str, str]
PLACEHOLDER = re.compile(r"%%|%(?:\(\w+\)[sd])?")  # filling trips over a lone percent sign, too


@cache
def read_interface(language: str) -> tuple[gettext.NullTranslations, tuple[Problem, ...]]:
    """The words of the interface in a language, and what is wrong with its catalogue: English ones stand in."""
    folder, name = Path(str(files("mapapp"))), f"locale/{language}.po"
    if not is_there(folder / name):
        return gettext.NullTranslations(), ()
    text, problem = read_text(folder, name)
    if problem is None:
        try:
            return _compiled(text, language), ()
        except (PoFileError, ValueError) as error:
            problem = Problem(name, "", f"is not a gettext catalogue: {error}")
    words = f"{problem.message}; the page speaks English in its place"
    return gettext.NullTranslations(), (Problem(f"mapapp/{name}", problem.where, words),)


def interface(language: str) -> gettext.NullTranslations:
    """The words of the interface in a language; the English ones where there is no sound catalogue for it."""
    return read_interface(language)[0]


def unspoken(languages: Iterable[str]) -> list[str]:
    """Those languages besides English in which the interface has no catalogue at all."""
    folder = Path(str(files("mapapp"))) / "locale"
    return [one for one in languages if one != "en" and not is_there(folder / f"{one}.po")]


def _compiled(text: str, language: str) -> gettext.GNUTranslations:
    """A catalogue to look words up in. Raises PoFileError or ValueError, also for a plural that is none."""
    catalogue = read_po(io.StringIO(text), locale=language, abort_invalid=True)
    for message in catalogue:
        if message.id and not _fits(message):
            wrong = f"line {message.lineno}: the translation has other %(names)s than {message.id!r}"
            raise ValueError(wrong)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _fits(message: Message) -> bool:
    """Whether every form of a translation can be filled with what is known for the English words."""
    known, said = (
        [set(PLACEHOLDER.findall(str(one))) for one in (forms if isinstance(forms, (list, tuple)) else [forms])]
        for forms in (message.id, message.string)
    )
    return all(filled <= set().union(*known) for filled in said)


def read_words(folder: Path, languages: object) -> tuple[dict[str, Words], tuple[Problem, ...]]:
    """The words of an atlas in each of its languages, the first (whose words are the keys) included and empty.

    `languages` is what the catalogue holds; anything but a list of names is left to the model to refuse.
    """
    if not isinstance(languages, list) or not all(
        isinstance(one, str) and re.fullmatch("[a-z]{2}", one) for one in languages
    ):
        return {}, ()
    found = {language: _read_wording(folder, language) for language in languages[1:]}
    words = {language: said for language, (said, _) in found.items()}
    problems = tuple(problem for _, wrong in found.values() for problem in wrong)
    return {language: words.get(language, {}) for language in languages}, problems


def _read_wording(folder: Path, language: str) -> tuple[Words, tuple[Problem, ...]]:
    """The words of an atlas in a language from locale/<language>.po, by their words in its first language."""
    name = f"locale/{language}.po"
    if not is_there(folder / name):
        return {}, ()
    text, problem = read_text(folder, name)
    if problem is not None:
        return {}, (problem,)
    try:
        return dict(_confirmed(_read(text))), ()
    except (PoFileError, ValueError) as error:
        return {}, (Problem(name, "", f"is not a gettext catalogue: {error}"),)


class _Headless(Catalog):
    """A catalogue whose head is not read: it says nothing that an atlas needs, and could ask for a billion plurals."""

    def __setitem__(self, id: str | list[str] | tuple[str, ...], message: Message) -> None:  # noqa: A002  # as Babel
        if id:
            super().__setitem__(id, message)


def _read(text: str) -> Catalog:
    """A catalogue of an atlas. Raises PoFileError."""
    catalogue = _Headless()
    PoFileParser(catalogue, abort_invalid=True).parse(io.StringIO(text))
    return catalogue


def _confirmed(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        known, said = message.id, message.string
        if isinstance(known, str) and isinstance(said, str) and known and said and not message.fuzzy:
            yield known, said


def updated(old: str, texts: Iterable[str], language: str, mark: str = "") -> str:
    """A catalogue for `texts` (first-language words, in order) with the translations that `old` already has.

    What is no longer said is dropped; what is new stands there untranslated, or as it is behind a mark.
    """
    known = dict(_confirmed(_read(old)))
    fresh = Catalog(locale=language, fuzzy=False)
    fresh.mime_headers = [(name, value) for name, value in fresh.mime_headers if "Date" not in name]
    for text in dict.fromkeys(texts):
        fresh.add(text, known.get(text, f"{mark} {text}" if mark else ""))
    written = io.BytesIO()
    write_po(written, fresh, omit_header=True, width=0)
    return written.getvalue().decode()


def in_all_languages(value: Any, languages: list[str], words: Mapping[str, Words]) -> Any:
    """Raw values with every text completed: `{en: ...}` gets the languages that it lacks, as far as they are known."""
    if not languages:
        return value
    first = languages[0]
    if isinstance(value, dict):
        if isinstance(value.get(first), str) and set(value) <= set(languages):
            text = " ".join(value[first].split())
            known = ((language, words.get(language, {}).get(text)) for language in languages)
            return {language: said for language, said in known if said} | value
        return {key: in_all_languages(item, languages, words) for key, item in value.items()}
    if isinstance(value, list):
        return [in_all_languages(item, languages, words) for item in value]
    return value


def texts_of(value: Any, first: str, languages: list[str]) -> Iterator[str]:
    """Every text in the first language below raw values, in order: what a translator has to put into words."""
    if isinstance(value, dict):
        if isinstance(value.get(first), str) and set(value) <= set(languages):
            yield " ".join(value[first].split())
            return
        for item in value.values():
            yield from texts_of(item, first, languages)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item, first, languages)
