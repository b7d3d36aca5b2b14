"""Every door of the second landscape, and of an atlas that has hardly anything: an answer comes all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
from starlette.testclient import TestClient

from mapapp.web.keep import site_of
from mapapp.web.making import Maker
from mapapp.web.publish import publish
from mapapp.web.site import Site
from tests.atlases import collection, feature, layer, region, square, to_yaml
from tests.landscapes import SEAL
from tests.render.paper.conftest import words_of
from tests.web.conftest import client_of

BARE = {
    "format": 1,
    "id": "bare",
    "title": {"es": "Atlas desnudo"},
    "purpose": {"es": "Probar"},
    "doubt": {"es": "Todo es aproximado"},
    "languages": ["es"],
    "home": {"west": -71, "south": -46, "east": -69, "north": -44},
    "extent": {"west": -72, "south": -47, "east": -68, "north": -43},
    "layers": [layer("zonas") | {"title": {"es": "Zonas"}, "description": {"es": "Zonas"}}],
    "regions": [
        region("una", "zonas", sources=["s"])
        | {"title": {"es": "Una zona"}, "summary": {"es": "Aquí"}, "place": {"es": "Sur"}, "outline": {"es": "A ojo"}}
    ],
    "sources": [
        {"id": "s", "title": "S", "publisher": "P", "language": "es", "url": "https://example.org/s",
         "read": "2026-01-31", "trust": "low"},
    ],
}  # fmt: skip
DOORS = (
    "/", "/?embed=true", "/healthz", "/search?q=a", "/measure?points=1,1;2,2", "/data/", "/data/atlas.json",
    "/data/datapackage.json", "/data/measures.json", "/data/all.gpkg", "/data/all.geojson", "/data/visible.kml",
    "/picture.pdf", "/picture.svg", "/facts.pdf", "/offline.html", "/cite.bib", "/cite.txt",
)  # fmt: skip
FORMATS = ("geojson", "gpkg", "kml", "shp.zip", "csv")


@dataclass(frozen=True)
class Open:
    """An atlas whose doors are open: its site, a client, and a region that it draws."""

    folder: Path
    site: Site
    client: TestClient
    area: str
    title: str


def write_bare(folder: Path) -> Path:
    """The folder of the atlas that has hardly anything."""
    (folder / "layers").mkdir(parents=True)
    (folder / "atlas.yaml").write_text(to_yaml(BARE), encoding="utf-8")
    (folder / "layers" / "zonas.geojson").write_text(json.dumps(collection(feature("una", square(-71, -46, 1)))))
    return folder


@pytest.fixture(scope="module", params=[SEAL.id, "bare"])
def atlas(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Each atlas in turn, as files are made for it on demand; the leopards' own tests ask the same of theirs."""
    room = tmp_path_factory.mktemp("room")
    seal = request.param == SEAL.id
    folder = SEAL.path if seal else write_bare(room / "bare")
    area, title = (SEAL.area, SEAL.title) if seal else ("una", "Atlas desnudo")
    site = site_of(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPAPP_ATLAS", str(folder))
        yield Open(folder, site, client_of(site, Maker(folder, site, kept_in=room / "made")), area, title)


def test_it_is_sound(atlas: Open) -> None:
    assert atlas.site.problems == ()


@pytest.mark.parametrize("door", DOORS)
def test_every_door_answers(atlas: Open, door: str) -> None:
    answer = atlas.client.get(door)
    assert (answer.status_code, len(answer.content) > 0) == (200, True)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_region_can_be_taken_away_in_every_format(atlas: Open, ending: str) -> None:
    assert atlas.client.get(f"/data/regions/{atlas.area}.{ending}").status_code == 200


def test_a_picture_and_a_sheet_of_facts_name_it(atlas: Open) -> None:
    assert atlas.title in words_of(atlas.client.get("/picture.pdf?lang=en").content)
    assert atlas.title in words_of(atlas.client.get(f"/facts.pdf?lang=en&region={atlas.area}").content)


def test_the_middle_of_an_area_lies_inside_it(atlas: Open) -> None:
    regions = atlas.client.get("/data/atlas.json").json()["regions"]
    name = next(one["title"] for one in regions if one["id"] == atlas.area)
    (found, *_) = atlas.client.get(f"/search?q={next(iter(name.values()))}").json()["results"]
    assert found["id"] == atlas.area
    told = atlas.client.get("/here?at={},{}".format(*found["place"])).json()
    assert atlas.area in [one["id"] for group in told["groups"] for one in group["regions"]]
    assert atlas.client.get("/here?at=0,0").json()["groups"] == []


def test_it_can_be_published(atlas: Open, tmp_path: Path) -> None:
    publish(atlas.site, tmp_path / "public", products=())
    assert atlas.site.atlas is not None
    for language in atlas.site.atlas.languages:
        assert (tmp_path / "public" / language / atlas.area / "index.html").is_file()


def test_nothing_is_said_of_land_or_protection_that_is_not_known(tmp_path: Path) -> None:
    site = site_of(write_bare(tmp_path / "bare"))
    card = site.assets[f"{site.panels_by_language['es']}cards/una.html"].body.decode()
    assert "It covers" in card
    assert [words for words in ("Land lies", "in the sea", "Inside parks") if words in card] == []


def test_an_animals_way_leaves_the_program_on_the_grid_of_the_policy_alone(tmp_path: Path) -> None:
    folder = tmp_path / "seal"
    copytree(SEAL.path, folder)
    path = folder / "layers" / "spread.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace("28.9,61.7", "28.91234,61.71234"), encoding="utf-8")
    site = site_of(folder)
    (feature,) = json.loads(site.assets["/data/layers/spread.geojson"].body)["features"]
    assert feature["geometry"]["coordinates"][0] == [28.9, 61.7]
    assert [name for name, asset in site.assets.items() if b"1234,61" in asset.body] == []
