"""A mistake of ours answers 500 with one sentence and all the headers; what happened stands in the log alone."""

from __future__ import annotations

import logging

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WORDS = "Something went wrong on this server. Please try again; whoever runs this map finds the reason in its log.\n"

_log = logging.getLogger(__name__)


class ServerErrors:
    """Answers where a route could not. Starlette's own answer comes from outside all middleware, without headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer it if that fails before anything was sent."""
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except Exception:
            if begun or scope["type"] != "http":
                raise
            _log.exception("%s %s could not be answered", scope["method"], scope["path"])
            answer = PlainTextResponse(WORDS, status_code=500, headers={"Cache-Control": "no-store"})
            await answer(scope, receive, send)
