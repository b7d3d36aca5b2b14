import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import geopandas as gpd
import numpy as np
import pytest
import shapely
from distributed import Client

from mapapp.core.terms import Policy
from mapapp.prepare.placing import place
from mapapp.prepare.plan import PrepareError
from mapapp.prepare.preparing import Job, begin, prepare
from tests.large import helpers, job_of, make, points

# Dask reads Parquet in a way that the newest pandas will not know for ever; it says so to whoever counts warnings.
pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("ignore:The inplace keyword")]
POLICY = Policy(degrees=0.5, words={"en": "Coarse."})


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with helpers(2) as client:
        yield client


def saved(path: Path, frame: gpd.GeoDataFrame) -> Path:
    frame.to_parquet(path)
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as base:
        return list(base.execute(query))


def mixed() -> gpd.GeoDataFrame:
    frame = points(300)
    frame.geometry = [
        shape if n % 3 else shape.buffer(0.05) if n % 2 else shapely.LineString([shape, (25, 15)])
        for n, shape in enumerate(frame.geometry)
    ]
    return frame


def test_one_worker_and_four_make_the_same_bytes(tmp_path: Path) -> None:
    source = saved(tmp_path / "trees.parquet", mixed())
    made = []
    for number in (1, 4):
        job = job_of(source, tmp_path / f"{number}.mbtiles")
        with helpers(number) as client:
            made.append(make(replace(job, plan=replace(job.plan, most_features=37)), client))
    assert made[0] == made[1]
    assert len(rows(tmp_path / "1.mbtiles", "SELECT * FROM tiles")) > 100


def test_pieces_of_any_size_draw_the_same_tiles(tmp_path: Path, client: Client) -> None:
    source = saved(tmp_path / "trees.parquet", points())
    drawn = []
    for features, megabytes in ((1000, 16), (7, 16), (7, 0.001)):  # in the last, a cell is drawn a few pieces at a time
        job = job_of(source, tmp_path / f"{features}-{megabytes}.mbtiles")
        make(replace(job, plan=replace(job.plan, most_features=features, most_bytes=int(megabytes * 1e6))), client)
        drawn.append(rows(job.target, "SELECT * FROM tiles ORDER BY 1, 2, 3"))
    assert drawn[0] == drawn[1] == drawn[2]


class _StopError(Exception):
    pass


@pytest.mark.parametrize("step", ["Reading, features", "Placing, pieces", "Drawing, cells", "Writing the file"])
def test_what_was_stopped_at_any_step_goes_on_and_ends_the_same(tmp_path: Path, client: Client, step: str) -> None:
    source = saved(tmp_path / "trees.parquet", points())
    whole = job_of(source, tmp_path / "whole.mbtiles")
    whole = replace(whole, plan=replace(whole.plan, most_features=20))
    stopped = replace(whole, target=tmp_path / "stopped.mbtiles")
    heard = []

    def stop(said: str, done: int, of: int | None) -> None:
        heard.append(done)
        if said == step and (done or of is None):
            raise _StopError

    begin(stopped)
    with pytest.raises(_StopError):
        prepare(stopped, client, stop)
    assert not stopped.target.exists()
    assert stopped.work.is_dir()
    assert make(stopped, client) == make(whole, client)
    assert not stopped.work.exists()


def test_two_that_work_at_the_same_piece_do_not_undo_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that was given up for lost may still be at it: both come to the end, and one result stands."""
    source = saved(tmp_path / "trees.parquet", mixed())
    job = job_of(source, tmp_path / "trees.mbtiles")
    begin(job)
    frame = gpd.read_parquet(source).assign(row=range(300))
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    for folder in (alone, shared):
        folder.mkdir()
    place(frame, job.plan, alone)
    both = Barrier(2, timeout=60)
    dump = np.savez_compressed

    def together(*args: object, **grids: object) -> None:
        both.wait()  # each has begun its part, and neither is done
        dump(*args, **grids)  # type: ignore[arg-type]  # as the caller has it

    monkeypatch.setattr(np, "savez_compressed", together)
    with ThreadPoolExecutor(2) as threads:
        made = [threads.submit(place, frame, job.plan, shared) for _ in range(2)]
        assert [len(one.result()) for one in made] == [1, 1]
    assert contents(shared) == contents(alone)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_another_file_or_style_begins_anew(tmp_path: Path) -> None:
    job = job_of(saved(tmp_path / "trees.parquet", points()), tmp_path / "trees.mbtiles")
    begin(job)
    (job.work / "read" / "left.parquet").write_bytes(b"x")
    begin(job)
    assert (job.work / "read" / "left.parquet").exists()
    begin(replace(job, plan=replace(job.plan, weight=3)))
    assert not (job.work / "read" / "left.parquet").exists()


def test_places_of_animals_leave_no_trace_but_cells(tmp_path: Path, client: Client) -> None:
    frame = points(200)
    source = saved(tmp_path / "cats.parquet", frame)
    job = job_of(source, tmp_path / "cats.mbtiles", POLICY, animals=True)
    pieces: list[bytes] = []

    def keep(step: str, *_: object) -> None:
        if step.startswith("Placing"):
            pieces.extend(path.read_bytes() for path in job.work.rglob("*") if path.is_file())

    begin(job)
    made = prepare(job, client, keep)
    cells = np.unique(np.round(shapely.get_coordinates(frame.geometry) / 0.5), axis=0) * 0.5
    assert made.features == len(cells)
    boxes = np.array(rows(job.target, "SELECT west, south, east, north FROM places ORDER BY west, south"))
    assert np.allclose(boxes[:, :2], cells - 0.25, atol=1e-4)
    assert np.allclose(boxes[:, 2:], cells + 0.25, atol=1e-4)
    counts = [json.loads(str(fields))[0] for (fields,) in rows(job.target, "SELECT fields FROM features")]
    assert sum(counts) == 200
    raw = [shapely.to_wkb(shape)[5:] for shape in frame.geometry]
    every = [*pieces, job.target.read_bytes()]
    assert len(every) > 1
    assert not any(place in content or place[:8] in content for content in every for place in raw)
    assert not any(b"tree 7" in content for content in every)


def test_animals_in_lines_and_areas_are_guarded_too(tmp_path: Path, client: Client) -> None:
    frame = points(9)
    frame.geometry = [shapely.LineString([(22.01, 12.02), (23.52, 13.47)])] * 4 + [
        shapely.box(26.1, 16.1, 26.2, 16.2)
    ] * 5
    job = job_of(saved(tmp_path / "cats.parquet", frame), tmp_path / "cats.mbtiles", POLICY, animals=True)
    begin(job)
    assert prepare(job, client, lambda *_: None).features == 3
    corners = np.array(rows(job.target, "SELECT west, south FROM places")) + 0.25
    assert np.allclose(corners / 0.5, np.round(corners / 0.5), atol=1e-3)


def test_what_cannot_be_drawn_is_left_out_or_repaired_and_counted(tmp_path: Path, client: Client) -> None:
    bow_tie = shapely.Polygon([(24, 14), (25, 15), (25, 14), (24, 15)])
    frame = points(6)
    frame.geometry = [
        shapely.Point(25, 15),
        None,
        shapely.Point(),
        shapely.Point(0, 0),
        bow_tie,
        shapely.Point(25, 200),
    ]
    job = job_of(saved(tmp_path / "trees.parquet", frame), tmp_path / "trees.mbtiles")
    begin(job)
    made = prepare(job, client, lambda *_: None)
    assert made.features == 2
    assert made.findings == {"empty": 2, "strange": 1, "beyond": 1, "repaired": 1}


def test_a_file_from_elsewhere_is_told_of_and_what_was_there_stays(tmp_path: Path, client: Client) -> None:
    frame = points(5)
    frame.geometry = shapely.points(np.zeros((5, 2)))
    job = job_of(saved(tmp_path / "trees.parquet", frame), tmp_path / "trees.mbtiles")
    job.target.write_bytes(b"before")
    begin(job)
    with pytest.raises(PrepareError, match="none of its features lies in the landscape"):
        prepare(job, client, lambda *_: None)
    assert job.target.read_bytes() == b"before"


def test_another_reference_system_is_carried_over(tmp_path: Path, client: Client) -> None:
    same = [points(), points().to_crs(32635)]
    found = []
    for number, frame in enumerate(same):
        job: Job = job_of(saved(tmp_path / f"{number}.parquet", frame), tmp_path / f"{number}.mbtiles")
        make(job, client)
        found.append(np.array(rows(job.target, "SELECT west, south FROM places ORDER BY id")))
    assert np.allclose(found[0], found[1], atol=1e-4)


def test_fields_are_kept_as_texts_numbers_days_and_truth(tmp_path: Path, client: Client) -> None:
    job = job_of(saved(tmp_path / "trees.parquet", points()), tmp_path / "trees.mbtiles")
    make(job, client)
    (said,) = rows(job.target, "SELECT fields FROM features WHERE id = 3")[0]
    assert json.loads(str(said)) == ["tree 3", 0.75, "2020-01-04", False]
