"""Adding a region, a layer or a whole landscape is a change of data alone."""

from __future__ import annotations

import json
from pathlib import Path

from mapapp.web.build import build_site
from mapapp.web.site import Site
from tests.atlases import Json, collection, edit, feature, layer, region, square
from tests.render.html_reader import Page


def grown(folder: Path) -> Site:
    """The tiny atlas with one more layer that holds one more region."""

    def grow(catalogue: Json) -> None:
        catalogue["layers"].append(layer("snow-fields"))
        catalogue["regions"].append(region("white-hill", "snow-fields"))

    edit(folder, grow)
    (folder / "layers/snow-fields.geojson").write_text(json.dumps(collection(feature("white-hill", square(27, 17)))))
    return build_site(folder)


def test_a_new_layer_and_region_bring_no_problem(folder: Path) -> None:
    assert grown(folder).problems == ()


def test_a_new_layer_is_served(folder: Path) -> None:
    body = grown(folder).assets["/data/layers/snow-fields.geojson"].body
    assert [drawn["id"] for drawn in json.loads(body)["features"]] == ["white-hill"]


def test_a_new_layer_is_on_the_map(folder: Path) -> None:
    site = grown(folder)
    script = site.assets[site.map_script].body.decode()
    assert '"snow-fields": atlas_layer_snow_fields' in script
    assert "/data/layers/snow-fields.geojson" in script


def test_a_new_region_is_in_the_list_and_has_a_card(folder: Path) -> None:
    site = grown(folder)
    rows = Page(site.assets[f"{site.panels}index.html"].body.decode()).named("button")
    assert "white-hill" in [row.get("data-region-link") for row in rows]
    assert "Title of white-hill" in site.assets[f"{site.panels}cards/white-hill.html"].body.decode()


def test_a_new_layer_has_its_style_and_name(folder: Path) -> None:
    site = grown(folder)
    assert ".layer-snow-fields{" in site.assets[f"{site.panels}layers.css"].body.decode()
    assert json.loads(site.assets[f"{site.panels}names.json"].body)["layers"]["snow-fields"] == "Layer snow-fields"


def test_a_new_region_and_layer_can_stand_in_the_address(folder: Path) -> None:
    words = grown(folder).vocabulary
    assert "white-hill" in words.regions
    assert words.layers == ("parks", "paths", "posts", "snow-fields")
