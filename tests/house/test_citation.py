"""CITATION.cff is sound by version 1.2.0 of its format, and says what program and data say of themselves."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import Any

import yaml

from tests.house.repository import ROOT

CFF: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ATLAS = yaml.safe_load((ROOT / "geodata" / "atlas.yaml").read_text(encoding="utf-8"))
SHARED = {"title", "authors", "version", "date-released", "license"}
KEYS = SHARED | {"cff-version", "message", "type", "abstract", "keywords", "preferred-citation"}
KEYS_OF_A_REFERENCE = SHARED | {"type", "year"}


def test_it_has_what_the_format_asks_for_and_nothing_that_it_does_not_know() -> None:
    assert CFF["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "preferred-citation"} <= set(CFF) <= KEYS
    assert (CFF["type"], CFF["preferred-citation"]["type"]) == ("software", "map")
    assert {"title", "authors", "type"} <= set(CFF["preferred-citation"]) <= KEYS_OF_A_REFERENCE
    for part in (CFF, CFF["preferred-citation"]):
        assert [set(author) for author in part["authors"]] == [{"name"}]
        assert isinstance(part["date-released"], dt.date)
        assert isinstance(part["version"], str)
    assert len(set(CFF["keywords"])) == len(CFF["keywords"])


def test_the_program_has_the_version_and_the_licence_of_the_project() -> None:
    assert (CFF["version"], CFF["license"]) == (PROJECT["version"], PROJECT["license"])


def test_the_map_is_cited_there_as_the_atlas_cites_itself() -> None:
    preferred, own = CFF["preferred-citation"], ATLAS["citation"]
    assert preferred["title"] == ATLAS["title"]["en"]
    assert [author["name"] for author in preferred["authors"]] == own["authors"]
    assert (preferred["version"], preferred["license"]) == (own["version"], own["licence"])
    assert preferred["date-released"] == own["released"]
    assert preferred["year"] == own["released"].year


def test_the_data_are_not_dated_before_a_source_was_read() -> None:
    read = re.findall(r"^  read: (\S+)", (ROOT / "geodata" / "sources.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert ATLAS["citation"]["released"] >= max(map(dt.date.fromisoformat, read))
