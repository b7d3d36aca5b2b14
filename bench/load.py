"""Readers by the hundred on one process: `python -m bench.load`. They speak what a browser speaks, without drawing.

Each reader loads the page with all that it names, opens the WebSocket, and then, with pauses as people make them, opens
a region, switches a layer or chooses another year. An answer counts when the script has run to its end and the address
that it sent names what was asked for; the card of an opened region is fetched as well.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import parse_qs

import httpx2
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from bench.process import Usage, usage
from bench.protocol import PATIENCE, Answer, answer, arrive, connect
from bench.servers import serve
from mapapp.web.keep import REPOSITORY_ATLAS

PAUSE = (1.0, 5.0)  # seconds between two acts of a reader
ARRIVALS = 2.0  # readers that arrive in a second; each asks for some 130 files, as a browser without a cache does
CONNECTIONS = 6  # that a browser opens to one server


@dataclass
class Run:
    """What happened in one run: seconds of each page load and each act, and what went wrong."""

    loads: list[float] = field(default_factory=list)
    acts: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    held: int = 0


@dataclass(frozen=True)
class Known:
    """What a reader can do on this map: the regions, layers and years of its catalogue."""

    regions: tuple[str, ...]
    layers: tuple[str, ...]
    years: tuple[int, ...]
    files: tuple[str, ...]
    cards: str


def main() -> int:
    """Run the load and print a line for each number of readers; 1 when an answer was wrong or missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--sessions", default="1,10,50,100,200", help="numbers of readers (1,10,50,100,200)")
    parser.add_argument("--seconds", type=float, default=20, help="how long they act once all are there (20)")
    parser.add_argument("--address", help="a server that runs already (default: one is started)")
    parser.add_argument("--atlas", type=Path, default=REPOSITORY_ATLAS, help="atlas folder (this repository's)")
    chosen = parser.parse_args()
    numbers = [int(number) for number in chosen.sessions.split(",")]
    failed = False
    print("readers   held  answers/s   p50 ms   p95 ms   p99 ms  page ms   CPU %   MB   wrong")
    with _server(chosen.address, chosen.atlas) as (address, process):
        for number in numbers:
            before, began = _used(process), time.monotonic()
            run = asyncio.run(_together(address, number, chosen.seconds))
            after, seconds = _used(process), time.monotonic() - began
            share = 100 * (after.cpu - before.cpu) / seconds
            print(_line(number, run, seconds, share, after.megabytes), flush=True)
            for message in sorted(set(run.wrong))[:5]:
                print(f"  {run.wrong.count(message)} x {message}")
            failed = failed or bool(run.wrong)
    return int(failed)


@contextlib.contextmanager
def _server(address: str | None, atlas: Path) -> Iterator[tuple[str, int | None]]:
    if address:
        yield address.rstrip("/"), None
        return
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        command = [sys.executable, "-m", "mapapp", "run", "--host", "127.0.0.1", "--atlas", str(atlas.resolve())]
        log = Path(folder) / "log"
        with serve(lambda port: [*command, "--port", str(port)], "/healthz", {}, log) as server:
            yield server.address, server.process


async def _together(address: str, number: int, seconds: float) -> Run:
    run = Run()
    known = await _known(address)
    began = time.monotonic()
    end = began + number / ARRIVALS + seconds
    readers = (Reader(address, known, run, random.Random(seed)) for seed in range(number))  # noqa: S311  # no secret
    await asyncio.gather(*(reader.stay(at / ARRIVALS, end) for at, reader in enumerate(readers)))
    return run


def _client(address: str) -> httpx2.AsyncClient:
    limits = httpx2.Limits(max_connections=CONNECTIONS)
    return httpx2.AsyncClient(
        base_url=address, limits=limits, timeout=httpx2.Timeout(PATIENCE, pool=None), verify=False
    )  # plain http


async def _known(address: str) -> Known:
    """What the page and its catalogue name."""
    async with _client(address) as client:
        page = (await client.get("/")).text
        atlas = (await client.get("/data/atlas.json")).json()
    files = tuple(re.findall(r'(?:href|src)="\.(/[^"]+)"', page))
    panels = next(name for name in files if name.startswith("/panels/")).rpartition("/")[0]
    years = tuple(sorted({int(event["date"][:4]) for event in atlas["events"]}))
    regions = tuple(region["id"] for region in atlas["regions"])
    return Known(regions, tuple(layer["id"] for layer in atlas["layers"]), years, files, f"{panels}/cards/")


@dataclass(frozen=True)
class Reader:
    """One reader: loads the page, then acts with pauses until the end."""

    address: str
    known: Known
    run: Run
    chance: random.Random

    async def stay(self, after: float, end: float) -> None:
        """Arrive after some seconds and leave at the end; what goes wrong is noted in the run."""
        await asyncio.sleep(after)
        try:
            async with _client(self.address) as client:
                await self._load(client)
                async with connect(self.address) as connection:
                    first = await arrive(connection)
                    self.run.held += 1
                    while time.monotonic() < end:
                        await asyncio.sleep(self.chance.uniform(*PAUSE))
                        self.run.acts.append(await self._act(client, connection, first))
        except (httpx2.HTTPError, OSError, websockets.WebSocketException, LookupError, ValueError) as error:
            self.run.wrong.append(f"{type(error).__name__}: {error}"[:160])

    async def _load(self, client: httpx2.AsyncClient) -> None:
        began = time.monotonic()
        for file in await asyncio.gather(*(client.get(name) for name in ("/", *self.known.files))):
            file.raise_for_status()
        self.run.loads.append(time.monotonic() - began)

    async def _act(self, client: httpx2.AsyncClient, connection: websockets.ClientConnection, first: Answer) -> float:
        """Do what a reader does; returns the seconds until card and address are there. Raises ValueError when not."""
        region = self.chance.choice(self.known.regions)
        layers = sorted({self.chance.choice(self.known.layers), self.chance.choice(self.known.layers)})
        year = str(self.chance.choice(("", *self.known.years)))
        event = {"selected": region, "layers": ",".join(layers), "basemap": "embedded", "year": year, "story": ""}
        message = BackMsg()
        message.rerun_script.page_script_hash = first.page
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = f"$$STREAMLIT_INTERNAL_KEY_{first.stage}__events"
        widget.json_trigger_value = json.dumps([{"event": "event", "value": event}])
        began = time.monotonic()
        card, told = await asyncio.gather(client.get(f"{self.known.cards}{region}.html"), answer(connection, message))
        took = time.monotonic() - began
        card.raise_for_status()
        said = {key: value[0] for key, value in parse_qs(told.query).items()}
        if said.get("region") != region or sorted(said.get("layers", "").split(",")) != layers:
            wrong = f"asked for {region} with {layers}, told {told.query!r}"
            raise ValueError(wrong)
        return took


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
