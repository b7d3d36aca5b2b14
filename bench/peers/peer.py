"""What the bench must know of a page: how to serve it, and where its parts are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Command = Callable[[int], Sequence[str]]


@dataclass(frozen=True)
class Peer:
    """A page and its marks, as CSS selectors with {id} for a layer or a region.

    `command` is None for a page that the static server holds at `path`. `frame` is the selector of the
    inner frame that holds the map, if there is one. An empty `region` means: a page without a map.
    """

    key: str
    name: str
    command: Command | None = None
    health: str = "/healthz"
    path: str = "/"
    frame: str = ""
    region: str = "path.region-{id}"
    switch: str = ""
    text: str = ""
    first: str = field(default='.leaflet-pane path[class*="layer-"]')


def streamlit_run(script: str) -> Command:
    """The command that serves a Streamlit script of this folder, quiet and without watching files."""

    def command(port: int) -> Sequence[str]:
        options = {
            "server.port": port,
            "server.address": "127.0.0.1",
            "server.headless": "true",
            "server.fileWatcherType": "none",
            "browser.gatherUsageStats": "false",
            "logger.level": "warning",
        }
        flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        return [sys.executable, "-m", "streamlit", "run", str(Path(__file__).with_name(script)), *flags]

    return command
