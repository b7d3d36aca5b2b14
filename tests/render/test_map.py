from __future__ import annotations

import json
import re

import pytest

from mapapp.core.atlas import Atlas
from mapapp.render.map import LayerKinds, build_map, to_module
from mapapp.render.tiles import ONLINE, tile_hosts
from tests.atlases import Json, layer, tiny_atlas

HOSTILE = ("{{ 7*7 }}", "{% raw %}", "<script>x</script>", "</script>", "${x}", "`", '"', "\\")


def module(atlas: Atlas) -> str:
    addresses = {layer.id: f"/data/layers/{layer.id}.geojson" for layer in atlas.layers}
    habitat = build_map(atlas, addresses, "/assets/x/basemap/", ["land.geojson"], LayerKinds(points={"posts"}))
    return to_module(habitat, atlas, [("north-park", (16.5, 24.5))])


def test_the_module_is_the_same_each_time() -> None:
    assert module(tiny_atlas()) == module(tiny_atlas())


def test_the_module_changes_with_the_catalogue() -> None:
    assert module(tiny_atlas()) != module(tiny_atlas(lambda catalogue: catalogue["home"].update(west=22)))


def test_the_module_draws_every_layer_from_its_address() -> None:
    script = module(tiny_atlas())
    for name in ("parks", "paths", "posts"):
        assert f'"{name}": atlas_layer_{name}' in script
        assert f"/data/layers/{name}.geojson" in script


def test_the_module_offers_the_embedded_and_the_online_base_maps() -> None:
    (bases,) = re.findall(r"bases: \{(.*?)\}", module(tiny_atlas()))
    assert re.findall(r'"([a-z-]+)":', bases) == ["embedded", *ONLINE]


def test_no_layer_with_a_hyphen_breaks_the_script() -> None:
    def rename(catalogue: Json) -> None:
        catalogue["layers"][2]["id"] = "guard-posts-2"
        catalogue["regions"][3]["layer"] = "guard-posts-2"

    script = module(tiny_atlas(rename))
    assert '"guard-posts-2": atlas_layer_guard_posts_2' in script
    assert "var atlas_layer_guard_posts_2 = front.layer(" in script


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_of_the_atlas_reach_the_module(words: str) -> None:
    def say(catalogue: Json) -> None:
        for entry in (catalogue, *catalogue["layers"], *catalogue["regions"]):
            for key in ("title", "summary", "purpose", "description", "doubt", "place", "outline"):
                if key in entry:
                    entry[key] = {"en": f"needle {words}"}
        for item in catalogue["layers"]:
            item["credit"] = item["licence"] = f"needle {words}"

    assert module(tiny_atlas(say)) == module(tiny_atlas())


def test_the_module_fits_the_map_to_the_home_of_the_atlas() -> None:
    assert "export const home = [[11.0, 21.0], [19.0, 29.0]];" in module(tiny_atlas())


def test_the_module_says_where_names_go() -> None:
    (widest,) = re.findall(r"export const widest = (.*);", module(tiny_atlas()))
    assert json.loads(widest) == [["north-park", [16.5, 24.5]]]


def test_the_module_fetches_from_no_other_host_than_the_tile_servers() -> None:
    script = module(tiny_atlas())
    hosts = {f"https://{host}" for host in re.findall(r'"https://([^/"]+)/[^"]*\{z\}', script)}
    assert {host.replace("{s}", "a") for host in hosts} <= set(tile_hosts())
    assert re.findall(r"(?:src|import|fetch)\W{1,3}https?:", script) == []


def test_every_tile_server_is_asked_over_https_and_by_a_plain_name() -> None:
    assert tile_hosts()
    assert all(re.fullmatch(r"https://[a-z0-9.-]+", host) for host in tile_hosts())


@pytest.mark.parametrize("name", sorted(ONLINE))
def test_every_online_base_map_gives_credit(name: str) -> None:
    assert ONLINE[name]["attribution"]


def test_each_layer_hands_over_its_pattern_and_symbol() -> None:
    style = {"light": "#000000", "dark": "#ffffff", "pattern": "cross", "symbol": "triangle"}
    script = module(tiny_atlas(lambda catalogue: catalogue["layers"][0].update(style=style)))
    (spec,) = re.findall(r"atlas_layer_parks = front\.layer\((\{.*?\})\)", script)
    assert json.loads(spec) == {
        "id": "parks",
        "url": "/data/layers/parks.geojson",
        "pattern": "cross",
        "symbol": "triangle",
        "points": False,
        "former": False,
        "bands": False,
    }


def test_a_layer_of_bands_says_so() -> None:
    script = module(tiny_atlas(lambda catalogue: catalogue["layers"].append(layer("doubt", holds="bands"))))
    specs = re.findall(r"atlas_layer_(\w+) = front\.layer\((\{.*?\})\)", script)
    assert [name for name, spec in specs if json.loads(spec)["bands"]] == ["doubt"]
