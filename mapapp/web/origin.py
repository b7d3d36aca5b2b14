"""Sessions are for our own page: a WebSocket that another site's page opens is refused."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

FOREIGN = 1008  # a policy was broken; before the socket is open, the server makes 403 of it


class SameOrigin:
    """Refuses a WebSocket whose Origin is another host than the one it asks.

    Streamlit would refuse most of them too, but not before asking a host outside for this machine's public address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything but a foreign WebSocket; programs that name no origin may come in."""
        if scope["type"] == "websocket" and is_foreign(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": FOREIGN})
            return
        await self.app(scope, receive, send)


def is_foreign(headers: Headers) -> bool:
    """Whether a browser says that another site's page asks; programs that say nothing are not foreign."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = headers.get("origin")
    return origin is not None and _host(origin) != headers.get("host", "").lower()


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:  # such as http://[
        return None
