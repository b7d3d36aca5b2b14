"""Ask the OpenStreetMap API 0.6 for a relation with everything it needs, patiently and not for ever.

The API is there for editing: one area now and then, at somebody's wish, is what this is for (its usage policy:
https://operations.osmfoundation.org/policies/api). Other servers that answer alike can be named.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

from mapapp.core.errors import MapAppError

SERVER = "https://api.openstreetmap.org"
USER_AGENT = "AmurLeopardAtlas-refine/1.0 (fetches the boundary of one protected area when a user asks for it)"
LIMIT_BYTES = 50_000_000


class OsmError(MapAppError):
    """OpenStreetMap did not answer, or what it answered cannot be used; says why and what can be done."""


class _TryLaterError(Exception):
    """A failure that may pass: `after` is the wait in seconds that the server asked for."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


@dataclass(frozen=True)
class Patience:
    """How long to wait for a server, in seconds, and how often to ask it."""

    connect: float = 10
    read: float = 60
    tries: int = 3
    first_pause: float = 2
    longest_pause: float = 120
    pause: Callable[[float], None] = time.sleep


def fetch(server: str, number: int, patience: Patience) -> bytes:
    """Return the API's answer to `relation/<number>/full`, asked up to three times. Raises OsmError."""
    parts = urlsplit(server)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = f"{server!r} is not the address of a server; expected something like {SERVER}"
        raise OsmError(message)
    url = f"{server.rstrip('/')}/api/0.6/relation/{number}/full"
    tried = 0
    while True:
        try:
            return _ask(url, number, patience)
        except _TryLaterError as failure:
            tried += 1
            wait = patience.first_pause * 2 ** (tried - 1) if failure.after is None else failure.after
            if tried == patience.tries:
                message = f"{url}: {failure}; tried {tried} times, try again later"
                raise OsmError(message) from failure
            if wait > patience.longest_pause:
                message = f"{url}: {failure}; it asks for a pause of {wait:.0f} s, try again then"
                raise OsmError(message) from failure
            patience.pause(wait)


def _ask(url: str, number: int, patience: Patience) -> bytes:
    headers = {"User-Agent": USER_AGENT, "Accept": "application/xml"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310  # fetch has checked the scheme
    try:
        with _opener(patience.read).open(request, timeout=patience.connect) as answer:
            return _body(answer)
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(error, number) from error
    except (OSError, HTTPException) as error:
        reason = str(getattr(error, "reason", "") or error) or type(error).__name__
        message = f"no answer ({reason})"
        raise _TryLaterError(message) from error


def _opener(read_seconds: float) -> urllib.request.OpenerDirector:
    """Return an opener that waits longer for an answer than for the connection; urllib has one timeout for both."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            self.sock.settimeout(read_seconds)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            self.sock.settimeout(read_seconds)

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> HTTPResponse:
            return self.do_open(Plain, req)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> HTTPResponse:
            return self.do_open(Secure, req)

    return urllib.request.build_opener(PlainHandler, SecureHandler)


def _body(answer: HTTPResponse) -> bytes:
    announced = answer.length or 0  # none for an answer in chunks, which http.client checks itself
    body = answer.read(LIMIT_BYTES + 1) if announced <= LIMIT_BYTES else b""
    if max(announced, len(body)) > LIMIT_BYTES:
        message = f"the answer is larger than {LIMIT_BYTES / 1e6:.0f} MB; no single area is"
        raise OsmError(message)
    if len(body) < announced:
        message = f"the answer was cut short at {len(body)} of {announced} bytes"
        raise _TryLaterError(message)
    return body


def _refusal(error: urllib.error.HTTPError, number: int) -> Exception:
    """Return what a status other than 200 means."""
    if error.code == 404:
        return OsmError(f"relation {number} does not exist on this server; check the number")
    if error.code == 410:
        return OsmError(f"relation {number} was deleted in OpenStreetMap; look for its successor, and give --relation")
    said = f"the server answers {error.code} {error.reason}"
    if error.code == 429 or error.code >= 500:
        return _TryLaterError(said, _retry_after(error.headers.get("Retry-After")))
    return OsmError(f"{said} for relation {number}")


def _retry_after(value: str | None) -> float | None:
    """Return the seconds a Retry-After header asks for, given as a number or as a date (RFC 9110)."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        wanted = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = wanted if wanted.tzinfo else wanted.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
