"""Pictures and sheets of facts by address: made once, checked before they are made, named for who saves them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from mapapp.web.keep import site_of
from mapapp.web.making import Maker
from tests.render.paper.conftest import words_of
from tests.web.conftest import client_of


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory, tiny_folder: Path) -> TestClient:
    """A client of the tiny atlas that makes files."""
    return client_of(site_of(tiny_folder), Maker(tiny_folder, site_of(tiny_folder), tmp_path_factory.mktemp("made")))


def test_a_view_is_answered_as_a_sheet_that_names_it(paper: TestClient) -> None:
    answer = paper.get("/picture.pdf?region=north-park&layers=parks")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="tiny-north-park-a4.pdf"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    words = words_of(answer.content)
    assert "north-park" in words
    assert "http://testserver/?lang=en&region=north-park&layers=parks" in words
    again = paper.get("/picture.pdf?layers=parks&region=north-park", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert paper.head("/picture.pdf?region=north-park&layers=parks").headers["etag"] == answer.headers["etag"]


def test_a_card_is_a_picture_of_1200_by_630(paper: TestClient) -> None:
    answer = paper.get("/picture.png?size=card")
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


def test_a_sheet_of_facts_is_of_an_entry_or_of_the_whole(paper: TestClient) -> None:
    one, whole = paper.get("/facts.pdf?region=north-park"), paper.get("/facts.pdf")
    assert one.headers["content-disposition"] == 'attachment; filename="tiny-north-park-facts.pdf"'
    assert "Wolves live here" in words_of(one.content)
    assert "Key projects" in words_of(whole.content)
    assert paper.get("/facts.pdf?topic=about").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/picture.gif",
        "/picture.pdf.exe",
        "/picture.png?size=a0",
        "/picture.png?size=",
        "/picture.png?region=nowhere",
        "/picture.png?topic=north-park",
        "/facts.pdf?region=../../etc/passwd",
        "/facts.pdf?topic=",
    ],
)
def test_what_the_atlas_lacks_has_no_paper(paper: TestClient, address: str) -> None:
    answer = paper.get(address)
    assert answer.status_code == 404
    assert answer.text == "There is nothing at this address.\n"


def test_what_paper_does_not_show_makes_no_other_file(paper: TestClient) -> None:
    tags = [paper.head(f"/picture.png?size=card{more}").headers["etag"] for more in ("", "&basemap=openstreetmap&x=1")]
    assert tags[0] == tags[1]


def test_an_atlas_that_cannot_be_served_has_no_paper(tmp_path: Path) -> None:
    client = client_of(site_of(tmp_path), Maker(tmp_path, site_of(tmp_path), tmp_path / "made"))
    assert client.get("/picture.png").status_code == 404
    assert client.get("/facts.pdf").status_code == 404
