"""A page that stays open, whose layers are switched off and on again and again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from bench.peers.peer import Peer
from bench.press import press
from bench.traffic import LOADED, Traffic
from bench.visit import PROBE, VIEWPORT


class OpenPage:
    """A peer's page in a browser context of its own; an act is over when it was quiet for `pause` seconds."""

    def __init__(self, browser: Browser, peer: Peer, address: str, pause: float) -> None:
        self.peer, self.pause = peer, pause
        self.context: BrowserContext = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]  # a plain dict
        self.context.add_init_script(PROBE.replace("MARKS", json.dumps({"frame": peer.frame, "first": peer.first})))
        self.page: Page = self.context.new_page()
        self.traffic = Traffic()
        self.traffic.watch(self.context, self.page)
        self.page.goto(address + peer.path)
        self.page.evaluate("bench.first")
        self.traffic.settle(self.page, 2 * LOADED)
        self.shown: dict[str, int] = self.counts()

    def counts(self) -> dict[str, int]:
        """Paths on the map, by layer."""
        found: dict[str, int] = self.page.evaluate("bench.counts()")
        return found

    def toggle(self, layer: str) -> list[float]:
        """Milliseconds for a layer off and on again."""
        switch = self.page.evaluate("(mark) => bench.centre(mark)", self.peer.switch.format(id=layer))
        taken = []
        for wanted in ({**self.shown, layer: 0}, self.shown):
            self.expect(wanted)
            press(self.page, switch)
            taken.append(self.answer(f"{layer} on or off"))
        return taken

    def expect(self, wanted: Mapping[str, int], kind: str = "click") -> None:
        """What the map is to show after the next event of this kind."""
        self.page.evaluate("([wanted, kind]) => bench.expectCounts(wanted, kind)", [wanted, kind])

    def answer(self, what: str) -> float:
        """Milliseconds until the expected was painted. Raises RuntimeError when it was not."""
        taken: Any = self.page.evaluate("bench.answer")
        self.traffic.settle(self.page, self.pause)
        if taken is None:
            message = f"{self.peer.name}: {what} was not painted"
            raise RuntimeError(message)
        return float(taken)
