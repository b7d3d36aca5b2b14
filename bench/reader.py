"""A reader who speaks what a browser speaks, without drawing: loads the page, opens a session, and acts."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import httpx2
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from bench.protocol import PATIENCE, Answer, answer, arrive, connect

PAUSE = (1.0, 5.0)  # seconds between two acts of a reader
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


def _client(address: str, home: str = "127.0.0.1") -> httpx2.AsyncClient:
    limits = httpx2.Limits(max_connections=CONNECTIONS)
    way = httpx2.AsyncHTTPTransport(limits=limits, local_address=home, verify=False)  # plain http
    return httpx2.AsyncClient(base_url=address, transport=way, timeout=httpx2.Timeout(PATIENCE, pool=None))


async def known_of(address: str) -> Known:
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
    home: str
    known: Known
    run: Run
    chance: random.Random

    async def stay(self, after: float, end: float, pause: float) -> None:
        """Arrive after some seconds and leave at the end; what goes wrong is noted in the run."""
        await asyncio.sleep(after)
        try:
            async with _client(self.address, self.home) as client:
                await self._load(client)
                async with connect(self.address, self.home) as connection:
                    first = await arrive(connection)
                    self.run.held += 1
                    while time.monotonic() < end:
                        await asyncio.sleep(pause * self.chance.uniform(*PAUSE))
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
