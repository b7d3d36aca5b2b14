"""Security headers on every answer, in one middleware."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mapapp.web.embed import asks_to_embed

# What a map never asks of a browser. Full screen is for the code that embeds it.
NEVER = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(["fullscreen=(self)", *(f"{name}=()" for name in NEVER)]),
    "Cross-Origin-Opener-Policy": "same-origin",
}
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


def content_security_policy(index: str, tile_hosts: Iterable[str]) -> str:
    """The policy for a page: scripts from here only, plus the inline ones of `index` by their hash.

    Streamlit mounts components from `blob:` modules and styles elements inline; images may come from
    the tile servers that a reader can switch on.
    """
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in _INLINE_SCRIPT.findall(index))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}".strip(),
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {' '.join(tile_hosts)}".strip(),
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def embed_policy(tile_hosts: Iterable[str], embedders: Iterable[str]) -> str:
    """The policy for an embedded map: no Streamlit, so no `blob:`, nothing inline; the embedders may frame it."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob: {' '.join(tile_hosts)}".strip(),
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors 'self' {' '.join(embedders)}".strip(),
        )
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class SecurityHeaders:
    """Adds the policy and its companions to every HTTP answer, and CORS to /data alone; no answer sets a cookie."""

    def __init__(self, app: ASGIApp, policy: str, embedded: str) -> None:
        self.app = app
        self.policy = policy
        self.embedded = embedded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; dress the start of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = str(scope["path"])
        embeds = path == "/" and asks_to_embed(QueryParams(scope["query_string"]))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self.embedded if embeds else self.policy
                headers.update(ALWAYS)
                del headers["Server"]
                del headers["Set-Cookie"]  # the only one is Streamlit's, for uploads and log-in: both are closed
                open_to_others = embeds or path.startswith("/data/")
                headers["Cross-Origin-Resource-Policy"] = "cross-origin" if open_to_others else "same-origin"
                if not embeds:
                    headers["X-Frame-Options"] = "SAMEORIGIN"
                if path.startswith("/data/"):
                    headers["Access-Control-Allow-Origin"] = "*"
            await send(message)

        await self.app(scope, receive, send_with_headers)
