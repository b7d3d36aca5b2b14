"""What Streamlit tells its front end about its host: no dialogs of its own, the page says itself what is wrong."""

from __future__ import annotations

import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/_stcore/host-config"


class NoErrorDialogs:
    """Adds `blockErrorDialogs` to Streamlit's answer; routes below its own prefix cannot be replaced."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; change this one answer."""
        if scope["type"] != "http" or scope["path"] != PATH:
            await self.app(scope, receive, send)
            return
        parts: list[Message] = []

        async def keep(message: Message) -> None:
            parts.append(message)

        await self.app(scope, receive, keep)
        start, body = parts[0], b"".join(part.get("body", b"") for part in parts[1:])
        if start["status"] == 200:
            body = json.dumps(json.loads(body) | {"blockErrorDialogs": True}).encode()
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        await send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})
