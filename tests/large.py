"""Large layers that are small: places in the tiny landscape, and the steps of the command in one process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dask
import geopandas as gpd
import numpy as np
import shapely
from distributed import Client, LocalCluster
from pytest_socket import disable_socket, enable_socket

from mapapp.core.atlas import Home, Large
from mapapp.core.terms import Policy
from mapapp.prepare.command import plan_of
from mapapp.prepare.engine import SETTINGS
from mapapp.prepare.preparing import Job, begin, prepare
from mapapp.prepare.source import look
from tests.atlases import edit

EXTENT = Home(west=20, south=10, east=30, north=20)
HOSTILE = '<img src=x onerror="document.title=1">{{7*7}}</script>'


def large(**changes: Any) -> dict[str, Any]:
    """A large layer as a catalogue has it."""
    return {
        "id": "trees",
        "title": {"en": "Great trees"},
        "description": {"en": "Every great tree."},
        "path": "layers/trees.mbtiles",
        "style": {"light": "#7a2020", "dark": "#ff9c8f", "fill": 0.4},
        "shown": True,
        "date": "2024-05",
        "licence": "CC0-1.0",
        "credit": "Tree counters",
        **changes,
    }


def points(number: int = 60, seed: int = 8, middle: tuple[float, float] = (25.0, 15.0)) -> gpd.GeoDataFrame:
    """Places round the middle of a landscape, with a text, a number, a day and a yes or no."""
    rng = np.random.default_rng(seed)
    places = np.array(middle) + rng.normal(size=(number, 2)) * 0.4
    fields = {
        "name": [f"tree {n}" if n else HOSTILE for n in range(number)],
        "height": np.arange(number) / 4,
        "seen": np.datetime64("2020-01-01") + np.arange(number).astype("timedelta64[D]"),
        "alive": np.arange(number) % 2 == 0,
    }
    return gpd.GeoDataFrame(fields, geometry=shapely.points(places), crs=4326)


@contextmanager
def helpers(number: int) -> Iterator[Client]:
    """Workers that are threads of this process: the work is divided as among processes, and begins at once."""
    enable_socket()
    with (
        dask.config.set(SETTINGS),
        LocalCluster(
            n_workers=number, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client
    disable_socket(allow_unix_socket=True)


def job_of(source: Path, target: Path, policy: Policy | None = None, **changes: Any) -> Job:
    """What the command would do with a file for the tiny landscape."""
    known = look(source)
    layer = Large.model_validate(large(**changes))
    return Job(known, plan_of(known, layer, EXTENT, policy), target)


def make(job: Job, client: Client) -> bytes:
    """Do it; returns the prepared file."""
    begin(job)
    prepare(job, client, lambda *_: None)
    return job.target.read_bytes()


def add_large(folder: Path, prepared: bytes, **changes: Any) -> None:
    """Give an atlas folder a large layer with its prepared file."""
    layer = large(**changes)
    edit(folder, lambda catalogue: catalogue.update(large=[layer]))
    (folder / layer["path"]).write_bytes(prepared)
