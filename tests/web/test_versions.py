"""What one version asks for, the others have, as long as it names its content and was kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from mapapp.web.assets import FOREVER, REVALIDATE, make_asset
from mapapp.web.index import index_page
from mapapp.web.keep import keep, pack
from mapapp.web.routes import make_routes
from mapapp.web.site import Site
from mapapp.web.versions import OtherVersions

OLD, MAP, DATA = "/assets/00112233445566aa/stage.js", f"/map/{'ab' * 8}.js", "/data/layers/gone.geojson"


@pytest.fixture
def older(tiny_site: Site) -> Site:
    """A version of the atlas with files that the present one lacks."""
    files = {name: make_asset(name, b"old", FOREVER) for name in (OLD, MAP)}
    return replace(tiny_site, assets={**files, DATA: make_asset(DATA, b"{}", REVALIDATE)})


def client(site: Site, kept: Path) -> TestClient:
    others = OtherVersions(kept, "tiny")
    return TestClient(Starlette(routes=make_routes(site, index_page(site), others)))


def test_a_file_of_another_version_is_found_by_its_content(tiny_site: Site, older: Site, tmp_path: Path) -> None:
    keep(tmp_path / "one.site", pack(older))
    answers = [client(tiny_site, tmp_path).get(address) for address in (OLD, MAP)]
    assert [(one.status_code, one.content, one.headers["cache-control"]) for one in answers] == [
        (200, b"old", FOREVER)
    ] * 2


def test_a_version_that_is_kept_later_is_found_too(tiny_site: Site, older: Site, tmp_path: Path) -> None:
    asking = client(tiny_site, tmp_path)
    assert asking.get(OLD).status_code == 404
    keep(tmp_path / "one.site", pack(older))
    assert asking.get(OLD).status_code == 200


def test_what_changes_under_its_name_is_our_own_or_none(tiny_site: Site, older: Site, tmp_path: Path) -> None:
    keep(tmp_path / "one.site", pack(older))
    assert client(tiny_site, tmp_path).get(DATA).status_code == 404


def test_another_atlas_in_the_same_folder_stays_unseen(guarded_site: Site, older: Site, tmp_path: Path) -> None:
    assert older.atlas is not None
    other = replace(older, atlas=older.atlas.model_copy(update={"id": "private"}))
    keep(tmp_path / "one.site", pack(other))
    assert client(guarded_site, tmp_path).get(OLD).status_code == 404


def test_what_is_nowhere_is_kept_by_nobody(tiny_site: Site, tmp_path: Path) -> None:
    answer = client(tiny_site, tmp_path / "nowhere").get(OLD)
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")


@pytest.mark.parametrize("left", [b"", b"half", b"0" * 64 + b"\n{}"])
def test_a_damaged_version_hides_no_sound_one(tiny_site: Site, older: Site, tmp_path: Path, left: bytes) -> None:
    (tmp_path / "a.site").write_bytes(left)
    (tmp_path / "b.site").mkdir()
    keep(tmp_path / "c.site", pack(older))
    assert client(tiny_site, tmp_path).get(OLD).status_code == 200
