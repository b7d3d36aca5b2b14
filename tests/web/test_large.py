import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from mapapp.web.build import build_site
from mapapp.web.data import everything_ask, layer_ask, visible_ask
from mapapp.web.large import tile_files
from mapapp.web.products import data
from mapapp.web.publish import publish
from mapapp.web.routes import make_routes
from mapapp.web.site import Site
from mapapp.web.still import Still, bundles
from mapapp.web.still_pages import offline_page
from tests.atlases import write_atlas
from tests.large import HOSTILE, add_large, points


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: bytes) -> Site:
    folder = write_atlas(tmp_path_factory.mktemp("large") / "atlas")
    add_large(folder, prepared)
    return build_site(folder)


@pytest.fixture(scope="module")
def client(site: Site) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=make_routes(site, ""))) as client:
        yield client


def palette(image: bytes) -> bytes:
    """The first colour of a PNG's palette, after its checksum has been proved."""
    at = image.index(b"PLTE")
    long = int.from_bytes(image[at - 4 : at], "big")
    assert zlib.crc32(image[at : at + 4 + long]) == int.from_bytes(image[at + 4 + long : at + 8 + long], "big")
    return image[at + 4 : at + 7]


def ask(client: TestClient, **changes: str) -> dict[str, Any]:
    place = points().geometry[7]
    query = {"at": f"{place.y:.6f},{place.x:.6f}", "zoom": "12", "layers": "trees", "lang": "en", **changes}
    answer: dict[str, Any] = client.get("/identify", params=query).json()
    return answer


def test_the_page_is_told_where_tiles_are_and_in_which_colours(client: TestClient, site: Site) -> None:
    about = client.get("/data/large/trees.json").json()
    assert (about["features"], about["kind"], about["zooms"]) == (60, "points", [5, 13])
    assert '"light": "7a2020"' in site.assets[site.map_script].body.decode()
    for colour in ("7a2020", "ff9c8f"):
        address = next(name for name, _ in tile_files(site) if f"/{colour}/" in name)
        answer = client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert "immutable" in answer.headers["cache-control"]
        assert palette(answer.content) == bytes.fromhex(colour)


def test_what_the_page_is_told_to_ask_for_is_what_there_is(site: Site) -> None:
    import base64

    about = json.loads(site.assets["/data/large/trees.json"].body)
    told = set()
    for zoom, (left, top, columns, rows, bits) in about["blocks"].items():
        packed = base64.b64decode(bits)
        for place in range(columns * rows):
            if packed[place // 8] >> place % 8 & 1:
                told.add(f"{about['tiles']}7a2020/{zoom}/{left + place % columns}/{top + place // columns}.png")
    assert told == {name for name, _ in tile_files(site) if "/7a2020/" in name}


@pytest.mark.parametrize(
    "tail", ["123456/9/291/232.png", "7a2020/9/0/0.png", "7a2020/99/0/0.png", "7a2020/9/1", "7a2020/9/../../x.png", ""]
)
def test_no_other_tile_is_there(client: TestClient, site: Site, tail: str) -> None:
    assert client.get(f"/tiles/trees/{site.prepared[0].state}/{tail}").status_code == 404


def test_a_click_answers_with_the_fields_of_what_is_there(client: TestClient) -> None:
    (found,) = ask(client)["layers"]
    first = found["features"][0]
    assert first["fields"] == [["name", "tree 7"], ["height", "1.75"], ["seen", "2020-01-08"], ["alive", "no"]]


def test_a_click_beside_everything_or_on_another_layer_finds_nothing(client: TestClient) -> None:
    assert ask(client, at="19,21") == {"layers": []}
    assert ask(client, layers="parks,nothing") == {"layers": []}


def test_more_than_five_at_a_place_are_counted(client: TestClient) -> None:
    (found,) = ask(client, at="15,25", zoom="5")["layers"]
    assert len(found["features"]) == 5
    assert found["more"] > 5


def test_a_hostile_text_is_a_text(client: TestClient) -> None:
    place = points().geometry[0]
    (found,) = ask(client, at=f"{place.y:.6f},{place.x:.6f}")["layers"]
    assert HOSTILE in [value for one in found["features"] for _, value in one["fields"]]


@pytest.mark.parametrize("wrong", [{"at": "x"}, {"zoom": "nan"}, {"zoom": "-1"}, {"zoom": "99"}, {"at": "91,0"}])
def test_a_question_that_cannot_be_read_gets_a_sentence(client: TestClient, wrong: dict[str, str]) -> None:
    query = {"at": "15,25", "zoom": "9", "layers": "trees", **wrong}
    answer = client.get("/identify", params=query)
    assert answer.status_code == 400
    assert answer.json()["problem"].startswith("Ask")


def test_a_file_that_goes_away_is_a_sentence_and_the_rest_stands(tmp_path: Path, prepared: bytes) -> None:
    folder = write_atlas(tmp_path / "atlas")
    add_large(folder, prepared)
    site = build_site(folder)
    address = next(name for name, _ in tile_files(site))
    (folder / "layers/trees.mbtiles").unlink()
    with TestClient(Starlette(routes=make_routes(site, ""))) as client:
        for answer in (client.get(address), client.get("/identify?at=15,25&zoom=9&layers=trees")):
            assert answer.status_code == 503
            assert "there is no such file" in answer.text
            assert answer.headers["cache-control"] == "no-store"
        assert client.get("/data/layers/parks.geojson").status_code == 200


def test_a_large_layer_stands_in_list_legend_and_address(site: Site) -> None:
    panel = site.assets[f"{site.panels}index.html"].body.decode()
    assert 'data-large="trees"' in panel
    for words in ("Great trees", "60 points", "CC0-1.0, Tree counters", "May 2024", "north"):
        assert words in panel
    assert "trees" in site.vocabulary.layers
    assert "trees" in site.vocabulary.shown
    assert ".layer-trees{" in site.assets[f"{site.panels}layers.css"].body.decode()


def test_a_published_folder_holds_every_tile_in_both_colours(site: Site, tmp_path: Path) -> None:
    publish(site, tmp_path / "out", products=())
    written = {f"/{path.relative_to(tmp_path / 'out').as_posix()}" for path in (tmp_path / "out").rglob("*.png")}
    wanted = {name for name, _ in tile_files(site)}
    assert len(wanted) > 100
    assert written >= wanted


def test_the_offline_page_says_that_it_does_without(site: Site) -> None:
    assert site.atlas is not None
    still = Still(site, site.atlas)
    assert "too large for one file" in bundles(still)[1]
    assert "/7a2020/9/" not in offline_page(still)


def test_what_is_published_to_take_away_is_of_the_other_layers(site: Site, tmp_path: Path) -> None:
    publish(site, tmp_path / "out", products=(data,))
    made = {path.name for path in (tmp_path / "out/data/layers").iterdir()}
    assert {name.partition(".")[0] for name in made} == {"parks", "paths", "posts"}
    assert {"parks.gpkg", "posts.csv"} <= made


def test_a_large_layer_is_not_among_what_is_made_on_demand(site: Site) -> None:
    assert layer_ask(site, "parks")
    assert layer_ask(site, "trees") is None
    assert "trees" not in everything_ask(site)["layers"]
    assert visible_ask(site, frozenset({"trees", "parks"}), None, None)["layers"] == ["parks"]
