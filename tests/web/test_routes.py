from __future__ import annotations

import gzip
import io
from pathlib import Path

import geopandas
import pytest
from starlette.testclient import TestClient

from mapapp.web.build import build_site
from mapapp.web.site import Site
from tests.atlases import edit
from tests.render.html_reader import Page
from tests.web.conftest import client_of

LAYER = "/data/layers/parks.geojson"
HIDDEN = (
    "/data/../atlas.yaml",
    "/data/atlas.yaml",
    "/data/layers/../../atlas.yaml",
    "/data/layers/%2e%2e/%2e%2e/atlas.yaml",
    "/data/layers/..%2f..%2fatlas.yaml",
    "/data/layers/..%5c..%5catlas.yaml",
    "/data/layers//etc/passwd",
    "/data/%00",
    "/assets/%2e%2e/%2e%2e/pyproject.toml",
    "/assets/..%2f..%2f__main__.py",
    "/panels/%2e%2e%2f%2e%2e%2fetc/passwd",
    "/map/..%2f..%2fapp.py",
    "/map/",
    "/assets/",
)


def test_health_is_ok_once_the_atlas_is_loaded(client: TestClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "layers": 3, "problems": []})


def test_health_tells_what_is_left_out(folder: Path) -> None:
    (folder / "layers/posts.geojson").unlink()
    answer = client_of(build_site(folder)).get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["problems"] == ["layers/posts.geojson: there is no such file"]


def test_health_is_503_when_nothing_can_be_served(broken: TestClient) -> None:
    answer = broken.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["layers"] == 0
    assert "no such folder" in answer.json()["problems"][0]


def test_a_broken_atlas_still_has_a_front_page(broken: TestClient) -> None:
    answer = broken.get("/")
    assert answer.status_code == 200
    assert "The map cannot be shown" in answer.text


def test_a_layer_is_geojson(client: TestClient) -> None:
    answer = client.get(LAYER)
    assert answer.headers["content-type"] == "application/geo+json"
    assert [feature["id"] for feature in answer.json()["features"]] == ["north-park", "south-park"]
    assert answer.json()["licence"] == "CC-BY-4.0"


def test_a_layer_opens_in_geopandas(client: TestClient) -> None:
    frame = geopandas.read_file(io.BytesIO(client.get(LAYER).content))
    assert frame.crs == "EPSG:4326"
    assert list(frame["region"]) == ["north-park", "south-park"]


def test_a_layer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    tag = client.get(LAYER).headers["etag"]
    again = client.get(LAYER, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_a_layer_of_another_tag_is_sent(client: TestClient) -> None:
    assert client.get(LAYER, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_changed_layer_has_another_tag(client: TestClient, folder: Path) -> None:
    edit(folder, lambda catalogue: catalogue["layers"][0].update(credit="Somebody else"))
    assert client_of(build_site(folder)).get(LAYER).headers["etag"] != client.get(LAYER).headers["etag"]


def test_a_layer_is_packed_for_those_who_take_it(client: TestClient) -> None:
    packed = client.get(LAYER, headers={"Accept-Encoding": "gzip"})
    plain = client.get(LAYER, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) == len(gzip.compress(plain.content, 9, mtime=0))
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


def test_a_client_that_refuses_gzip_gets_none(client: TestClient) -> None:
    assert "content-encoding" not in client.get(LAYER, headers={"Accept-Encoding": "gzip;q=0"}).headers


@pytest.mark.parametrize("path", [LAYER, "/data/atlas.json"])
def test_data_is_open_to_other_sites_and_asked_for_anew(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "no-cache" in answer.headers["cache-control"]
    assert "immutable" not in answer.headers["cache-control"]


def test_nothing_but_data_is_open_to_other_sites(client: TestClient, tiny_site: Site) -> None:
    others = [path for path in tiny_site.assets if not path.startswith("/data/")]
    answers = [client.get(path) for path in (*others, "/", "/healthz", "/nowhere", "/database")]
    assert len(others) > 10
    assert [answer.url for answer in answers if "access-control-allow-origin" in answer.headers] == []


def test_the_catalogue_is_the_atlas(client: TestClient) -> None:
    catalogue = client.get("/data/atlas.json").json()
    assert [region["id"] for region in catalogue["regions"]] == ["north-park", "south-park", "old-path", "gate"]
    assert catalogue["sources"][0]["read"] == "2026-11-01"


def test_what_is_addressed_by_content_is_kept_for_good(client: TestClient, tiny_site: Site) -> None:
    for path in tiny_site.assets:
        if path.startswith(("/assets/", "/map/", "/panels/")):
            assert "immutable" in client.get(path).headers["cache-control"], path


@pytest.mark.parametrize("root", ["/assets/", "/map/", "/panels/", "/data/"])
def test_every_root_serves_something(tiny_site: Site, root: str) -> None:
    assert any(path.startswith(root) for path in tiny_site.assets)


def test_a_change_of_words_moves_the_panels_and_leaves_the_map(tiny_site: Site, folder: Path) -> None:
    edit(folder, lambda catalogue: catalogue["regions"][0].update(summary={"en": "New words"}))
    changed = build_site(folder)
    assert changed.panels != tiny_site.panels
    assert changed.map_script == tiny_site.map_script
    assert changed.front == tiny_site.front


def test_the_same_atlas_gives_the_same_addresses(tiny_site: Site, folder: Path) -> None:
    assert set(build_site(folder).assets) == set(tiny_site.assets)


@pytest.mark.parametrize(
    ("ending", "kind"),
    [(".js", "text/javascript"), (".css", "text/css"), (".html", "text/html"), (".json", "application/json")],
)
def test_files_have_their_type(client: TestClient, tiny_site: Site, ending: str, kind: str) -> None:
    kinds = {
        client.get(path).headers["content-type"].split(";")[0] for path in tiny_site.assets if path.endswith(ending)
    }
    assert kinds == {kind}


@pytest.mark.parametrize("path", ["/data/layers/moon.geojson", "/map/0000.js", "/panels/x/gate.html", "/assets/x.js"])
def test_an_unknown_address_is_a_plain_404(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert "nothing at this address" in answer.text


@pytest.mark.parametrize("path", HIDDEN)
def test_no_address_leads_to_other_files(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", [LAYER, "/here", "/measure"])
def test_data_is_for_reading(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 405


def test_everything_that_the_front_page_asks_for_early_exists(client: TestClient) -> None:
    page = Page(client.get("/").text)
    ours = ("./assets/", "./map/", "./panels/", "./data/")
    named = [link.get("href") for link in page.named("link")] + [script.get("src") for script in page.named("script")]
    asked = [address for address in map(str, named) if address.startswith(ours)]
    assert len(asked) == 10
    assert [href for href in asked if client.get(href.removeprefix(".")).status_code != 200] == []


def test_the_front_page_is_streamlits_with_our_title_and_icon(client: TestClient) -> None:
    page = client.get("/").text
    assert "<title>Tiny atlas</title>" in page
    assert '<meta name="description" content="To be tested">' in page
    assert "favicon.png" not in page
    assert '<div id="root">' in page


@pytest.mark.parametrize("words", ["<script>x</script>", "</head>", '" onload="x', "</title>"])
def test_hostile_words_stay_text_on_the_front_page(folder: Path, client: TestClient, words: str) -> None:
    edit(folder, lambda catalogue: catalogue.update(title={"en": words}, purpose={"en": words}))
    page = Page(client_of(build_site(folder)).get("/").text)
    (description,) = [meta for meta in page.named("meta") if meta.get("name") == "description"]
    assert description["content"] == words
    assert words in page.text
    assert len(page.named("script")) == len(Page(client.get("/").text).named("script"))
