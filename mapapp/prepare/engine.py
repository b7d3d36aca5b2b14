"""Who does the work: Dask, with workers on this machine or on a cluster that is there already."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dask
from distributed import Client, LocalCluster

from mapapp.prepare.plan import PrepareError

PATIENCE = 10  # seconds to reach a cluster

SETTINGS = {
    "distributed.worker.daemon": True,
    "distributed.comm.timeouts.connect": f"{PATIENCE}s",
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.diagnostics.nvml": False,
}


@contextmanager
def workers(number: int, memory: str, work: Path) -> Iterator[Client]:
    """Workers of our own, each a process that is stopped and begun anew when it takes more than `memory`."""
    with dask.config.set(SETTINGS):
        try:
            size = dask.utils.parse_bytes(memory)
        except ValueError as error:
            message = f"{memory!r} is no size; write 1GB or 800MB"
            raise PrepareError(message) from error
        with (
            LocalCluster(
                n_workers=number,
                threads_per_worker=1,
                memory_limit=size,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                local_directory=str(work / "dask"),
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client


@contextmanager
def cluster_at(address: str, work: Path) -> Iterator[Client]:
    """The workers of a cluster; each must see the atlas folder at the same place. Raises PrepareError."""
    with dask.config.set(SETTINGS):
        try:
            client = Client(address, timeout=PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            message = f"{address}: no Dask cluster answers there"
            raise PrepareError(message) from error
        with client:
            seen = client.run(_sees, str(work))
            if not seen:
                message = f"{address}: this cluster has no worker"
                raise PrepareError(message)
            blind = sorted(worker for worker, found in seen.items() if not found)
            if blind:
                message = f"{address}: {', '.join(blind[:3])} cannot see {work}; all workers need the atlas folder"
                raise PrepareError(message)
            yield client


def _sees(folder: str) -> bool:
    return Path(folder).is_dir()
