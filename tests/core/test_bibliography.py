"""What is written for programs is read back by the rules of each format, whatever the texts hold."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import fields, replace
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.bibliography import bibtex, cff, csl, ris
from mapapp.core.cite import Reference
from tests.hostile.corpus import STRINGS

PLAIN = Reference(
    id="tiny-north",
    title="North park",
    language="en",
    names=("Ada Wren", "Society of Owls"),
    within="Tiny atlas",
    year=2026,
    day=dt.date(2026, 11, 20),
    version="2.1",
    licence="CC-BY-4.0",
    doi="10.5281/zenodo.7",
    address="https://example.org/?lang=en&region=north",
    read=dt.date(2026, 11, 23),
)
SPELT = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40) | st.sampled_from(
    ["{", "}", "\\", "%", "&", "豹"]
)


def line(text: str) -> str:
    return " ".join(text.split())


def read_bibtex(text: str) -> list[dict[str, str]]:
    """The entries of a BibTeX file: braces are counted, also those behind a backslash, as BibTeX does."""
    entries, at = [], 0
    while match := re.compile(r"\s*@(\w+)\{([^\s,{}]+),\s*").match(text, at):
        entry, at = {"type": match[1], "key": match[2]}, match.end()
        while field := re.compile(r"(\w+) = \{").match(text, at):
            depth, at = 1, field.end()
            start = at
            while depth:
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
            entry[field[1]] = text[start : at - 1]
            at = re.compile(r",\s*").match(text, at).end()  # type: ignore[union-attr]  # a field without a comma fails
        assert text[at] == "}"
        at += 1
        entries.append(entry)
    assert not text[at:].strip()
    return entries


def typeset(text: str) -> str:
    """What TeX makes of a field: commands spelt out, braces that only group gone."""
    found = re.sub(r"\\(text\w+)\{\}|\\([&%$#_])|[{}]", lambda one: SPELT[one[1]] if one[1] else one[2] or "", text)
    assert not re.search(r"(?<!\\)[&%$#_~^]", re.sub(r"\\text\w+\{\}", "", text))
    return found


def read_ris(text: str) -> list[list[tuple[str, str]]]:
    """The records of a RIS file, as (tag, value) in their order."""
    records: list[list[tuple[str, str]]] = [[]]
    assert text.endswith("\r\n")
    for row in text.removesuffix("\r\n").split("\r\n"):
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - ?(.*)", row)
        assert match, row
        records[-1].append((match[1], match[2]))
        if match[1] == "ER":
            records.append([])
    assert not records.pop()
    return records


def filled(text: str) -> Reference:
    """A reference with the same text wherever one can stand."""
    return replace(PLAIN, title=text, names=(text, "Ada Wren"), within=text, version=text, licence=text)


def test_an_entry_of_bibtex_says_all_that_is_known() -> None:
    (entry,) = read_bibtex(bibtex([PLAIN]))
    assert entry == {
        "type": "incollection",
        "key": "tiny-north",
        "author": "{Ada Wren} and {Society of Owls}",
        "title": "{North park}",
        "booktitle": "{Tiny atlas}",
        "year": "2026",
        "version": "2.1",
        "note": "Licence: CC-BY-4.0",
        "doi": "10.5281/zenodo.7",
        "url": "https://example.org/?lang=en&region=north",
        "urldate": "2026-11-23",
        "language": "en",
    }


def test_a_record_of_ris_says_the_same() -> None:
    (record,) = read_ris(ris([PLAIN]))
    assert record[0] == ("TY", "MAP")
    assert record[-1] == ("ER", "")
    told = set(record)
    assert told >= {("AU", "Ada Wren"), ("AU", "Society of Owls"), ("TI", "North park"), ("T2", "Tiny atlas")}
    assert told >= {("PY", "2026"), ("DA", "2026/11/20"), ("Y2", "2026/11/23"), ("DO", "10.5281/zenodo.7")}
    assert told >= {("ET", "2.1"), ("N1", "Licence: CC-BY-4.0"), ("LA", "en"), ("UR", PLAIN.address)}


def test_an_item_of_csl_says_the_same() -> None:
    (item,) = csl([PLAIN])
    assert item["author"] == [{"literal": "Ada Wren"}, {"literal": "Society of Owls"}]
    assert (item["type"], item["title"], item["container-title"]) == ("map", "North park", "Tiny atlas")
    assert (item["issued"], item["accessed"]) == ({"date-parts": [[2026, 11, 20]]}, {"date-parts": [[2026, 11, 23]]})
    assert (item["license"], item["DOI"], item["URL"]) == ("CC-BY-4.0", "10.5281/zenodo.7", PLAIN.address)


def test_what_is_not_known_is_left_out() -> None:
    bare = Reference(id="bare", title="Bare", language="en", is_map=False)
    assert read_bibtex(bibtex([bare])) == [{"type": "misc", "key": "bare", "title": "{Bare}", "language": "en"}]
    assert csl([bare]) == [{"id": "bare", "type": "webpage", "title": "Bare", "language": "en"}]
    assert read_ris(ris([bare])) == [[("TY", "ELEC"), ("ID", "bare"), ("TI", "Bare"), ("LA", "en"), ("ER", "")]]


@given(WORDS)
def test_every_text_comes_back_from_bibtex(text: str) -> None:
    first, second = read_bibtex(bibtex([filled(text), PLAIN]))
    assert typeset(first["title"]) == line(text)
    assert typeset(first["booktitle"] if line(text) else "") == line(text)
    assert typeset(first["author"]) == f"{line(text)} and Ada Wren"
    assert second["key"] == PLAIN.id


@given(WORDS)
def test_every_text_comes_back_from_ris(text: str) -> None:
    first, second = read_ris(ris([filled(text), PLAIN]))
    assert [value for tag, value in first if tag == "TI"] == ([line(text)] if text else [])
    assert [value for tag, value in first if tag == "AU"] == [line(text), "Ada Wren"]
    assert ("ID", PLAIN.id) in second


@pytest.mark.parametrize("write", [bibtex, ris, csl])
def test_a_hostile_text_begins_no_field_and_no_entry(write: object) -> None:
    for text in STRINGS:
        references = [filled(text.encode("utf-8", "replace").decode()), PLAIN]
        if write is bibtex:
            assert [one["key"] for one in read_bibtex(bibtex(references))] == [PLAIN.id] * 2
        elif write is ris:
            first, second = read_ris(ris(references))
            assert {tag for tag, _ in first} <= {tag for tag, _ in second}
            assert [second] == read_ris(ris([PLAIN]))
        else:
            assert [one["id"] for one in json.loads(json.dumps(csl(references)))] == [PLAIN.id] * 2


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_an_address_holds_only_what_addresses_may(text: str) -> None:
    strange = replace(PLAIN, address=f"https://example.org/{text}")
    (entry,) = read_bibtex(bibtex([strange]))
    assert re.fullmatch(r"[!-z|~]+", entry["url"])
    assert unquote(entry["url"]) == unquote(str(strange.address))
    assert ("UR", entry["url"]) in read_ris(ris([strange]))[0]


def test_a_citation_file_of_an_atlas_has_what_the_format_asks_for() -> None:
    told = cff(PLAIN)
    assert {"cff-version", "message", "title", "authors"} <= set(told)
    assert yaml.safe_load(yaml.safe_dump(told, allow_unicode=True)) == told
    assert told["authors"] == [{"name": "Ada Wren"}, {"name": "Society of Owls"}]
    assert cff(replace(PLAIN, names=()))["authors"] == [{"name": "North park"}]


def test_every_part_of_a_reference_is_written_somewhere() -> None:
    texts = bibtex([PLAIN]) + ris([PLAIN]) + json.dumps(csl([PLAIN]))
    values = [getattr(PLAIN, field.name) for field in fields(PLAIN)]
    assert [value for value in values if isinstance(value, str) and value not in texts] == []
