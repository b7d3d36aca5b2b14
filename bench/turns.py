"""Layers of two pages switched in turn, many times: a click falls anywhere within a frame, so a few say little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median, stdev

from playwright.sync_api import Browser

from bench.open_page import OpenPage
from bench.peers.peer import Peer
from bench.traffic import QUIET

REPETITIONS = 30
_RESAMPLED = 1000


@dataclass
class Turns:
    """Milliseconds of each switch until it was painted, of this map and of the other page."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    def ratio(self) -> float | None:
        """How many times longer the median switch takes here."""
        return median(self.ours) / median(self.theirs) if self.ours and self.theirs else None

    def error(self) -> float | None:
        """Standard error of the ratio, by the bootstrap (Efron 1979): the spread over resampled series."""
        if not (self.ours and self.theirs):
            return None
        chance = Random(0)  # noqa: S311  # no secret: one series, one error

        def again(values: Sequence[float]) -> float:
            return median(chance.choices(values, k=len(values)))

        return stdev(again(self.ours) / again(self.theirs) for _ in range(_RESAMPLED))


def toggle_in_turns(browser: Browser, ours: tuple[Peer, str], theirs: tuple[Peer, str], layers: Sequence[str]) -> Turns:
    """Switch layers of two peers, each with its address, off and on in turn: what disturbs one disturbs both."""
    found = Turns()
    pages: list[tuple[OpenPage, list[float]]] = []
    try:
        for (peer, address), taken in ((ours, found.ours), (theirs, found.theirs)):
            pages.append((OpenPage(browser, peer, address, QUIET), taken))
        for _ in range(REPETITIONS):
            for page, taken in pages:
                for layer in layers:
                    taken.extend(page.toggle(layer))
    finally:
        for page, _ in pages:
            page.context.close()
    return found
