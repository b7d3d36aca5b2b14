"""The briefing pack: whole, checkable, the same for the same ask, and never where a text of an atlas says."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote
from zipfile import ZipFile

import pytest
import yaml
from starlette.applications import Starlette
from starlette.testclient import TestClient

from mapapp.core.view import from_query
from mapapp.store.wording import interface
from mapapp.web.keep import site_of
from mapapp.web.making import FAILED, SLOW, Maker
from mapapp.web.pack import pack_ask, pack_routes
from mapapp.web.pack_files import PARTS, make
from mapapp.web.pack_texts import TELLS, pack_texts, state_of_data
from mapapp.web.site import Site
from tests.atlases import Json, tiny_atlas
from tests.core.test_bibliography import read_bibtex, read_ris
from tests.hostile.atlas import TEXTS, write_hostile
from tests.hostile.corpus import STRINGS

BASE = "https://example.org/map/"
ASK = {"language": "en", "view": {"region": "north-park"}, "box": [], "base": BASE, "day": "2026-11-23"}
PAPERS = {"README.txt", "CITATION.cff", "LICENCES.txt", "SHA256SUMS"}
SOURCES = {"sources/sources.txt", "sources/sources.bib", "sources/sources.ris"}
DATA = {"data/visible.geojson", "data/visible.gpkg", "data/facts.csv"}
ENDLESS = (sys.executable, "-c", "import sys; sys.stdin.read()")
FAILING = (sys.executable, "-c", "import sys; sys.stdin.readline(); sys.exit('a pen broke')")


def packed(atlas: Path, folder: Path, **changes: object) -> ZipFile:
    """The pack of an ask, made of the atlas in a folder as the process of a server makes it."""
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPAPP_ATLAS", str(atlas))
        make(site_of(atlas), ASK | changes, folder / "made", lambda *_: None)
    return ZipFile(folder / "made")


def text(pack: ZipFile, name: str) -> str:
    return pack.read(name).decode()


@pytest.fixture(scope="module")
def pack(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The pack of the tiny atlas."""
    return packed(tiny_folder, tmp_path_factory.mktemp("pack") / "of")


@pytest.fixture(scope="module")
def hostile_pack(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The pack of an atlas whose every text is a hostile string."""
    folder = tmp_path_factory.mktemp("hostile")
    return packed(write_hostile(folder / "atlas"), folder / "of", view={"layers": "parks,paths,posts"})


@pytest.fixture
def client(tiny_folder: Path, tiny_site: Site, tmp_path: Path) -> TestClient:
    """A client on a known day of a server that keeps what it makes for this test alone."""
    maker = Maker(tiny_folder, tiny_site, kept_in=tmp_path / "made")
    return TestClient(Starlette(routes=pack_routes(maker, lambda: dt.date(2026, 11, 23))))


def lines(answer: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.splitlines()]


def test_a_pack_holds_papers_sources_and_all_that_there_are_makers_for(pack: ZipFile) -> None:
    names = pack.namelist()
    assert pack.testzip() is None
    assert names == sorted(set(names))
    assert PAPERS | SOURCES | DATA <= set(names) <= PAPERS | SOURCES | {part.name for part in PARTS}


def test_every_file_of_a_pack_is_told_of_in_its_readme(pack: ZipFile) -> None:
    told = re.findall(r"^(\S+)  ", text(pack, "README.txt"), re.MULTILINE)
    assert set(told) == set(pack.namelist()) - {"README.txt", "SHA256SUMS"}
    assert {part.name for part in PARTS} <= set(TELLS)


def test_the_checksums_are_those_of_the_files(pack: ZipFile) -> None:
    sums = dict(line.split("  ")[::-1] for line in text(pack, "SHA256SUMS").splitlines())
    assert sums == {
        name: hashlib.sha256(pack.read(name)).hexdigest() for name in pack.namelist() if name != "SHA256SUMS"
    }


def test_the_same_ask_gives_the_same_bytes(tiny_folder: Path, pack: ZipFile, tmp_path: Path) -> None:
    assert pack.filename
    packed(tiny_folder, tmp_path / "again")
    assert (tmp_path / "again" / "made").read_bytes() == Path(pack.filename).read_bytes()


def test_the_readme_says_what_is_shown_where_it_is_from_and_how_it_is_cited(pack: ZipFile, tiny_site: Site) -> None:
    said = text(pack, "README.txt")
    assert tiny_site.atlas
    for expected in (
        "Tiny atlas",
        "This pack shows: Title of north-park",
        f"Address: {BASE}?region=north-park&lang=en",
        "Packed on 23 November 2026",
        tiny_site.atlas.doubt["en"],
        f"{BASE}?lang=en&region=north-park (read 23 November 2026)",
        f"State of the data: sha256 {state_of_data(tiny_site)}",
    ):
        assert expected in said


def test_a_pack_without_an_address_or_a_day_names_none(tiny_folder: Path, tmp_path: Path) -> None:
    said = text(packed(tiny_folder, tmp_path / "of", base=None, day=None), "README.txt")
    assert "http" not in said
    assert "Packed on" not in said


def test_the_state_of_the_data_changes_with_the_data_alone(tiny_site: Site, guarded_site: Site) -> None:
    assert state_of_data(tiny_site) != state_of_data(guarded_site)


def test_a_reader_gets_the_papers_in_the_language_that_was_chosen(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "geodata"
    committed = site_of(folder)
    said = text(packed(folder, tmp_path / "of", language="ru", view={"region": "kedrovaya-pad"}), "README.txt")
    assert committed.atlas
    assert committed.atlas.policy
    assert "Заповедник «Кедровая падь»" in said
    assert committed.atlas.say(committed.atlas.policy.words, "ru") in said
    assert interface("ru").gettext("what may be done with each part") in said


def test_of_an_empty_sea_there_are_papers_and_no_data(tiny_folder: Path, tmp_path: Path) -> None:
    pack = packed(tiny_folder, tmp_path / "of", box=[-10, -10, -9, -9])
    assert not DATA & set(pack.namelist())
    assert set(pack.namelist()) >= PAPERS


def test_no_text_of_an_atlas_becomes_a_path(hostile_pack: ZipFile) -> None:
    names = hostile_pack.namelist()
    assert hostile_pack.testzip() is None
    assert set(names) <= PAPERS | SOURCES | {part.name for part in PARTS}
    assert len(set(names)) == len(names)
    assert [name for name in names if PurePosixPath(name).is_absolute() or ".." in name or not name.isascii()] == []
    assert [info for info in hostile_pack.infolist() if info.is_dir() or info.external_attr != 0o100644 << 16] == []


def test_hostile_texts_stay_in_their_lines_and_fields(hostile_pack: ZipFile) -> None:
    entries = read_bibtex(text(hostile_pack, "sources/sources.bib"))
    assert len(read_ris(text(hostile_pack, "sources/sources.ris"))) == len(entries)
    assert len(text(hostile_pack, "sources/sources.txt").split("\n")) == len(entries)  # not the atlas, but a last end
    assert set(yaml.safe_load(text(hostile_pack, "CITATION.cff"))) <= {
        *("cff-version", "message", "type", "title", "authors", "version", "date-released", "license", "url")
    }
    told = re.findall(r"^(\S+)  ", text(hostile_pack, "README.txt"), re.MULTILINE)
    assert set(hostile_pack.namelist()) - {"README.txt", "SHA256SUMS"} <= set(told)
    assert len(TEXTS) > 100


def test_a_text_of_two_lines_stays_in_one(tiny_site: Site) -> None:
    def break_up(catalogue: Json) -> None:
        catalogue["title"] = catalogue["layers"][0]["title"] = {"en": "Two\nlines\u2028orthree"}
        catalogue["layers"][0]["credit"] = "Two\r\nlines"

    broken = replace(tiny_site, atlas=tiny_atlas(break_up))
    view = from_query({}, tiny_site.vocabulary)
    texts = [pack_texts(site, view, ASK | {"view": {}}, ["facts.pdf"]) for site in (tiny_site, broken)]
    for name in texts[0]:
        assert len({len(made[name].splitlines()) for made in texts}) == 1, name


def test_the_making_is_told_line_by_line_and_ends_with_the_file(client: TestClient) -> None:
    answer = client.get("/pack?region=north-park&lang=en")
    *steps, last = lines(answer.text)
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [step["done"] for step in steps] == list(range(len(steps)))
    assert {step["of"] for step in steps} == {len(steps) - 1}
    assert set(last) == {"file"}
    found = client.get(f"/{last['file']}")
    assert found.headers["content-type"] == "application/zip"
    assert found.headers["content-disposition"] == 'attachment; filename="tiny-pack.zip"'
    assert lines(client.get("/pack?region=north-park&lang=en").text) == [last]  # it is kept


def test_asking_for_the_head_alone_makes_nothing(client: TestClient, tmp_path: Path) -> None:
    assert client.head("/pack").status_code == 200
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("digest", ["0" * 64, "x", "..%2f..%2fetc", "0" * 63 + "%00"])
def test_a_pack_that_was_not_made_is_not_there(client: TestClient, digest: str) -> None:
    assert client.get(f"/pack/{digest}.zip").status_code == 404


def test_a_reader_is_told_why_there_is_no_pack(tiny_folder: Path, tiny_site: Site, tmp_path: Path) -> None:
    maker = Maker(tiny_folder, tiny_site, kept_in=tmp_path / "made", command=FAILING)
    client = TestClient(Starlette(routes=pack_routes(maker)))
    assert lines(client.get("/pack").text) == [{"problem": FAILED}]


def test_a_pack_may_take_longer_than_one_file(
    tiny_folder: Path, tiny_site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    maker = Maker(tiny_folder, tiny_site, kept_in=tmp_path / "made", command=ENDLESS, limit=0.25)
    client = TestClient(Starlette(routes=pack_routes(maker)))
    assert lines(client.get("/pack").text) == [{"problem": SLOW}]
    assert "Making pack took more than 1 seconds" in caplog.text


@pytest.mark.parametrize("key", ["lang", "region", "topic", "layers", "year", "view", "bbox", "story", "basemap"])
def test_a_hostile_question_asks_for_the_usual_pack(tiny_folder: Path, tiny_site: Site, key: str) -> None:
    maker = Maker(tiny_folder, tiny_site)
    usual = [pack_ask(maker, {}, "en"), pack_ask(maker, {"layers": ""}, "en")]
    for one in STRINGS:
        assert pack_ask(maker, {key: one}, "en") in usual, quote(one[:100].encode("utf-8", "replace"))
