"""Streamlit's doors that the map never opens answer 404: uploads, media, log-in, counts, an interface for programs."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from mapapp.web.assets import nothing_here

USED = frozenset({"/_stcore/health", "/_stcore/host-config"})  # by the page; its session is a WebSocket
CLOSED = ("/_stcore/", "/auth/", "/oauth2callback", "/media/", "/component/", "/app/static/")


class ClosedDoors:
    """Answers for what is closed, before anything of it is read; all else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] != "http" or scope["path"] in USED or not scope["path"].startswith(CLOSED):
            await self.app(scope, receive, send)
            return
        await nothing_here()(scope, receive, send)
