from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from mapapp.web.build import build_site
from mapapp.web.checksums import NAME as CHECKSUMS
from mapapp.web.citing import MEDIA_TYPES as CITATIONS
from mapapp.web.products import citations, packs
from mapapp.web.publish import PublishError, publish
from mapapp.web.site import Site
from mapapp.web.still import Still
from tests.atlases import write_guarded
from tests.web.documents import Document

ADDRESS = "https://example.org/maps/amur/"


def files_of(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(guarded_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guarded atlas, published without an address."""
    made = tmp_path_factory.mktemp("room") / "deep" / "published"
    publish(guarded_site, made, products=())
    return made


@pytest.fixture(scope="module")
def addressed(guarded_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guarded atlas, published with an address."""
    made = tmp_path_factory.mktemp("room") / "published"
    publish(guarded_site, made, ADDRESS.removesuffix("/"), products=())
    return made


def test_every_language_and_entry_has_a_page(guarded_site: Site, folder: Path) -> None:
    atlas = guarded_site.atlas
    assert atlas is not None
    wanted = {
        "index.html",
        "offline.html",
        "404.html",
        "robots.txt",
        "disk/first.js",
        "disk/rest.js",
        "data/atlas.json",
    }
    for language in atlas.languages:
        wanted |= {f"{language}/index.html", *(f"{language}/{entry.id}/index.html" for entry in atlas.entries)}
    wanted |= {f"data/layers/{layer.id}.geojson" for layer in atlas.layers}
    assert wanted <= set(files_of(folder))
    assert "sitemap.xml" not in files_of(folder)


def test_every_address_in_a_page_is_relative_and_leads_to_a_file(folder: Path) -> None:
    pages = [name for name in files_of(folder) if name.endswith("index.html") and not name.startswith("panels/")]
    assert len(pages) > 5
    for name in pages:
        text = (folder / name).read_text(encoding="utf-8")
        start = json.loads(Document(text).meta("atlas-start"))
        links = re.findall(r'<(?:link|a|script)[^>]* (?:href|src)="([^"#?:]*)"', text)
        for address in {*links, *start["modules"], *start["preload"], *start["files"]} - {""}:
            assert not address.startswith("/"), (name, address)
            found = urlsplit(urljoin(f"file:///{name}", address)).path
            assert (folder / found[1:]).is_file(), (name, address)
        for said in start["speaks"].values():
            assert (folder / said["search"][1:]).is_file()
            assert (folder / said["panels"][1:] / "names.json").is_file()


def test_pages_say_what_they_are_to_people_and_programs(guarded_site: Site, addressed: Path) -> None:
    atlas = guarded_site.atlas
    assert atlas is not None
    first = atlas.languages[0]
    entry = atlas.regions[0]
    page = Document((addressed / first / entry.id / "index.html").read_text(encoding="utf-8"))
    assert page.title == f"{atlas.say(entry.title, first)} · {atlas.say(atlas.title, first)}"
    assert page.meta("description") == atlas.say(entry.summary, first)
    assert page.meta("og:title") == atlas.say(entry.title, first)
    assert page.meta("og:url") == f"{ADDRESS}{first}/{entry.id}/"
    assert page.links("canonical") == [f"{ADDRESS}{first}/{entry.id}/"]
    others = [f"{ADDRESS}{code}/{entry.id}/" for code in atlas.languages]
    assert page.links("alternate") == [*others, f"{ADDRESS}{first}/{entry.id}/"]
    assert atlas.say(entry.summary, first) in page.text


def test_the_sitemap_names_every_page_once(guarded_site: Site, addressed: Path) -> None:
    atlas = guarded_site.atlas
    assert atlas is not None
    found = ET.parse(addressed / "sitemap.xml")  # noqa: S314  # our own
    names = [str(place.text) for place in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = {name.removesuffix("index.html") for name in files_of(addressed) if name.endswith("index.html")}
    pages = {f"{ADDRESS}{name}" for name in pages if not name.startswith("panels/")}
    assert sorted(names) == sorted(pages)
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (addressed / "robots.txt").read_text()


def test_a_page_may_ask_for_nothing_but_its_own_files(folder: Path) -> None:
    for name, scripts in (("index.html", "'self' blob:"), ("offline.html", "blob:")):
        page = Document((folder / name).read_text(encoding="utf-8"))
        policy = dict(part.split(" ", 1) for part in page.meta("Content-Security-Policy").split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == " ".join([scripts, *(f"'sha256-{inline_digest(one)}'" for one in page.inline)])
        assert policy.get("connect-src", "'none'") == ("'self'" if name == "index.html" else "'none'")
        assert not re.search(r"unsafe|https?:|\*", page.meta("Content-Security-Policy"))


def inline_digest(script: str) -> str:
    return b64encode(hashlib.sha256(script.encode()).digest()).decode()


def test_the_same_atlas_gives_the_same_bytes_and_may_be_published_again(guarded_site: Site, tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(guarded_site, target, ADDRESS, products=())
    before = files_of(target)
    written = publish(guarded_site, target, ADDRESS, products=())
    assert files_of(target) == before
    assert written.files == len(before)
    assert written.size == sum(map(len, before.values()))
    lines = (target / CHECKSUMS).read_text().splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    assert listed == {name: hashlib.sha256(body).hexdigest() for name, body in before.items() if name != CHECKSUMS}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("damage", ["stranger", "changed", "file"])
def test_what_was_not_published_is_left_alone(guarded_site: Site, tmp_path: Path, damage: str) -> None:
    target = tmp_path / "site"
    if damage == "file":
        target.write_text("mine")
    else:
        publish(guarded_site, target, products=())
        (target / ("notes.txt" if damage == "stranger" else "en/index.html")).write_text("mine")
    before = files_of(tmp_path)
    with pytest.raises(PublishError, match=r"name a folder that is empty or not there yet"):
        publish(guarded_site, target, products=())
    assert files_of(tmp_path) == before


def test_what_cannot_be_finished_leaves_what_was_there(guarded_site: Site, tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(guarded_site, target, products=())
    before = files_of(tmp_path)

    def fails(_: object) -> object:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        publish(guarded_site, target, products=(fails,))  # type: ignore[arg-type]  # it never gives a product
    assert files_of(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    "address",
    [
        "example.org",
        "ftp://example.org/",
        "https://",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://a@example.org/",
        'https://example.org/"><script>',
        "https://example.org/ a",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_is_none_is_refused(guarded_site: Site, tmp_path: Path, address: str) -> None:
    with pytest.raises(PublishError, match="is not where a map can be found"):
        publish(guarded_site, tmp_path / "site", address)
    assert list(tmp_path.iterdir()) == []


def test_an_atlas_that_cannot_be_served_cannot_be_published(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="problems that stop the map"):
        publish(build_site(tmp_path / "nowhere"), tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_what_a_server_makes_on_demand_is_there_as_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPAPP_ATLAS", str(write_guarded(tmp_path / "atlas")))
    site = build_site(tmp_path / "atlas")
    assert site.atlas is not None
    heard: list[str] = []
    publish(site, tmp_path / "site", ADDRESS, tell=heard.append)
    made = files_of(tmp_path / "site")
    assert set(heard) <= set(made)
    region = site.atlas.regions[0].id
    for ending in ("geojson", "gpkg", "kml", "shp.zip", "csv"):
        assert {f"data/regions/{region}.{ending}", f"data/layers/parks.{ending}", f"data/all.{ending}"} <= set(made)
    assert made["data/layers/parks.geojson"] == site.assets["/data/layers/parks.geojson"].body
    assert {"en/picture.png", "en/picture.pdf", "en/picture.svg", "en/facts.pdf"} <= set(made)
    pages = [name for name in made if name.endswith("index.html") and not name.startswith("panels/")]
    for name in pages:
        picture = Document(made[name].decode()).meta("og:image").removeprefix(ADDRESS)
        assert made[picture].startswith(b"\x89PNG"), name
        assert made[picture][16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")


def test_citations_are_made_for_the_atlas_and_each_entry(guarded_site: Site, tmp_path: Path) -> None:
    target = tmp_path / "published"
    publish(guarded_site, target, ADDRESS, products=(citations,))
    assert guarded_site.atlas is not None
    for language in guarded_site.atlas.languages:
        for folder in ("", *(f"{entry.id}/" for entry in guarded_site.atlas.entries)):
            texts = {ending: (target / language / f"{folder}cite.{ending}").read_text() for ending in CITATIONS}
            assert ADDRESS in texts["txt"]
            assert f"lang={language}" in texts["ris"]


def test_a_pack_lies_in_each_language(guarded_site: Site) -> None:
    assert guarded_site.atlas is not None
    still = Still(guarded_site, guarded_site.atlas, "", False)
    assert [name for name, _ in packs(still)] == [f"{language}/pack.zip" for language in guarded_site.atlas.languages]
