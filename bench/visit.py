"""One visit: open a page in a fresh browser context, toggle layers, click regions, and note what each costs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from bench.data import AtlasData
from bench.peers.peer import Peer
from bench.press import press
from bench.process import usage
from bench.servers import Server
from bench.traffic import LOADED, Traffic

VIEWPORT = {"width": 1280, "height": 900}
LAYERS, REGIONS = 2, 2  # toggled off and on again; clicked
PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Event:
    """Something the reader did: milliseconds until it was painted, bytes and the server's CPU until all was quiet."""

    kind: str
    target: str
    ms: float
    up: int
    down: int
    cpu_ms: float


@dataclass
class Visit:
    """What one visit took. `down` is the weight of the page until it was quiet."""

    first_ms: float
    down: int
    events: list[Event] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)


def visit(browser: Browser, peer: Peer, server: Server, data: AtlasData, *, events: bool = True) -> Visit:
    """Visit a peer once. Raises RuntimeError when the page does not do what it is asked."""
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]  # a plain dict is what it takes
    try:
        context.add_init_script(PROBE.replace("MARKS", json.dumps({"frame": peer.frame, "first": peer.first})))
        page = context.new_page()
        traffic = Traffic()
        traffic.watch(context, page)
        page.goto(server.address + peer.path, wait_until="commit")
        first = page.evaluate("bench.first")
        traffic.settle(page, LOADED)
        seen = Visit(_sure(first, peer, "the first map"), traffic.down, foreign=traffic.foreign)
        if events and peer.region:
            _Reader(page, traffic, peer, data, server.process).act(seen)
        return seen
    finally:
        context.close()


class _Reader:
    """Acts on an open page."""

    def __init__(self, page: Page, traffic: Traffic, peer: Peer, data: AtlasData, process: int) -> None:
        self.page = page
        self.traffic = traffic
        self.peer = peer
        self.data = data
        self.process = process

    def act(self, seen: Visit) -> None:
        before = self.page.evaluate("bench.counts()")
        for layer in self.data.toggled(LAYERS):
            switch = self.page.evaluate("(mark) => bench.centre(mark)", self.peer.switch.format(id=layer))
            for kind, wanted in (("off", {**before, layer: 0}), ("on", before)):
                self.page.evaluate("(wanted) => bench.expectCounts(wanted)", wanted)
                seen.events.append(self._click(_sure(switch, self.peer, f"the switch of {layer}"), kind, layer))
        clicked = 0
        for region in self.data.clickable():
            if clicked == REGIONS:
                break
            place = self.page.evaluate("(mark) => bench.pointOn(mark)", self.peer.region.format(id=region))
            if place is None:
                continue
            mark, text = self.peer.text.format(id=region), self.data.texts[region][:60]
            self.page.evaluate("([mark, text]) => bench.expectText(mark, text)", [mark, text])
            seen.events.append(self._click(place, "click", region))
            clicked += 1

    def _click(self, place: list[float], kind: str, target: str) -> Event:
        up, down, cpu = self.traffic.up, self.traffic.down, usage(self.process).cpu
        press(self.page, place)
        took = self.page.evaluate("bench.answer")
        self.traffic.settle(self.page)
        what = f"{kind} {target}"
        sent, spent = (self.traffic.up - up, self.traffic.down - down), usage(self.process).cpu - cpu
        return Event(kind, target, _sure(took, self.peer, what), *sent, spent * 1000)


def _sure(value: Any, peer: Peer, what: str) -> Any:
    if value is None:
        message = f"{peer.name}: {what} did not come"
        raise RuntimeError(message)
    return value
