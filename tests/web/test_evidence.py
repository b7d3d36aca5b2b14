"""What was measured is open data, and the cards say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from mapapp.core.survey import METHODS
from mapapp.core.words import measured, share
from mapapp.web.build import build_site
from mapapp.web.site import Site
from tests.atlases import Json, edit
from tests.render.html_reader import Page
from tests.web.conftest import client_of

MEASURES, PROFILE = "/data/measures.json", "/data/profiles/passage.json"
# How each measure of a region was made.
MADE_BY = {
    "area_km2": "area",
    "length_km": "perimeter",
    "shared": "shared-border",
    "overlaps": "overlap",
    "protected": "protected",
    "nearest_area": "nearest",
    "nearest_place": "nearest",
}
PLAIN = {"kind", "edges", "within", "licence", "credit"}  # what is said, not measured


@pytest.fixture(scope="module")
def guard(guarded_site: Site) -> TestClient:
    """A client of the guarded atlas."""
    return client_of(guarded_site)


def regions(client: TestClient) -> dict[str, Json]:
    found: dict[str, Json] = client.get(MEASURES).json()["regions"]
    return found


def text_of(site: Site, region: str) -> str:
    body = next(asset.body for path, asset in site.assets.items() if path.endswith(f"/cards/{region}.html"))
    return Page(body.decode()).text


@pytest.mark.parametrize("path", [MEASURES, PROFILE])
def test_measures_and_profiles_are_open_data_like_all_other(guard: TestClient, path: str) -> None:
    answer, layer = guard.get(path), guard.get("/data/layers/parks.geojson")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["etag"]
    for header in ("access-control-allow-origin", "cache-control", "vary", "x-content-type-options"):
        assert answer.headers[header] == layer.headers[header]


@pytest.mark.parametrize("path", [MEASURES, PROFILE])
def test_what_is_known_is_not_sent_again(guard: TestClient, path: str) -> None:
    assert guard.get(path, headers={"If-None-Match": guard.get(path).headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/data/profiles/north-park.json", "/data/profiles/moon.json", "/data/profiles/"])
def test_a_region_without_a_profile_has_no_file(guard: TestClient, path: str) -> None:
    assert guard.get(path).status_code == 404


def test_every_drawn_region_is_measured(guard: TestClient) -> None:
    assert list(regions(guard)) == ["north-park", "south-park", "east-park", "old-path", "passage", "gate", "bridge"]


def test_every_measure_has_a_method(guard: TestClient) -> None:
    methods = guard.get(MEASURES).json()["methods"]
    assert methods == METHODS
    for found in regions(guard).values():
        assert set(found) - PLAIN == set(MADE_BY)
    assert set(MADE_BY.values()) | {"length"} == set(methods)
    assert all(len(words) > 30 for words in methods.values())


def test_the_card_says_what_the_file_says(guard: TestClient, guarded_site: Site) -> None:
    north, text = regions(guard)["north-park"], text_of(guarded_site, "north-park")
    area, border, park = north["area_km2"], north["shared"][0]["length_km"], north["nearest_area"]["distance_km"]
    assert measured(area["value"], "km2", "en") in text
    assert measured(area["least"], "km2", "en", area["most"]) in text
    assert f"as drawn here: {measured(border, 'km', 'en')}" in text
    assert measured(park["value"], "km", "en") in text
    assert measured(park["least"], "km", "en", park["most"]) in text
    assert share(regions(guard)["passage"]["protected"], "en") in text_of(guarded_site, "passage")


def test_a_profile_tells_its_stations_crossings_and_means(guard: TestClient) -> None:
    profile = guard.get(PROFILE).json()
    assert len(profile["stations"]) == round(profile["length_km"] / 2)
    assert [crossing["id"] for crossing in profile["crossings"]] == ["bridge"]
    first = profile["stations"][0]
    assert (first["left_country"], first["right_country"], first["longitude"]) == ("RU", "CN", 25.0)


def test_the_panel_has_a_place_for_each_station_of_the_profile(guard: TestClient, guarded_site: Site) -> None:
    stations = guard.get(f"{guarded_site.panels}profiles/passage.json").json()
    told = guard.get(PROFILE).json()["stations"]
    assert [station["place"] for station in stations] == [[at["latitude"], at["longitude"]] for at in told]


def test_a_bend_in_an_outline_is_a_change_of_the_measures(guard: TestClient, guarded: Path) -> None:
    parks = guarded / "layers/parks.geojson"
    parks.write_text(parks.read_text().replace("[24, 16]", "[23.5, 16]"))
    changed = client_of(build_site(guarded))
    assert regions(changed)["north-park"]["area_km2"]["value"] > regions(guard)["north-park"]["area_km2"]["value"]
    assert regions(changed)["south-park"]["area_km2"] == regions(guard)["south-park"]["area_km2"]


def test_bands_are_a_layer_like_any_other(guard: TestClient) -> None:
    features = guard.get("/data/layers/doubt.geojson").json()["features"]
    assert [feature["properties"]["region"] for feature in features] == ["north-park", "south-park"]
    assert {edge["follows"] for edge in features[0]["properties"]["edges"]} == {"by-eye", "state-border"}


def bent(axis: Any) -> Any:
    return lambda catalogue: catalogue["regions"][6].update(profile=axis)


@pytest.mark.parametrize("axis", [{"between": ["north-park", "south-park"]}, {"between": ["north-park", "gate"]}, None])
def test_without_an_axis_there_is_no_profile_and_no_problem(guarded: Path, axis: Json | None) -> None:
    edit(guarded, bent(axis))
    site = build_site(guarded)
    assert site.problems == ()
    assert not [path for path in site.assets if "/profiles/" in path]
    assert "How wide is the protected land" not in text_of(site, "passage")
