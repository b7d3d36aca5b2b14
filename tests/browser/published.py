"""An atlas that was published, read in three ways: over the web below a folder, from a disk, and as one file."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from mapapp.web.keep import site_of
from mapapp.web.publish import publish

BELOW = "maps/amur"


@dataclass(frozen=True)
class Publication:
    """Where a published atlas is: its folder and its address on the web, below a folder there."""

    folder: Path
    web: str

    @property
    def disk(self) -> str:
        """The folder as a browser opens it without a server."""
        return self.folder.as_uri()

    @property
    def one_file(self) -> str:
        """The whole atlas as one file."""
        return (self.folder / "offline.html").as_uri()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing of each file."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that leave in the middle of a file."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def published(atlas: Path, room: Path) -> Iterator[Publication]:
    """An atlas folder published below `room`, and a plain file server for it."""
    folder = room / BELOW
    publish(site_of(atlas), folder, products=())
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(room))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Publication(folder, f"http://127.0.0.1:{server.server_port}/{BELOW}")
        finally:
            server.shutdown()
            thread.join()
