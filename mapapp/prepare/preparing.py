"""All steps in order, each of which goes on where an earlier run was stopped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dask_geopandas
import pandas as pd
from distributed import Client, Future, as_completed

from mapapp.core.tiling import Tile
from mapapp.prepare.assembling import assemble
from mapapp.prepare.cells import draw_cell, join, name_of
from mapapp.prepare.placing import STATS, place
from mapapp.prepare.plan import Plan, PrepareError
from mapapp.prepare.reading import DEGREES, write_pieces
from mapapp.prepare.source import ROW, Source

Tell = Callable[[str, int, int | None], None]
"""Hears the name of a step, how much of it is done, and of how much, if that is known."""


@dataclass(frozen=True)
class Outcome:
    """What was made: how many features, and how often each kind of thing was found wrong."""

    features: int
    findings: Mapping[str, int]


@dataclass(frozen=True)
class Job:
    """A plan, the file it speaks of, and where the prepared file is to stand."""

    source: Source
    plan: Plan
    target: Path

    @property
    def work(self) -> Path:
        """The hidden folder beside it to work in."""
        return self.target.parent / f".{self.target.name}.work"


def begin(job: Job) -> None:
    """Make room to work in; what another plan left there is taken away."""
    work, plan = job.work, job.plan
    note = work / "plan.json"
    if work.exists() and (not note.is_file() or note.read_text(encoding="utf-8") != plan.to_json()):
        shutil.rmtree(work)
    for name in ("read", "placed", "tiles"):
        (work / name).mkdir(parents=True, exist_ok=True)
    note.write_text(plan.to_json(), encoding="utf-8")


def prepare(job: Job, client: Client, tell: Tell) -> Outcome:
    """Make the prepared file after `begin`, and take away the folder that was worked in.

    Raises PrepareError for a file that cannot be used.
    """
    source, plan, work = job.source, job.plan, job.work
    pieces = write_pieces(source, plan, work / "read", lambda rows: tell("Reading, features", rows, None))
    _place(pieces, plan, work, client, tell)
    stats = {path.stem: _stats(work / "placed" / path.stem) for path in pieces}
    told = _told(stats.values())
    if not told["features"]:
        message = f"{source.path}: none of its features lies in the landscape; is it the right one?"
        raise PrepareError(message)
    drawn = _draw(stats, plan, work, client, tell)
    tell("Writing the file", 0, None)
    assemble(job.target, plan, told, [work / "placed" / name for name in stats], drawn)
    shutil.rmtree(work, ignore_errors=True)
    return Outcome(told["features"], told["findings"])


def _place(pieces: Sequence[Path], plan: Plan, work: Path, client: Client, tell: Tell) -> None:
    folder = work / "placed"
    waiting = [str(path) for path in pieces if not (folder / path.stem).exists()]
    if waiting:
        frames = dask_geopandas.read_parquet(waiting, split_row_groups=False).to_crs(DEGREES)
        meta = pd.DataFrame({ROW: pd.Series(dtype="int64")})
        placed = frames.map_partitions(place, plan, folder, meta=meta, enforce_metadata=False)
        _wait(client.compute(placed.to_delayed()), len(pieces), "Placing, pieces", client, tell)


def _draw(stats: Mapping[str, Mapping[str, Any]], plan: Plan, work: Path, client: Client, tell: Tell) -> list[Path]:
    """Have every tile drawn; returns the files of tiles in the order in which they are put together."""
    small: dict[Tile, list[str]] = {}
    cells: dict[Tile, list[tuple[str, int]]] = {}
    for name, told in sorted(stats.items()):
        for spelt in told["small"]:
            small.setdefault(Tile(*map(int, spelt.split("-"))), []).append(name)
        for number, (x, y) in enumerate(told["cells"]):
            cells.setdefault(Tile(plan.split, x, y), []).append((name, number))
    paths = {tile: work / "tiles" / f"{name_of(tile)}.arrow" for tile in [*sorted(small), *sorted(cells)]}
    jobs: list[Future] = [
        client.submit(join, tile, names, plan, work, pure=False)
        for tile, names in sorted(small.items())
        if not paths[tile].exists()
    ]
    jobs += [
        client.submit(draw_cell, cell, places, plan, work, pure=False)
        for cell, places in sorted(cells.items(), key=lambda one: -len(one[1]))  # the longest work first
        if not paths[cell].exists()
    ]
    _wait(jobs, len(paths), "Drawing, cells", client, tell)
    return list(paths.values())


def _wait(jobs: Sequence[Future], number: int, step: str, client: Client, tell: Tell) -> None:
    """Wait for all jobs. Raises what the first broken one raised; workers that ran out of memory are told of."""
    try:
        _follow(jobs, number, step, tell)
    except Exception:
        client.cancel(jobs)  # what was not begun yet would be work for nobody
        raise


def _follow(jobs: Sequence[Future], number: int, step: str, tell: Tell) -> None:
    done = number - len(jobs)
    tell(step, done, number)
    for job in as_completed(jobs):
        if job.status == "error":
            error = job.exception()
            if type(error).__name__ == "KilledWorker":
                message = "a worker needed more memory than it may have, again and again; allow more with --memory"
                raise PrepareError(message)
            raise error
        job.release()
        done += 1
        tell(step, done, number)


def _stats(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / STATS).read_text(encoding="utf-8"))
    return found


def _told(stats: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What the layer as a whole says of itself: how many features, of which kinds, where, and what was left out."""
    every = list(stats)
    boxes = [one["box"] for one in every if one["box"]]
    ends = [pick(values) for pick, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=False)]
    kinds = sorted({kind for one in every for kind in one["kinds"]})
    return {
        "features": sum(one["features"] for one in every),
        "kind": kinds[0] if len(kinds) == 1 else "mixed",
        "box": [round(value, 5) for value in ends],
        "findings": {name: sum(one[name] for one in every) for name in ("empty", "strange", "repaired", "beyond")},
    }
