"""Serve the map until told to stop: start, say where it is, on a signal answer what is open, and end."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import socket
import time
from contextlib import suppress
from types import FrameType

import uvicorn

from mapapp.core.errors import SetupError
from mapapp.web.health import Readiness
from mapapp.web.log import set_up
from mapapp.web.settings import read_settings

LAST_ANSWERS = 5  # seconds for answers that are under way when the server stops
LARGEST_EVENT = 2**20  # bytes; what a reader does is told in a few hundred

_log = logging.getLogger(__name__)


def serve(host: str, port: int) -> int:
    """Serve as the environment says; 0 after SIGTERM or Ctrl+C. Raises SetupError, BuildError."""
    settings = read_settings(os.environ)
    claim(host, port)
    set_up(settings.log)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends the program as Ctrl+C does, also while it starts
    with suppress(KeyboardInterrupt):
        _log.info("Starting", extra={"event": "starting", "fields": {}})
        from mapapp.app import app, readiness
        from mapapp.store.wording import unspoken
        from mapapp.web.keep import current_site

        site = current_site()
        for problem in site.problems:
            _log.warning("Left out of the map: %s", problem)
        for language in unspoken(site.vocabulary.languages):
            _log.warning("The interface has no words in %s; English ones stand in", language)
        configuration = uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="websockets-sansio",
            ws_max_size=LARGEST_EVENT,
            ws_per_message_deflate=False,
            ws_ping_interval=30,
            ws_ping_timeout=30,
            timeout_keep_alive=75,  # longer than a proxy in front keeps its connections, so that it is never the first
            timeout_graceful_shutdown=LAST_ANSWERS,
        )
        gc.freeze()  # what is there now stays: no collection need look at it again
        Server(configuration, readiness, settings.drain).run()
    _log.info("Stopped", extra={"event": "stopped"})
    return 0


class Server(uvicorn.Server):
    """Says where the map is when it can be asked for; is not ready for new readers for a while before it stops."""

    def __init__(self, configuration: uvicorn.Config, readiness: Readiness, drain: float) -> None:
        super().__init__(configuration)
        self._readiness = readiness
        self._drain = drain

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        began = time.perf_counter()
        await super().startup(sockets)
        if self.started:
            address = f"http://{self.config.host}:{self.config.port}"
            fields = {"address": address, "seconds": round(time.perf_counter() - began, 2)}
            _log.info("The map is at %s", address, extra={"event": "started", "fields": fields})

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """On a first signal, want no new readers, and stop when the time for that is over; on a second, stop now."""
        first, self._readiness.stopping = not self._readiness.stopping, True
        if first:
            _log.info("Stopping", extra={"event": "stopping", "fields": {"drain_seconds": self._drain}})
        if first and self._drain:
            asyncio.get_running_loop().call_later(self._drain, super().handle_exit, sig, frame)
        else:
            super().handle_exit(sig, frame)


def claim(host: str, port: int) -> None:
    """Try the address once, so that a taken port is said plainly and at once. Raises SetupError."""
    if not 0 < port < 65536:
        message = f"{port} is not a port; choose one from 1024 to 65535"
        raise SetupError(message)
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        other = port + 1 if port < 65535 else 8501
        message = f"cannot serve on {host}:{port} ({error.strerror}); choose another, for example PORT={other}"
        raise SetupError(message) from error
