"""Readers by the hundred on one process: `python -m bench.load`. They speak what a browser speaks, without drawing.

Each reader loads the page with all that it names, opens the WebSocket, and then, with pauses as people make them, opens
a region, switches a layer or chooses another year. An answer counts when the script has run to its end and the address
that it sent names what was asked for; the card of an opened region is fetched as well.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import quantiles

from bench.behind_nginx import farm, home_of
from bench.peers.catalogue import PRODUCT, run_map
from bench.process import Usage, usage
from bench.reader import Reader, Run, known_of
from bench.servers import serve
from mapapp.web.keep import REPOSITORY_ATLAS

ARRIVALS = 2.0  # readers that arrive in a second; each asks for some 80 files, as a browser without a cache does


def main() -> int:
    """Run the load and print a line for each number of readers; 1 when an answer was wrong or missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--sessions", default="1,10,50,100,200", help="numbers of readers (1,10,50,100,200)")
    parser.add_argument("--seconds", type=float, default=20, help="how long they act once all are there (20)")
    parser.add_argument("--address", help="a server that runs already (default: one is started)")
    parser.add_argument("--processes", type=int, default=0, help="so many behind nginx (default: one, without nginx)")
    parser.add_argument("--pause", type=float, default=1.0, help="of a reader's usual pauses; 0: acts without end (1)")
    parser.add_argument("--atlas", type=Path, default=REPOSITORY_ATLAS, help="atlas folder (this repository's)")
    chosen = parser.parse_args()
    numbers = [int(number) for number in chosen.sessions.split(",")]
    failed = False
    print("readers   held  answers/s   p50 ms   p95 ms   p99 ms  page ms   CPU %   MB   wrong")
    with _server(chosen) as (address, process):
        for number in numbers:
            before, began = _used(process), time.monotonic()
            run = asyncio.run(_together(address, number, chosen.seconds, chosen.pause))
            after, seconds = _used(process), time.monotonic() - began
            share = 100 * (after.cpu - before.cpu) / seconds
            print(_line(number, run, seconds, share, after.megabytes), flush=True)
            for message in sorted(set(run.wrong))[:5]:
                print(f"  {run.wrong.count(message)} x {message}")
            failed = failed or bool(run.wrong)
    return int(failed)


@contextlib.contextmanager
def _server(chosen: argparse.Namespace) -> Iterator[tuple[str, int | None]]:
    if chosen.address:
        yield chosen.address.rstrip("/"), None
        return
    if chosen.processes:
        with farm(chosen.processes) as behind:
            yield behind.address, None
        return
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        place = {"MAPAPP_ATLAS": str(chosen.atlas.resolve())}
        with serve(run_map, PRODUCT.health, place, Path(folder) / "log") as server:
            yield server.address, server.process


async def _together(address: str, number: int, seconds: float, pause: float) -> Run:
    run = Run()
    known = await known_of(address)
    began = time.monotonic()
    end = began + number / ARRIVALS + seconds
    chances = (random.Random(seed) for seed in range(number))  # noqa: S311  # no secret
    readers = (Reader(address, home_of(at), known, run, chance) for at, chance in enumerate(chances))
    await asyncio.gather(*(reader.stay(at / ARRIVALS, end, pause) for at, reader in enumerate(readers)))
    return run


def _used(process: int | None) -> Usage:
    """What the server has used; nothing of one that is not ours."""
    return Usage(0.0, 0.0) if process is None else usage(process)


def _line(readers: int, run: Run, seconds: float, cpu: float, megabytes: float) -> str:
    p50, p95, p99 = (_percentile(run.acts, share) for share in (50, 95, 99))
    page = _percentile(run.loads, 95)
    rate = len(run.acts) / seconds
    return (
        f"{readers:7d} {run.held:6d} {rate:10.1f} {p50:8.0f} {p95:8.0f} {p99:8.0f} {page:8.0f} "
        f"{cpu:7.0f} {megabytes:4.0f} {len(run.wrong):7d}"
    )


def _percentile(values: Sequence[float], share: int) -> float:
    """A percentile in milliseconds; of one value, the value."""
    if len(values) < 2:
        return 1000 * values[0] if values else float("nan")
    return 1000 * quantiles(values, n=100, method="inclusive")[share - 1]


if __name__ == "__main__":
    sys.exit(main())
