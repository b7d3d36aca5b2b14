"""What a slow line costs: the product as it is, and with time added to every byte each way, in the same run."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Browser

from bench.data import AtlasData
from bench.open_page import OpenPage
from bench.peers.catalogue import PRODUCT
from tests.browser.proxy import Proxy

DELAY = 0.15  # seconds added each way, to pages, files and the WebSocket alike
REPETITIONS = 12
KINDS = ("toggle", "year step")
PAUSE = 0.7  # seconds without traffic after which the server has surely answered, on the slow line too
YEARS = ("Home", "End")  # the slider's keys for the first year and for today: the steps that change most


@dataclass
class Latency:
    """Milliseconds until each act was painted, by kind, without and with the delay."""

    direct: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    delayed: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def ratio(self, kind: str) -> float | None:
        """How many times longer the median act takes on the slow line."""
        if not (self.direct[kind] and self.delayed[kind]):
            return None
        return median(self.delayed[kind]) / median(self.direct[kind])


def measure_latency(browser: Browser, address: str, data: AtlasData, repetitions: int = REPETITIONS) -> Latency:
    """Toggle a layer and step through the years on both lines in turn, so that what disturbs one disturbs both."""
    found = Latency()
    with Proxy(address, delay=DELAY) as line:
        readers = [
            (_Reader(browser, at, data), taken)
            for at, taken in ((address, found.direct), (line.address, found.delayed))
        ]
        try:
            for _ in range(repetitions):
                for reader, taken in readers:
                    taken["toggle"] += reader.toggle(reader.layer)
                    taken["year step"] += reader.years()
        finally:
            for reader, _ in readers:
                reader.context.close()
    return found


class _Reader(OpenPage):
    """This map, open on one of the lines."""

    def __init__(self, browser: Browser, address: str, data: AtlasData) -> None:
        super().__init__(browser, PRODUCT, address, PAUSE)
        self.layer = data.toggled(1)[0]
        self.page.locator(".years-slider").focus()
        self.page.keyboard.press(YEARS[0])
        self.traffic.settle(self.page, PAUSE)
        self.first = self.counts()
        self.page.keyboard.press(YEARS[1])
        self.traffic.settle(self.page, PAUSE)

    def years(self) -> list[float]:
        """Milliseconds for the first year and for today again."""
        self.page.locator(".years-slider").focus()
        taken = []
        for key, wanted in zip(YEARS, (self.first, self.shown), strict=True):
            self.expect(wanted, "keydown")
            self.page.keyboard.press(key)
            taken.append(self.answer(f"the year after {key}"))
        return taken
