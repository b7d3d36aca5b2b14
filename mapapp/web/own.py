"""The doors of own layers: a reader's file comes in, and what was made of it goes out to whoever has its token."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from mapapp.core.words import Say, marked
from mapapp.store.wording import interface
from mapapp.web.made import asked_language
from mapapp.web.making import MakeError, Maker
from mapapp.web.origin import is_foreign
from mapapp.web.own_reading import Asked, read_choices, reading
from mapapp.web.own_room import DRAWN, REPORT, UPLOAD, OwnRoom
from mapapp.web.own_words import report_words

LINES = "application/x-ndjson"
LARGEST = 50 * 1024 * 1024  # bytes of a file
SLOWEST = 300.0  # seconds that a file may take to come in
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

FOREIGN = marked("This may only be asked by the page of this map itself.")
LARGE = marked("The file is larger than 50 MB.")
SMALLER = marked("Make it smaller: fewer features, simpler lines, only the columns that you need.")
SLOW = marked("The file took too long to arrive.")
GONE = marked("This layer is no longer here. Layers are kept for half an hour after they were last asked for.")
"""Words for what is refused before a file is read."""


def own_routes(maker: Maker, room: OwnRoom) -> list[Route]:
    """The doors of one atlas; files are read with the maker's command, layers lie in the room."""
    salt = secrets.token_bytes(16)
    languages = maker.site.vocabulary.languages

    def say(request: Request) -> Say:
        return interface(asked_language(request, languages)).gettext

    def whose(request: Request) -> str:
        """Who sends it, as a name that tells nothing."""
        host = request.client.host if request.client else ""
        return hashlib.blake2b(host.encode(), key=salt, digest_size=16).hexdigest()

    async def take(request: Request) -> Response:
        words = say(request)
        if is_foreign(request.headers):
            return _refused(403, words(FOREIGN))
        if _announced(request) > LARGEST:
            return _refused(413, words(LARGE), words(SMALLER))
        taking = room.taking(whose(request))
        try:
            token = taking.__enter__()
        except MakeError as error:
            return _refused(error.status, words(str(error)))
        leave: Callable[[], None] = lambda: taking.__exit__(None, None, None) and None  # noqa: E731
        try:
            came = await _receive(request, room.place(token) / UPLOAD)
        except BaseException:
            leave()
            raise
        if came is not None:
            leave()
            return _refused(413 if came == LARGE else 408, words(came), words(SMALLER) if came == LARGE else None)
        asked = Asked(token, read_choices(request.query_params), asked_language(request, languages))
        lines = _until_read(reading(maker, room.place(token), asked), leave)
        # Not compressed: that would hold the lines back until there are many.
        headers = {**PRIVATE, "Content-Encoding": "identity", "X-Accel-Buffering": "no"}
        return StreamingResponse(lines, headers=headers, media_type=LINES)

    def known(answer: Callable[[Request, Path], Response]) -> Callable[[Request], Response]:
        """A door to a layer that is here; a foreign page is not let in even with a token."""

        def door(request: Request) -> Response:  # not async: it reads files
            if is_foreign(request.headers):
                return _refused(403, say(request)(FOREIGN))
            found = room.find(request.path_params["token"])
            return answer(request, found) if found else _refused(404, say(request)(GONE))

        return door

    def report(request: Request, made: Path) -> Response:
        told = json.loads((made / REPORT).read_bytes())
        return JSONResponse(report_words(told, asked_language(request, languages), say(request)), headers=PRIVATE)

    def layer(_: Request, made: Path) -> Response:
        return FileResponse(made / DRAWN, headers=PRIVATE, media_type="application/geo+json")

    def ping(*_: Any) -> Response:
        return Response(status_code=204, headers=PRIVATE)

    def remove(_: Request, made: Path) -> Response:
        room.remove(made.parent.name)
        return Response(status_code=204, headers=PRIVATE)

    return [
        Route("/own/", take, methods=["POST"]),
        Route("/own/{token}", known(remove), methods=["DELETE"]),
        Route("/own/{token}/ping", known(ping), methods=["POST"]),
        Route("/own/{token}/report.json", known(report)),
        Route("/own/{token}/layer.geojson", known(layer)),
    ]


async def _receive(request: Request, path: Path) -> str | None:
    """Write the body to a file; None, or why it was not taken."""
    size = 0
    try:
        async with asyncio.timeout(SLOWEST):
            with path.open("wb") as file:
                async for part in request.stream():
                    size += len(part)
                    if size > LARGEST:
                        return LARGE
                    file.write(part)
    except (TimeoutError, ClientDisconnect):
        return SLOW
    return None


async def _until_read(lines: AsyncIterator[str], leave: Callable[[], None]) -> AsyncIterator[str]:
    try:
        async for line in lines:
            yield line
    finally:
        leave()


def _announced(request: Request) -> int:
    size = request.headers.get("content-length", "")
    return int(size) if size.isascii() and size.isdigit() else 0


def _refused(status: int, problem: str, advice: str | None = None) -> Response:
    later = {"Retry-After": "60"} if status in {429, 503} else {}
    return JSONResponse({"problem": problem, "advice": advice}, status_code=status, headers={**PRIVATE, **later})
