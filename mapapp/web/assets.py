"""Files kept in memory, compressed once, addressed by their content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import Base64Bytes
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "public, no-cache"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".geojson": "application/geo+json",
    ".webp": "image/webp",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}
_PACKED = frozenset({".webp", ".png", ".jpg", ".woff2"})


@dataclass(frozen=True)
class Asset:
    """What is kept of a body, its type, its entity tag and how long it may be kept.

    Bodies that shrink are kept compressed alone: nearly every client takes them so.
    """

    content: Base64Bytes
    packed: bool
    media_type: str
    etag: str
    caching: str

    @property
    def body(self) -> bytes:
        """The body as it was before it was compressed."""
        return gzip.decompress(self.content) if self.packed else self.content

    def respond(self, request: Request) -> Response:
        """200 with the body (gzip when the client takes it), or 304 when the client has it."""
        headers = {"ETag": self.etag, "Cache-Control": self.caching, "Vary": "Accept-Encoding"}
        known = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
        if self.etag in known:
            return Response(status_code=304, headers=headers)
        if self.packed and _takes_gzip(request.headers.get("accept-encoding", "")):
            return Response(self.content, media_type=self.media_type, headers={**headers, "Content-Encoding": "gzip"})
        return Response(self.body, media_type=self.media_type, headers=headers)


def nothing_here() -> Response:
    """The answer for an address that nothing is at; not to be kept, because a newer version may have something."""
    return PlainTextResponse(
        "There is nothing at this address.\n", status_code=404, headers={"Cache-Control": "no-store"}
    )


def _takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header names gzip with a weight above zero."""
    codings = dict(coding.replace(" ", "").lower().partition(";q=")[::2] for coding in accepted.split(","))
    return "gzip" in codings and (not codings["gzip"] or bool(codings["gzip"].strip("0.")))


def make_asset(name: str, body: bytes, caching: str = FOREVER) -> Asset:
    """An asset from a file name (for its type) and its content."""
    ending = name[name.rfind(".") :].lower()
    media_type = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = ending not in _PACKED
    content = gzip.compress(body, 9, mtime=0) if packed else body
    return Asset(content, packed, media_type, f'"{digest([(name, body)])[:32]}"', caching)


def digest(files: Iterable[tuple[str, bytes]]) -> str:
    """SHA-256 over names and contents, in the order of names."""
    total = hashlib.sha256()
    for name, body in sorted(files):
        total.update(f"{len(name)}:{name}{len(body)}:".encode())
        total.update(body)
    return total.hexdigest()


def under(root: str, files: Mapping[str, bytes]) -> tuple[str, dict[str, Asset]]:
    """Assets below an address that holds the digest of them all: (address of the folder, assets by address)."""
    folder = f"{root}/{digest(files.items())[:16]}/"
    return folder, {f"{folder}{name}": make_asset(name, body) for name, body in files.items()}
