"""What a browser is given by us: no other host, no code out of text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.repository import name, written

SHIPPED = written("mapapp", endings=(".py", ".js", ".css", ".html", ".svg", ".toml"))
SCRIPTS = written("mapapp", endings=(".js",))
# Addresses that are names or links for readers; none is fetched.
QUOTED = {
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xhtml",
    "http://www.sitemaps.org/schemas/sitemap/0.9",
    "https://leafletjs.com",
    "http://www.opengis.net/kml/2.2",
    "http://www.geopackage.org/spec121/#extension_schema",
    "https://example.org/",  # stands in for a source in a new atlas
}
DANGEROUS = (
    r"\beval\s*\(",
    r"\bnew\s+Function\b",
    r"\bouterHTML\b",
    r"\binsertAdjacentHTML\b",
    r"\bdocument\.write",
    r"\bsrcdoc\b",
    r"\bcreateContextualFragment\b",
    r"\bset(?:Timeout|Interval)\(\s*[\"'`]",
    r"\bjavascript:",
)
TEMPLATED = "// rendered by our autoescaping templates"
CONSTANT = 'button.innerHTML = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${drawing}"/></svg>`;'


def lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_no_file_names_another_host(path: Path) -> None:
    found = set(re.findall(r"https?://[A-Za-z0-9][^\s\"'`<>)]*", path.read_text(encoding="utf-8")))
    assert found - QUOTED == set()


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_no_file_fetches_without_a_protocol(path: Path) -> None:
    assert re.findall(r"(?:src|href|url)\s*[=(:]\s*[\"']?//", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
@pytest.mark.parametrize("pattern", DANGEROUS)
def test_no_script_makes_code_or_markup_out_of_text(path: Path, pattern: str) -> None:
    assert re.findall(pattern, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_markup_is_set_in_the_documented_places_alone(path: Path) -> None:
    setting = [line for line in lines(path) if "innerHTML" in line]
    assert [line for line in setting if not line.endswith(TEMPLATED) and line != CONSTANT] == []


def test_there_are_places_that_set_markup() -> None:
    places = {path.name for path in SCRIPTS for line in lines(path) if "innerHTML" in line}
    assert places == {"cards.js", "panel.js", "controls.js"}


def test_the_drawings_of_buttons_are_constants() -> None:
    (controls,) = [path for path in SCRIPTS if path.name == "controls.js"]
    text = controls.read_text(encoding="utf-8")
    drawings = re.findall(r"^\s*add\(bar, say\(\"[^\"]+\"\), (\w+|\"[^\"]*\")", text, re.MULTILINE)
    constants = set(re.findall(r"const (\w+) = \"[^\"]*\";", text))
    assert len(drawings) >= 3
    assert [drawing for drawing in drawings if not drawing.startswith('"') and drawing not in constants] == []
