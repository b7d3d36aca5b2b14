"""What neither we nor Streamlit's page use answers 404: its uploads, media, log-in, counts and files of its own."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from mapapp.web.assets import nothing_here

USED = frozenset({"/_stcore/health", "/_stcore/host-config"})  # by Streamlit's page; its session is a WebSocket


class ClosedDoors:
    """Passes on what these routes are for, and what Streamlit's page uses; all else is answered before it is read."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        await (self.app if self._is_open(scope) else nothing_here())(scope, receive, send)

    def _is_open(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["path"] in USED:
            return True
        return any(route.matches(scope)[0] is not Match.NONE for route in self.routes)
