"""Bytes that a page sends and receives, over HTTP and WebSocket, as the browser counts them."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

QUIET = 0.35  # seconds without traffic after which an event is over
LOADED = 1.0  # the same for a page that loads: what it fetches in idle time belongs to the load, not to a later event
LIMIT = 10.0  # seconds after which we stop to wait for quiet
_HERE = {"127.0.0.1", "localhost", None}


@dataclass
class Traffic:
    """Counters of one page; WebSocket messages count as their payload before any compression."""

    up: int = 0
    down: int = 0
    last: float = field(default_factory=time.monotonic)
    foreign: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext, page: Page) -> None:
        """Count from now on."""
        browser = context.new_cdp_session(page)
        browser.on("Network.requestWillBeSent", self._asked)
        browser.on("Network.requestWillBeSentExtraInfo", self._headers)
        browser.on("Network.loadingFinished", lambda event: self._add(down=int(event["encodedDataLength"])))
        browser.on("Network.webSocketFrameSent", lambda event: self._add(up=_payload(event)))
        browser.on("Network.webSocketFrameReceived", lambda event: self._add(down=_payload(event)))
        browser.send("Network.enable")

    def settle(self, page: Page, quiet: float = QUIET) -> None:
        """Wait until nothing was sent or received for a while."""
        end = time.monotonic() + LIMIT
        self.last = max(self.last, time.monotonic() - quiet / 2)
        while time.monotonic() < min(end, self.last + quiet):
            page.wait_for_timeout(40)

    def _add(self, up: int = 0, down: int = 0) -> None:
        self.up += up
        self.down += down
        self.last = time.monotonic()

    def _asked(self, event: dict[str, Any]) -> None:
        request = event["request"]
        address = urlsplit(request["url"])
        if address.scheme in ("http", "https") and address.hostname not in _HERE:
            self.foreign.add(str(address.hostname))
        self._add(up=len(request.get("postData", "")))

    def _headers(self, event: dict[str, Any]) -> None:
        self._add(up=sum(len(name) + len(value) + 4 for name, value in event["headers"].items()))


def _payload(event: dict[str, Any]) -> int:
    frame = event["response"]
    content = str(frame["payloadData"])
    return len(content.encode()) if frame["opcode"] == 1 else len(base64.b64decode(content))
