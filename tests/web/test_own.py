"""The doors of own layers: what comes in, what goes out, to whom and for how long, and that no raw place does."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas
import httpx2 as httpx
import numpy as np
import pytest
import shapely
from starlette.testclient import TestClient

from mapapp.core.measure import area_km2
from mapapp.core.own.guard import centres
from mapapp.web import own, own_making, own_room
from mapapp.web.keep import site_of
from mapapp.web.log import RequestLog
from mapapp.web.making import MakeError, Maker
from mapapp.web.own_room import UPLOAD, OwnRoom
from mapapp.web.site import Site
from mapapp.web.watch import Answer
from tests.atlases import collection, edit, square, tiny, to_yaml, write_atlas
from tests.web.conftest import client_of

FORMATS = ("geojson", "gpkg", "kml", "shp.zip", "csv")
WOOD = {"type": "Feature", "properties": {"name": "=1+1", "trees": 12}, "geometry": square(24.5, 16.5)}
LAYER = json.dumps(collection(WOOD)).encode()
RAW = [(24.123457 + n / 7000, 16.765433 - n / 9000) for n in range(40)]
TRAPS = "camera;lat;lon;note;mgrs;count\n" + "".join(
    f"C{n % 4};{y:.6f};{x:.6f};near {y:.4f} {x:.4f};35QKB{n:04}1234;{n % 3}\n" for n, (x, y) in enumerate(RAW)
)
TOKEN = "0123456789abcdef" * 2


@pytest.fixture
def client(tiny_folder: Path, tiny_site: Site, tmp_path: Path) -> TestClient:
    """A client of the tiny atlas with a room of its own for layers."""
    return client_of(tiny_site, Maker(tiny_folder, tiny_site, kept_in=tmp_path / "made"))


def bring(client: TestClient, body: bytes, name: str = "woods.geojson", **more: str) -> dict[str, Any]:
    """What is told last of a file."""
    answer = client.post("/own/", params={"name": name, **more}, content=body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert all(set(line) == {"done", "of", "doing"} for line in lines[:-1])
    return lines[-1]  # type: ignore[no-any-return]


def test_a_file_becomes_a_layer_with_a_report(client: TestClient, tmp_path: Path) -> None:
    told = bring(client, LAYER)
    token, report = told["own"], told["report"]
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert (report["name"], report["features"], report["kind"]) == ("woods", 1, "areas")
    assert client.get(f"/own/{token}/report.json").json() == report
    drawn = client.get(f"/own/{token}/layer.geojson")
    assert drawn.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in drawn.headers
    assert drawn.json()["features"][0]["properties"] == {"f1": "=1+1", "f2": 12}
    assert sorted(one.name for one in (tmp_path / "own" / token).iterdir()) == ["made"]  # the file itself is gone


def test_a_layer_goes_when_it_is_removed(client: TestClient, tmp_path: Path) -> None:
    token = bring(client, LAYER)["own"]
    assert client.post(f"/own/{token}/ping").status_code == 204
    assert client.delete(f"/own/{token}").status_code == 204
    assert list((tmp_path / "own").iterdir()) == []
    gone = client.get(f"/own/{token}/report.json")
    assert (gone.status_code, gone.json()["problem"]) == (404, own.GONE)


def test_a_file_that_cannot_be_read_leaves_a_sentence_and_nothing_else(client: TestClient, tmp_path: Path) -> None:
    told = bring(client, b"%PDF-1.7", "map.pdf")
    assert told["code"] == "a-pdf"
    assert told["problem"].endswith(".")
    assert told["advice"].endswith(".")
    assert list((tmp_path / "own").iterdir()) == []


@pytest.mark.parametrize("token", [TOKEN, "%2e%2e%2f%2e%2e", "x" * 32, TOKEN.upper(), f"{TOKEN}%00", "%2e%2e%2fmade"])
@pytest.mark.parametrize("door", ["report.json", "layer.geojson", "answers.json", "answers.csv", "export.gpkg"])
def test_an_unknown_token_opens_nothing(client: TestClient, token: str, door: str) -> None:
    assert client.get(f"/own/{token}/{door}").status_code == 404
    assert client.delete(f"/own/{token}").status_code == 404


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_pages_of_others_are_not_let_in(client: TestClient, headers: dict[str, str]) -> None:
    token = bring(client, LAYER)["own"]
    assert client.post("/own/", content=LAYER, headers=headers).status_code == 403
    for door in ("report.json", "layer.geojson", "answers.json", "export.csv"):
        assert client.get(f"/own/{token}/{door}", headers=headers).status_code == 403
    assert client.delete(f"/own/{token}", headers=headers).status_code == 403


def test_a_file_that_is_too_large_is_refused_whether_it_says_so_or_not(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "LARGEST", 100)
    announced = client.post("/own/", content=b"x" * 101)
    streamed = client.post("/own/", content=iter([b"x" * 60, b"x" * 60]))
    for answer in (announced, streamed):
        assert (answer.status_code, answer.json()["problem"]) == (413, own.LARGE)
    assert [*(tmp_path / "own").glob("*")] == []


@pytest.mark.parametrize(
    ("limit", "status"), [("MOST_OF_ONE", 429), ("MOST_IN_ALL", 503), ("MOST_BYTES", 503), ("MOST_AT_ONCE", 503)]
)
def test_there_is_a_limit_to_what_is_taken(
    client: TestClient, limit: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "own" in bring(client, LAYER)
    monkeypatch.setattr(own_room, limit, 0 if limit == "MOST_AT_ONCE" else 1)
    refused = client.post("/own/", content=LAYER)
    assert refused.status_code == status
    assert refused.headers["retry-after"] == "60"
    assert refused.json()["problem"].endswith(".")


def test_where_nothing_can_be_kept_layers_lie_in_a_folder_that_goes_with_the_server(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    room = OwnRoom(tmp_path / "file" / "own")
    with room.taking("somebody") as token:
        folder = room.place(token)
        assert folder.is_dir()
    del room
    assert not folder.parent.exists()


def test_a_layer_stays_as_long_as_it_is_asked_for(tmp_path: Path) -> None:
    now = [1e9]
    room = OwnRoom(tmp_path, stays=100, clock=lambda: now[0])
    with room.taking("somebody") as token:
        (room.place(token) / UPLOAD).write_bytes(b"raw")
        (room.place(token) / "made").mkdir()
        (room.place(token) / "made" / "report.json").write_text("{}")
    assert not (room.place(token) / UPLOAD).exists()
    for _ in range(3):
        assert room.find(token) is not None
        now[0] += 90
    assert room.find(token) is not None
    now[0] += 101
    OwnRoom(tmp_path, stays=100, clock=lambda: now[0]).sweep()  # as another server does when it starts
    assert list(tmp_path.iterdir()) == []


def test_layers_that_another_server_has_swept_count_for_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_room, "MOST_OF_ONE", 1)
    now = [1e9]
    one, other = (OwnRoom(tmp_path, stays=100, clock=lambda: now[0]) for _ in range(2))
    with one.taking("a school") as token:
        (one.place(token) / "made").mkdir()
        (one.place(token) / "made" / "report.json").write_text("{}")
    assert one.find(token)  # now it is dated by this clock
    with pytest.raises(MakeError, match=own_room.ENOUGH), one.taking("a school"):
        pass
    now[0] += 101
    other.sweep()
    with one.taking("a school") as token:
        assert one.place(token).is_dir()


@pytest.mark.parametrize(
    ("script", "code"),
    [("import os; os.abort()", "stopped"), ("raise SystemExit(1)", "stopped"), ("import sys; sys.stdin.read()", None)],
)
def test_a_reading_that_breaks_or_never_ends_is_said(  # noqa: PLR0917
    tiny_folder: Path, tiny_site: Site, tmp_path: Path, script: str, code: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_making, "LIMIT", 0.5 if code is None else 50)
    maker = Maker(tiny_folder, tiny_site, kept_in=tmp_path / "made", command=(sys.executable, "-c", script))
    told = bring(client_of(tiny_site, maker), LAYER)
    assert told.get("code") == code
    assert told["problem"].endswith(".")
    assert list((tmp_path / "own").iterdir()) == []


def read_back(body: bytes, form: str, folder: Path) -> Any:
    """A file as geopandas reads it."""
    path = folder / f"back.{form}"
    path.write_bytes(body)
    return geopandas.read_file(f"zip://{path}!layer_areas.shp" if form == "shp.zip" else path)


@pytest.mark.parametrize("form", FORMATS)
def test_a_layer_can_be_taken_away_in_every_format(client: TestClient, form: str, tmp_path: Path) -> None:
    token = bring(client, LAYER)["own"]
    answer = client.get(f"/own/{token}/export.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="layer.{form}"'
    if form == "csv":
        assert "'=1+1" in answer.text
        assert answer.text.startswith("\ufeffwkt,name,trees")
        return
    read = read_back(answer.content, form, tmp_path)
    assert shapely.equals(read.geometry[0].normalize(), shapely.geometry.shape(square(24.5, 16.5)).normalize())
    assert 12 in [float(cell) if str(cell).isdigit() else cell for cell in read.iloc[0].drop("geometry")]


def test_only_known_formats_are_written(client: TestClient) -> None:
    token = bring(client, LAYER)["own"]
    assert client.get(f"/own/{token}/export.xlsx").status_code == 404
    assert client.get(f"/own/{token}/export.gpkg.part").status_code == 404


def test_questions_are_answered_as_the_atlas_measures(client: TestClient) -> None:
    token = bring(client, LAYER)["own"]
    told = client.get(f"/own/{token}/answers.json").json()
    whole, common = area_km2(shapely.geometry.shape(square(24.5, 16.5))), area_km2(shapely.box(24.5, 16.5, 25, 17))
    assert told["total"] == {"area_km2": pytest.approx(whole), "length_km": None, "count": None}
    park = next(one for one in told["areas"] if one["region"] == "north-park")
    assert park["area_km2"] == pytest.approx(common, rel=1e-6)
    assert park["share_of_own"] == pytest.approx(common / whole, rel=1e-6)
    assert park["title"] == "Title of north-park"
    assert [one["km"] for one in told["distances"]] == sorted(one["km"] for one in told["distances"])
    grown = told["what_if"]["protected_km2"]
    assert grown["after"] >= grown["before"]
    assert 1 <= len(told["sentences"]) <= 8
    rows = client.get(f"/own/{token}/answers.csv").text.splitlines()
    assert rows[0].startswith("\ufeffmeasure,region,title,value")
    assert any(row.startswith("areas-inside,north-park,Title of north-park,") for row in rows)


def test_a_title_that_a_spreadsheet_would_compute_is_no_formula_in_the_answers(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path / "atlas")
    edit(folder, lambda catalogue: catalogue["regions"][0].update(title={"en": "=1+1"}))
    site = site_of(folder)
    client = client_of(site, Maker(folder, site, kept_in=tmp_path / "made"))
    rows = client.get(f"/own/{bring(client, LAYER)['own']}/answers.csv").text.splitlines()
    assert any(row.startswith("areas-inside,north-park,'=1+1,") for row in rows)


def raw_places(answer: httpx.Response) -> list[str]:
    """Whatever in an answer is a place of RAW more finely than its cell, packed or not."""
    bodies = [answer.content]
    if answer.content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(answer.content)) as packed:
            bodies += [packed.read(name) for name in packed.namelist()]
    text = " ".join(body.decode("latin-1") for body in bodies)
    spelt = [f"{value:.{digits}f}" for place in RAW for value in place for digits in (3, 4, 5, 6)]
    binary = [np.float64(value).tobytes().decode("latin-1") for place in RAW for value in place]
    return [one for one in (*spelt, *binary, "35QKB") if one in text]


def test_no_raw_place_of_animals_reaches_any_door(client: TestClient, tmp_path: Path) -> None:
    answer = client.post("/own/", params={"name": "traps 24.123457 16.765433.csv"}, content=TRAPS.encode())
    token = json.loads(answer.text.splitlines()[-1])["own"]
    doors = ["report.json", "layer.geojson", "answers.json", "answers.csv", *(f"export.{form}" for form in FORMATS)]
    answers = [answer, *(client.get(f"/own/{token}/{door}") for door in doors)]
    assert {one.status_code for one in answers} == {200}
    assert [raw_places(one) for one in answers] == [[]] * len(answers)
    report = client.get(f"/own/{token}/report.json").json()
    assert report["guarded"]["degrees"] == 0.1
    assert "camera" in report["guarded"]["why"]
    assert [one["title"] for one in report["fields"]] == ["camera", "count"]
    drawn = [one["geometry"]["coordinates"] for one in client.get(f"/own/{token}/layer.geojson").json()["features"]]
    assert drawn == centres(np.array(RAW), 0.1).tolist()
    kept = [one.read_bytes().decode("latin-1") for one in (tmp_path / "own").rglob("*") if one.is_file()]
    assert [text for text in kept if "24.1234" in text or "16.7654" in text] == []


def test_the_same_points_without_a_hint_of_animals_are_left_as_they_are(client: TestClient) -> None:
    body = TRAPS.replace("camera", "house").replace("near", "at").encode()
    told = bring(client, body, "houses.csv")
    assert told["report"]["guarded"] is None
    drawn = client.get(f"/own/{told['own']}/layer.geojson").json()["features"][0]["geometry"]["coordinates"]
    assert drawn == [round(part, 5) for part in RAW[0]]


def test_the_log_does_not_give_a_layer_away(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="mapapp.requests"):
        RequestLog().answered(Answer("GET", f"/own/{TOKEN}/layer.geojson", 200, 0.1, 10))
    assert TOKEN not in caplog.text
    assert "/own/" in caplog.text


def test_an_atlas_guards_by_the_cells_and_the_names_of_its_own_policy(folder: Path, tmp_path: Path) -> None:
    policy = {"degrees": 0.5, "words": {"en": "Coarse"}, "species": ["Moon moth"]}
    (folder / "atlas.yaml").write_text(to_yaml({**tiny(), "policy": policy}), encoding="utf-8")
    site = site_of(folder)
    client = client_of(site, Maker(folder, site, kept_in=tmp_path / "made"))
    told = bring(client, b"lat,lon,text\n16.76543,24.12345,two moon moths\n", "notes.csv")
    assert told["report"]["guarded"]["degrees"] == 0.5
    assert told["report"]["extent"] == [24.25, 16.75, 24.25, 16.75]
