"""The document at `/` in the language of its reader."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from mapapp.web.build import build_site
from mapapp.web.index import index_page
from mapapp.web.site import Site
from tests.chronicles import RUSSIAN, write_chronicled
from tests.web.conftest import client_of

PURPOSE = 'msgid "To be tested"\nmsgstr "Для <проверки> \\"кавычек\\""\n'
READERS = [
    ("", "", "en"),
    ("", "ru", "ru"),
    ("", "fr, ru;q=0.5", "ru"),
    ("", "fr", "en"),
    ("lang=ru", "", "ru"),
    ("lang=ru", "en", "ru"),
    ("lang=en", "ru", "en"),
    ("lang=tlh", "ru", "ru"),
    ("lang=tlh", "", "en"),
    ("lang=ru&region=gate", "en", "ru"),
    ("lang=%3Cscript%3E", "%&#;q=<script>", "en"),
]
each_reader = pytest.mark.parametrize(("query", "accept", "language"), READERS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    files = {"locale/ru.po": f"{RUSSIAN}\n{PURPOSE}"}
    return build_site(write_chronicled(tmp_path_factory.mktemp("chronicled"), files))


@pytest.fixture(scope="module")
def visitor(site: Site) -> TestClient:
    return client_of(site)


def page(visitor: TestClient, query: str = "", accept: str = "") -> str:
    return visitor.get(f"/?{query}", headers={"Accept-Language": accept}).text


def start(document: str) -> dict[str, object]:
    """What the map's front end is told."""
    (content,) = re.findall(r'<meta name="atlas-start" content="([^"]*)">', document)
    told: dict[str, object] = json.loads(unescape(content))
    return told


@each_reader
def test_a_page_says_which_language_it_is_in(visitor: TestClient, query: str, accept: str, language: str) -> None:
    document = page(visitor, query, accept)
    assert re.findall(r"<html [^>]*lang=\"([^\"]*)\"", document) == [language]
    assert re.findall(r"<title>([^<]*)</title>", document) == [{"en": "Tiny atlas", "ru": "Малый атлас"}[language]]


@each_reader
def test_panels_of_that_language_are_fetched_ahead_and_no_others(
    visitor: TestClient, site: Site, query: str, accept: str, language: str
) -> None:
    document = page(visitor, query, accept)
    (own,) = set(re.findall(r'href="\.(/panels/[^/]+/)(?:names\.json|index\.html)"', document))
    assert own == site.panels_by_language[language] == start(document)["panels"]


def test_everything_that_is_fetched_ahead_is_there(visitor: TestClient) -> None:
    for accept in ("en", "ru"):
        addresses = re.findall(
            r'<link rel="(?:preload|modulepreload|stylesheet)"[^>]* href="\.(/[^"]+)"', page(visitor, "", accept)
        )
        ours = [address for address in addresses if not address.startswith("/static")]
        assert len(ours) == 8
        assert [address for address in ours if visitor.get(address).status_code != 200] == []


def test_the_purpose_is_told_in_the_language_and_stays_words(visitor: TestClient) -> None:
    (purpose,) = re.findall(r'<meta name="description" content="([^"]*)">', page(visitor, "lang=ru"))
    assert unescape(purpose) == 'Для <проверки> "кавычек"'
    assert "<проверки>" not in page(visitor, "lang=ru")


def test_what_the_address_asks_for_is_told_to_the_map(visitor: TestClient) -> None:
    told = start(page(visitor, "region=gate&layers=parks&year=2010&story=2"))
    assert (told["selected"], told["layers"], told["year"], told["step"]) == ("gate", ["parks"], 2010, 2)
    assert start(page(visitor, "year=1000&story=9")) == start(page(visitor))


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("", ""),
        ("region=gate&lang=en", "region=gate"),
        ("region=nowhere&year=x&utm=1", ""),
        ("year=2010&layers=parks&layers=parks,moon", "layers=parks&year=2010"),
        ("embed_options=show_padding&story=99", "embed_options=show_padding"),
        ("lang=ru&region=%E0%A4%A", "lang=ru"),
    ],
)
def test_the_page_knows_how_its_address_should_be_written(visitor: TestClient, query: str, address: str) -> None:
    assert start(page(visitor, query, "en"))["address"] == address


def test_the_page_brings_the_words_for_its_own_failure(visitor: TestClient) -> None:
    words = start(page(visitor, "lang=ru"))["words"]
    assert isinstance(words, dict)
    assert words["Try again"] == "Повторить"
    assert start(page(visitor, "lang=en"))["words"] == {word: word for word in words}


def test_a_browser_without_scripts_gets_the_regions_and_the_data(visitor: TestClient) -> None:
    (plain,) = re.findall(r'<main class="plain".*?</main>', page(visitor, "lang=ru"), re.DOTALL)
    assert "Малый атлас" in plain
    assert re.findall(r"<noscript><p>(.*?)</p></noscript>", plain)[0].startswith("Карту рисуют скрипты")
    assert 'href="data/atlas.json"' in plain
    assert len(re.findall("<li>", plain)) > 1
    assert "Streamlit" not in plain


def test_a_line_in_the_language_stands_where_the_map_will_be(visitor: TestClient) -> None:
    document = page(visitor, "lang=ru")
    assert '<p class="loading-line" role="status">Карта рисуется</p>' in document
    assert document.index('id="root"') < document.index('class="loading"')  # the page's first link leads past the list


def test_caches_are_told_that_the_page_depends_on_the_language(visitor: TestClient) -> None:
    answer = visitor.get("/")
    assert "Accept-Language" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "no-cache"


def test_no_mark_for_our_own_use_is_left_in_a_page(visitor: TestClient, site: Site) -> None:
    marks = set(re.findall(r"<!-- atlas-[a-z]+ -->|atlas-language", index_page(site)))
    assert len(marks) == 4
    assert [mark for mark in marks if mark in page(visitor)] == []


def test_an_atlas_that_cannot_be_served_has_a_page_in_english(broken: TestClient) -> None:
    answer = broken.get("/", headers={"Accept-Language": "ru"})
    assert answer.status_code == 200
    assert '<html lang="en"' in answer.text
    assert "<title>The map cannot be shown</title>" in answer.text


def test_the_files_of_streamlit_come_after_those_of_the_map(tiny_site: Site) -> None:
    page = index_page(tiny_site)
    files = re.findall(r'<(?:script|link rel="modulepreload")[^>]*"\./static/[^>]*>', page)
    assert len(files) > 10
    assert all('fetchpriority="low"' in file for file in files)
    assert page.count('fetchpriority="low"') == len(files)


def test_the_page_names_no_door_that_is_closed(tiny_site: Site) -> None:
    assert "service-desc" not in index_page(tiny_site)
