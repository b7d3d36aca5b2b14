"""Better lines on request: what refine does with the answers of a server like OpenStreetMap's, good and bad."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.affinity import scale, translate
from shapely.geometry import Point, Polygon, shape
from shapely.geometry.base import BaseGeometry

from geodata.build import refine, regions
from geodata.build.frame import land_of
from geodata.build.outline import read_outlines
from geodata.build.refined import Refined, giving_way, path_of, refined
from mapapp.core.measure import area_km2
from tests.geodata.conftest import GEODATA
from tests.geodata.osm_server import BAD, NUMBER, SOUND, Answer, osm_xml, serving, ways_of

# Sockets are open in this module, but to this machine only.
pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

LEOPARD, PAD, POINT = "land-of-the-leopard", "kedrovaya-pad", "narva-tunnel"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few of the outlines, its layers built."""
    folder = tmp_path_factory.mktemp("built") / "geodata"
    (folder / "layers").mkdir(parents=True)
    (folder / "outlines").mkdir()
    for region in (LEOPARD, PAD, POINT):
        shutil.copy(GEODATA / "outlines" / f"{region}.yaml", folder / "outlines")
    regions.main(folder)
    return folder


@pytest.fixture
def atlas(built: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(built, tmp_path / "geodata"))


@pytest.fixture(scope="session")
def better(built: Path) -> BaseGeometry:
    """An area that could be the park's: the drawn one less a strip along its edge and less a hole."""
    inner = max(parts(drawn(built, LEOPARD).buffer(-0.004)), key=area_km2)
    middle = Point(shapely.maximum_inscribed_circle(inner, tolerance=0.01).coords[0])
    return inner.difference(middle.buffer(0.02))


@pytest.fixture(scope="session")
def done(built: Path, better: BaseGeometry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after the park was refined; tests look at it and leave it alone."""
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("done") / "geodata"))
    assert refine_with(folder, Answer(osm_xml(ways_of(better)))) == 0
    return folder


def in_layer(folder: Path, region: str, layer: str = "") -> dict[str, Any]:
    names = [layer] if layer else ["parks", "reserves", "barriers"]
    texts = [(folder / "layers" / f"{name}.geojson").read_text(encoding="utf-8") for name in names]
    features = [one for text in texts for one in json.loads(text)["features"]]
    (found,) = [one for one in features if one["id"] == region]
    return dict(found)


def drawn(folder: Path, region: str, layer: str = "") -> BaseGeometry:
    return shape(in_layer(folder, region, layer)["geometry"])


def parts(area: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(area, "geoms", [area]) if isinstance(part, Polygon)]


def bytes_of(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def ask(folder: Path, url: str, *more: str, pauses: list[float] | None = None) -> int:
    """Refine the park from a server; returns the exit status."""
    words = [
        *(more or (LEOPARD, "--relation", str(NUMBER))),
        "--source",
        "osm",
        "--server",
        url,
        "--folder",
        str(folder),
    ]
    return refine.main(words, pause=(pauses if pauses is not None else []).append)


def refine_with(folder: Path, *answers: Answer) -> int:
    with serving(*answers) as server:
        return ask(folder, server.url)


def likeness(one: BaseGeometry, other: BaseGeometry) -> float:
    return float(one.intersection(other).area / one.union(other).area)


def test_the_area_that_was_served_is_drawn_after_the_rebuild(done: Path, better: BaseGeometry) -> None:
    assert likeness(drawn(done, LEOPARD), better) > 0.999
    (park,) = parts(drawn(done, LEOPARD))
    assert len(park.interiors) == 1


def test_what_holds_a_line_of_openstreetmap_names_licence_credit_and_day(built: Path, done: Path) -> None:
    (one,) = refined(done).values()
    assert (one.region, one.source) == (LEOPARD, f"OpenStreetMap relation {NUMBER}, version 7")
    assert datetime.now(UTC).date() - date.fromisoformat(one.fetched) <= timedelta(days=1)
    for region, layer in ((LEOPARD, "parks"), (LEOPARD, regions.DOUBT), (PAD, "reserves"), (PAD, regions.DOUBT)):
        said = in_layer(done, region, layer)["properties"]
        terms = (said["licence"], said["credit"], said["refined"])
        assert terms == ("ODbL-1.0", "© OpenStreetMap contributors", one.fetched), (region, layer)
    assert in_layer(done, PAD)["properties"]["certainty"] == in_layer(built, PAD)["properties"]["certainty"]
    assert "licence" not in in_layer(done, POINT)["properties"]


def test_the_band_of_doubt_becomes_narrow(built: Path, done: Path) -> None:
    (edge,) = in_layer(done, LEOPARD, regions.DOUBT)["properties"]["edges"]
    assert (edge["follows"], edge["half_width_m"]) == ("openstreetmap", 100)
    assert area_km2(drawn(done, LEOPARD, regions.DOUBT)) < area_km2(drawn(built, LEOPARD, regions.DOUBT)) / 10


def test_rings_are_written_as_rfc_7946_wants_with_five_decimals(done: Path) -> None:
    found = json.loads(path_of(done, LEOPARD).read_text(encoding="utf-8"))["geometry"]
    (park,) = parts(shape(found))
    assert park.exterior.is_ccw
    assert [hole.is_ccw for hole in park.interiors] == [False]
    numbers = [number for ring in found["coordinates"] for place in ring for number in place]
    assert len(numbers) > 500
    assert [number for number in numbers if round(number, 5) != number] == []


def test_only_the_relation_is_asked_for_by_a_client_that_says_who_it_is(atlas: Path) -> None:
    with serving(Answer(status=404)) as server:
        assert ask(atlas, server.url) == 1
    ((path, agent),) = server.asked
    assert path == f"/api/0.6/relation/{NUMBER}/full"
    assert agent.startswith("AmurLeopardAtlas-refine/")


def test_an_approximate_neighbour_gives_way_to_the_surer_line(built: Path) -> None:
    outlines = read_outlines(built / "outlines")
    wide = drawn(built, LEOPARD).buffer(0.01)
    better = {LEOPARD: Refined(LEOPARD, wide, "OpenStreetMap relation 1, version 1", "2026-01-01")}
    shapes = regions.build_all(giving_way(outlines, better), {LEOPARD: wide})
    assert shapes[LEOPARD].equals(wide)
    assert area_km2(wide.intersection(drawn(built, PAD))) > 1
    assert area_km2(wide.intersection(shapes[PAD])) < 0.01
    assert area_km2(shapes[PAD]) > 100


def test_what_lies_beyond_the_state_border_is_cut_off_and_said(
    atlas: Path, better: BaseGeometry, capsys: pytest.CaptureFixture[str]
) -> None:
    west = translate(better, -0.05)
    assert refine_with(atlas, Answer(osm_xml(ways_of(west)))) == 0
    assert "km2 beyond the state border" in capsys.readouterr().out
    assert area_km2(west.intersection(land_of("CN"))) > 100
    assert area_km2(drawn(atlas, LEOPARD).intersection(land_of("CN"))) < 0.01
    edges = in_layer(atlas, LEOPARD, regions.DOUBT)["properties"]["edges"]
    assert {edge["follows"] for edge in edges} == {"openstreetmap", "state-border"}


def test_a_very_fine_line_is_simplified_by_five_metres_at_most(atlas: Path, built: Path) -> None:
    fine = shapely.segmentize(drawn(built, LEOPARD), 0.0002)
    assert shapely.get_num_coordinates(fine) > refine.MOST_VERTICES
    assert refine_with(atlas, Answer(osm_xml(ways_of(fine)))) == 0
    assert shapely.get_num_coordinates(drawn(atlas, LEOPARD)) < refine.MOST_VERTICES
    assert drawn(atlas, LEOPARD).hausdorff_distance(fine) < 6e-5


def test_an_area_far_from_the_published_one_is_warned_of(
    atlas: Path, better: BaseGeometry, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refine_with(atlas, Answer(osm_xml(ways_of(scale(better, 0.8, 0.8))))) == 0
    assert "WARNING: more than a tenth apart" in capsys.readouterr().out


def test_undoing_restores_every_byte(built: Path, done: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(done, tmp_path / "geodata"))
    assert bytes_of(folder) != bytes_of(built)
    assert refine.main(["--undo", LEOPARD, "--folder", str(folder)]) == 0
    assert bytes_of(folder) == bytes_of(built)


def test_refining_again_replaces_the_first_answer(done: Path, better: BaseGeometry, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(done, tmp_path / "geodata"))
    assert refine_with(folder, Answer(osm_xml(ways_of(scale(better, 0.95, 0.95)), version=8))) == 0
    (one,) = refined(folder).values()
    assert one.source.endswith("version 8")


@pytest.mark.parametrize(("answer", "words"), BAD.values(), ids=BAD)
def test_a_bad_answer_is_explained_in_a_line_and_changes_nothing(
    atlas: Path, capsys: pytest.CaptureFixture[str], answer: Answer, words: str
) -> None:
    before = bytes_of(atlas)
    assert refine_with(atlas, answer) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert bytes_of(atlas) == before


def test_a_server_that_is_not_there_is_named(atlas: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(Answer()) as gone:
        pass
    before, pauses = bytes_of(atlas), list[float]()
    assert ask(atlas, gone.url, pauses=pauses) == 1
    assert f"{gone.url}/api/0.6" in capsys.readouterr().err
    assert pauses == [2, 4]
    assert bytes_of(atlas) == before


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "127.0.0.1", "file:///etc/hosts", "http://"])
def test_what_is_no_web_address_is_not_asked(atlas: Path, capsys: pytest.CaptureFixture[str], url: str) -> None:
    assert ask(atlas, url) == 1
    assert "not the address of a server" in capsys.readouterr().err


def test_an_answer_after_too_many_requests_is_used(atlas: Path, better: BaseGeometry) -> None:
    pauses: list[float] = []
    with serving(Answer(status=429), Answer(status=502), Answer(osm_xml(ways_of(better)))) as server:
        assert ask(atlas, server.url, pauses=pauses) == 0
    assert pauses == [2, 4]
    assert LEOPARD in refined(atlas)


def test_of_two_regions_none_is_changed_when_one_fails(atlas: Path, better: BaseGeometry) -> None:
    for region in (LEOPARD, PAD):
        path = atlas / "outlines" / f"{region}.yaml"
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "osm_relation" not in line]
        path.write_text("\n".join([*lines, f"osm_relation: {NUMBER}", ""]), encoding="utf-8")
    before = bytes_of(atlas)
    with serving(Answer(osm_xml(ways_of(better)))) as server:
        assert ask(atlas, server.url, PAD, LEOPARD) == 1
    assert bytes_of(atlas) == before


def test_without_names_every_outline_with_a_relation_is_refined(atlas: Path, better: BaseGeometry) -> None:
    for path in (atlas / "outlines").glob("*.yaml"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "osm_relation" not in line]
        named = [f"osm_relation: {NUMBER}"] if path.stem == LEOPARD else []
        path.write_text("\n".join([*lines, *named, ""]), encoding="utf-8")
    with serving(Answer(osm_xml(ways_of(better)))) as server:
        assert ask(atlas, server.url, "--source", "osm") == 0
    assert set(refined(atlas)) == {LEOPARD}


@pytest.mark.parametrize("before", ["built", "done"])
def test_a_rebuild_that_fails_leaves_everything_as_it_was(
    request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str], before: str
) -> None:
    folder = Path(shutil.copytree(request.getfixturevalue(before), tmp_path / "geodata"))
    path_of(folder, PAD).parent.mkdir(exist_ok=True)
    path_of(folder, PAD).write_text("{", encoding="utf-8")
    found = bytes_of(folder)
    assert refine_with(folder, Answer(osm_xml(ways_of(request.getfixturevalue("better")), version=8))) == 1
    assert f"{PAD}.geojson: not a refinement" in capsys.readouterr().err
    assert bytes_of(folder) == found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["siberia"], "no outline of 'siberia'"),
        ([POINT, "--relation", "5"], "only areas"),
        ([PAD], "names no relation"),
        ([PAD, LEOPARD, "--relation", "5"], "one region"),
        ([PAD, "--relation", "-5"], "one region"),
        (["--undo", LEOPARD], "nothing to undo"),
        (["--undo", "siberia"], "no outline of 'siberia'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_refined_is_said_without_asking_anybody(
    atlas: Path, capsys: pytest.CaptureFixture[str], words: list[str], expected: str
) -> None:
    with serving(Answer(SOUND)) as server:
        assert ask(atlas, server.url, *words) == 1
    assert expected in capsys.readouterr().err
    assert server.asked == []


def test_the_repository_holds_no_refinement_and_names_the_relation_of_the_park() -> None:
    assert refined(GEODATA) == {}
    assert read_outlines(GEODATA / "outlines")[LEOPARD].osm_relation == 10367273
