"""The page about the data: every address on it answers, its lines can be copied, and it says what the fields mean."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mapapp.core.fields import FORMATS, fact_columns, shape_columns
from mapapp.web.build import build_site
from mapapp.web.data_page import HERE, data_document
from mapapp.web.keep import REPOSITORY_ATLAS, site_of
from mapapp.web.making import Maker
from mapapp.web.site import Site
from tests.atlases import Json, edit
from tests.render.html_reader import Page
from tests.web.conftest import client_of

PAGE = "/data/"


def text_of(document: str) -> str:
    """What a reader reads, white space made one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", document)).split())


def test_the_page_needs_no_script_and_frames_nothing(takes: TestClient) -> None:
    answer = takes.get(PAGE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert not re.search(r"<script|<iframe|\sstyle=|\son\w+=", answer.text)
    assert "Accept-Language" in answer.headers["vary"]


def test_every_address_of_the_page_is_there(takes: TestClient, tiny_site: Site) -> None:
    links = re.findall(r'href="([^"]+)"', takes.get(PAGE).text)
    files = {link for link in links if not link.startswith(("?", "../"))}
    layers = {f"layers/{layer}.{ending}" for layer in tiny_site.vocabulary.layers for ending, _ in FORMATS}
    assert layers | {f"all.{ending}" for ending, _ in FORMATS} | {"datapackage.json", "atlas.json"} <= files
    built = {link for link in links if link.startswith("../assets") or link.endswith("json")}
    assert len(built) > 6
    assert {link: takes.get(f"/data/{link}").status_code for link in built} == dict.fromkeys(built, 200)


def test_what_the_fields_mean_is_what_the_files_say(takes: TestClient) -> None:
    text = text_of(takes.get(PAGE).text)
    columns = {column.name: column for column in (*shape_columns(["en"]), *fact_columns(["en"]))}.values()
    assert len(columns) > 25
    assert [c.name for c in columns if f"{c.name} {c.heading} {c.meaning}" not in text] == []


def test_lines_to_copy_hold_the_address_that_was_asked(takes: TestClient) -> None:
    page = unescape(takes.get(PAGE).text)
    assert 'gpd.read_file("http://testserver/data/layers/parks.gpkg")' in page
    assert 'st_read("http://testserver/data/layers/parks.geojson")' in page
    assert 'Package("http://testserver/data/datapackage.json")' in page
    assert HERE not in page


def test_a_hostile_host_is_text(tiny_site: Site) -> None:
    document = data_document(tiny_site, "en", 'http://"><script>window.struck=1</script>/data/')
    assert "<script" not in document


@pytest.mark.parametrize(
    ("asked", "language"), [("?lang=ru", "ru"), ("?lang=zh", "zh"), ("?lang=xx", "en"), ("", "zh")]
)
def test_the_page_speaks_the_readers_language(asked: str, language: str) -> None:
    site = site_of(REPOSITORY_ATLAS)
    client = client_of(site, Maker(REPOSITORY_ATLAS, site))
    accepted = {"Accept-Language": "zh" if not asked else "fr"}
    page = client.get(f"{PAGE}{asked}", headers=accepted).text
    assert f'<html lang="{language}"' in page
    assert {"en": "Addresses", "ru": "Адреса", "zh": "网址"}[language] in page
    assert site.atlas is not None
    assert site.atlas.say(site.atlas.doubt, language) in page
    assert f'hreflang="{language}" aria-current="true"' in page


def test_the_same_page_is_read_without_a_slash_at_its_end(takes: TestClient) -> None:
    assert takes.get("/data").text == takes.get(PAGE).text


def test_texts_of_an_atlas_are_text_on_the_page(folder: Path) -> None:
    hostile = "</code></pre><img src=x onerror=window.struck=1>"

    def harm(catalogue: Json) -> None:
        catalogue["title"] = catalogue["doubt"] = {"en": hostile}
        catalogue["layers"][0] |= {"title": {"en": hostile}, "credit": hostile}

    edit(folder, harm)
    document = data_document(build_site(folder), "en", "/data/")
    assert "<img" not in document
    assert document.count("&lt;img") > 5


def test_every_tag_is_closed(takes: TestClient) -> None:
    page = Page(takes.get(PAGE).text)
    assert page.wrong == []
    assert len(page.named("h1")) == 1


def test_an_atlas_without_layers_has_a_page_too(folder: Path) -> None:
    def bare(catalogue: Json) -> None:
        catalogue.update(layers=[], regions=[], topics=[], organisations=[], sources=[])

    edit(folder, bare)
    assert "Addresses" in data_document(build_site(folder), "en", "/data/")
