"""Everything the atlas says is said in each of its languages, with the same sources and the same numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from mapapp.core.rules import CITATION
from mapapp.store.atlas import LoadedAtlas
from mapapp.store.catalogue import read_catalogue
from mapapp.store.counts import read_notes
from mapapp.store.wording import texts_of
from tests.geodata.conftest import GEODATA

LANGUAGES = ("en", "ru", "zh")
FURTHER = LANGUAGES[1:]
SCRIPT = {"ru": re.compile("[\u0400-\u04ff]"), "zh": re.compile("[\u4e00-\u9fff]")}
LETTER = re.compile(r"[^\W\d_]{2}")  # two letters in a row: a word
SCALES = "million|thousand|млн|миллион|тыс|万|亿"
TEXTS = sorted(path.name for path in (GEODATA / "texts" / "en").glob("*.md"))
each_language = pytest.mark.parametrize("language", FURTHER)


@cache
def english() -> tuple[str, ...]:
    """Every text of the catalogue and of the counts, in English."""
    raw = read_catalogue(GEODATA).raw
    return tuple(dict.fromkeys([*texts_of(raw, "en", list(LANGUAGES)), *read_notes(GEODATA, raw["counts"])]))


@cache
def catalogue(language: str) -> Catalog:
    """The translations of the atlas as they stand in their file."""
    source = (GEODATA / "locale" / f"{language}.po").read_text(encoding="utf-8")
    return read_po(io.StringIO(source), locale=language, abort_invalid=True)


@cache
def translated(language: str) -> dict[str, str]:
    """What is translated, by its English words."""
    return {str(one.id): str(one.string) for one in catalogue(language) if one.id and one.string}


def text(language: str, name: str) -> str:
    return (GEODATA / "texts" / language / name).read_text(encoding="utf-8")


def paragraphs(words: str) -> list[str]:
    """Headings and paragraphs, without citations."""
    return [part for part in re.split(r"\n\s*\n", CITATION.sub("", words)) if LETTER.search(part)]


def numbers(words: str) -> list[str]:
    """Numbers as digits: 14,065 and 14 065 are one, 2.96 and 2,96 too, and 1.8 million and 180万 are both 18….

    Decades are left out: in Chinese the 1990s are the 90s of a century.
    """
    plain = re.sub(r"(?<=\d)[.,\u00a0\u202f](?=\d)", "", CITATION.sub("", words))
    plain = re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain)
    found = re.findall(rf"(\d+)(?!\d*s\b)(\s?(?:{SCALES}))?", plain)
    return [f"{digits.rstrip('0')}…" if scale else digits for digits, scale in found]


def lost(original: str, translation: str) -> list[str]:
    """Numbers of a text that its translation lacks; 1973 does for the 73 of 1972–73."""
    said = numbers(translation)
    said += [f"{number.rstrip('0')}…" for number in said if number.endswith("000")]
    return [number for number in numbers(original) if not any(other.endswith(number) for other in said)]


def incomplete(value: object, path: str) -> Iterator[str]:
    """Paths of the texts below a dumped model that lack one of the languages."""
    if isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            if set(value) != set(LANGUAGES):
                yield path
            return
        for key, item in value.items():
            yield from incomplete(item, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            name = item.get("id", number) if isinstance(item, dict) else number
            yield from incomplete(item, f"{path}.{name}")


def test_the_atlas_speaks_three_languages(loaded: LoadedAtlas) -> None:
    assert loaded.atlas.languages == LANGUAGES


def test_every_text_of_the_catalogue_is_there_in_every_language(loaded: LoadedAtlas) -> None:
    assert list(incomplete(loaded.atlas.model_dump(), "atlas")) == []


def test_every_note_of_a_count_is_there_in_every_language(loaded: LoadedAtlas) -> None:
    notes = [count.note for count in loaded.counts if count.note]
    assert len(notes) > 20
    assert [note for note in notes if set(note) != set(LANGUAGES)] == []


@each_language
def test_a_translator_has_every_text_and_no_other(language: str) -> None:
    known = [str(one.id) for one in catalogue(language) if one.id]
    assert len(known) > 300
    assert sorted(known) == sorted(english())


@each_language
def test_nothing_is_left_untranslated_or_unconfirmed(language: str) -> None:
    assert [one.id for one in catalogue(language) if one.id and (not one.string or one.fuzzy)] == []


@each_language
def test_a_translation_is_written_in_the_script_of_its_language(language: str) -> None:
    foreign = {known: said for known, said in translated(language).items() if not SCRIPT[language].search(said)}
    # What has no word of English in it (a year, an abbreviation, a name of a company) may stay.
    assert {known: said for known, said in foreign.items() if re.search(r"\b[a-z]{3,}\b", known)} == {}


@each_language
def test_a_translation_keeps_the_numbers(language: str) -> None:
    wrong = {known: lost(known, said) for known, said in translated(language).items()}
    assert {known: missing for known, missing in wrong.items() if missing} == {}


@each_language
def test_every_entry_has_its_text_in_the_language(language: str) -> None:
    assert sorted(path.name for path in (GEODATA / "texts" / language).iterdir()) == TEXTS


def test_every_text_belongs_to_an_entry(loaded: LoadedAtlas) -> None:
    named = {Path(entry.text).name for entry in loaded.atlas.entries if entry.text}
    assert named == set(TEXTS)


@each_language
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_cites_the_same_sources(language: str, name: str) -> None:
    assert set(CITATION.findall(text(language, name))) == set(CITATION.findall(text("en", name)))


@each_language
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_has_the_same_parts_each_in_its_own_script(language: str, name: str) -> None:
    parts = paragraphs(text(language, name))
    assert len(parts) == len(paragraphs(text("en", name)))
    assert [part for part in parts if not SCRIPT[language].search(part)] == []


@each_language
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_keeps_the_numbers(language: str, name: str) -> None:
    assert lost(text("en", name), text(language, name)) == []


@pytest.mark.parametrize(
    ("original", "translation", "missing"),
    [
        ("14,065 km² since 2021", "с 2021 года 14\u00a0065 км²", []),
        ("2.96 percent", "2,96\u202f%", []),
        ("winter of 1972–73", "зима 1972/1973 годов", []),
        ("in the 1990s", "20世纪90年代", []),
        ("1.8 million ha", "180万公顷", []),
        ("576 thousand seedlings", "576 тысяч саженцев", []),
        ("576 thousand seedlings", "576,000株", []),
        ("1.8 million ha", "1,9 млн га", ["18…"]),
        ("26 January 2023", "2023年1月26日", []),
        ("84 leopards (70–108)", "84 леопарда (70–180)", ["108"]),
        ("129 adults", "взрослые", ["129"]),
    ],
)
def test_numbers_are_compared_however_they_are_written(original: str, translation: str, missing: list[str]) -> None:
    assert lost(original, translation) == missing
