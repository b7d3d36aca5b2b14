"""Streamlit's doors that this map never opens: uploads, log-in, its interface for programs. They answer 404."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

CLOSED = ("/_stcore/upload_file", "/_stcore/agent", "/auth", "/oauth2callback", "/app/static", "/component/")


class ClosedDoors:
    """Answers for what is closed, before anything of it is read; all else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] != "http" or not scope["path"].startswith(CLOSED):
            await self.app(scope, receive, send)
            return
        answer = PlainTextResponse("There is nothing at this address.\n", status_code=404)
        await answer(scope, receive, send)
