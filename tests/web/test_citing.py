from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from mapapp.web.citing import cite_routes
from mapapp.web.site import Site
from tests.core.test_bibliography import read_bibtex, read_ris
from tests.hostile.corpus import STRINGS

DAY = dt.date(2026, 11, 23)
ENDINGS = ("txt", "bib", "ris", "json")


@pytest.fixture(scope="module")
def reading(tiny_site: Site) -> TestClient:
    """A client on a known day."""
    app = Starlette(routes=cite_routes(tiny_site, lambda: DAY))
    return TestClient(app, base_url="https://example.org")


def works(ending: str, text: str) -> int:
    """How many works a file names."""
    if ending == "txt":
        return text.count("(read ")
    return len(read_bibtex(text) if ending == "bib" else read_ris(text) if ending == "ris" else json.loads(text))


def test_the_atlas_is_cited_with_the_address_it_was_asked_for_at(reading: TestClient) -> None:
    answer = reading.get("/cite.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    first, advice = answer.text.splitlines()
    assert first.endswith("https://example.org/?lang=en (read 23 November 2026)")
    assert advice.startswith("Cite published figures")


def test_a_region_and_a_topic_are_cited(reading: TestClient) -> None:
    assert "Title of north-park. In: Tiny atlas [map]" in reading.get("/cite.txt?region=north-park").text
    assert "topic=about" in reading.get("/cite.txt?topic=about").text


def test_a_figure_is_cited_with_its_source_first(reading: TestClient) -> None:
    figure, advice, source, ours = reading.get("/cite.txt?region=north-park&figure=area").text.splitlines()
    assert figure == "Area: 1,234\u00a0km²"
    assert advice.startswith("This figure is published")
    assert source.startswith("Society (no date). The journal.")
    assert "Title of north-park: Area. In: Tiny atlas [map]" in ours


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_format_tells_of_the_same_works(reading: TestClient, ending: str) -> None:
    answer = reading.get(f"/cite.{ending}?region=north-park&figure=area")
    assert answer.status_code == 200
    assert works(ending, answer.content.decode()) == 2
    attached = answer.headers.get("content-disposition")
    named = f'attachment; filename="tiny-north-park-area.{ending}"'
    assert attached == (None if ending == "txt" else named)


@pytest.mark.parametrize(
    "asked",
    [
        "region=nowhere",
        "topic=north-park",
        "region=north-park&figure=nothing",
        "figure=area",
        "topic=about&figure=area",
        "region=north-park&topic=nowhere",
        "region=nowhere&topic=about",
        "region=north-park&topic=%D1%84",
        "region=north-park&topic=x%22%3B%0D%0Ay",
    ],
)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_not_there_is_not_cited(reading: TestClient, ending: str, asked: str) -> None:
    answer = reading.get(f"/cite.{ending}?{asked}")
    assert (answer.status_code, answer.text) == (404, "There is nothing at this address.\n")


def test_there_are_four_formats(reading: TestClient) -> None:
    assert reading.get("/cite.html").status_code == reading.get("/cite.").status_code == 404


@pytest.mark.parametrize("key", ["lang", "region", "topic", "figure"])
def test_a_hostile_question_gets_a_plain_answer(reading: TestClient, key: str) -> None:
    known = reading.get("/cite.bib").text
    for text in STRINGS:
        answer = reading.get(f"/cite.bib?{key}={quote(text.encode('utf-8', 'replace')[:3000], safe='')}")
        assert answer.status_code == 404 or answer.text == known, text
        assert set(answer.headers.get("content-disposition", "")) <= set('attachment; filename="tiny.bib"'), text


@pytest.mark.parametrize("host", ["evil/{x}", "evil}x", "a b", "x\\y", "user@evil", "under_score"])
def test_a_strange_host_is_nobodys_address(reading: TestClient, host: str) -> None:
    for entry in read_bibtex(reading.get("/cite.bib", headers={"Host": host}).text):
        assert host not in entry.get("url", "")


def test_a_citation_needs_no_geometry_and_no_map() -> None:
    """The server stays small when somebody cites."""
    heavy = "{'shapely', 'folium', 'numpy', 'pyogrio', 'typst'}"
    asked = f"import sys, mapapp.web.citing, mapapp.web.pack; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
