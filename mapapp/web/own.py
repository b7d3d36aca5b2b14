"""The doors of own layers: a reader's file comes in, and what was made of it goes out to whoever has its token."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from mapapp.core.words import Say, marked
from mapapp.store.wording import interface
from mapapp.web.assets import nothing_here
from mapapp.web.data import MEDIA_TYPES
from mapapp.web.making import MakeError, Maker
from mapapp.web.origin import is_foreign
from mapapp.web.own_answer_words import AnswerWords
from mapapp.web.own_making import ANSWER, EXPORT, OwnMaker
from mapapp.web.own_reading import Asked, read_choices, reading
from mapapp.web.own_room import ANSWERS, DRAWN, FULL, REPORT, UPLOAD, OwnRoom
from mapapp.web.own_sentences import LESS
from mapapp.web.own_words import report_words
from mapapp.web.questions import asked_language
from mapapp.web.told import in_lines

LARGEST = 50 * 1024 * 1024  # bytes of a file
SLOWEST = 300.0  # seconds that a file may take to come in
PRIVATE = {"Cache-Control": "no-store"}

FOREIGN = marked("Only the page of this map itself may ask for this.")
LARGE = marked("The file is larger than 50 MB.")
SLOW = marked("The file took too long to arrive.")
GONE = marked("This layer is no longer here. Layers are kept for half an hour after they were last asked for.")

Answer = Callable[[Request, Path], Response]
SlowAnswer = Callable[[Request, Path], Awaitable[Response]]


def own_routes(maker: Maker, room: OwnRoom) -> list[Route]:
    """The doors of one atlas; files are read with the maker's command, layers lie in the room."""
    doors = Doors(OwnMaker(maker), room)
    return [
        Route("/own/", doors.take, methods=["POST"]),
        Route("/own/{token}", doors.known(doors.remove), methods=["DELETE"]),
        Route("/own/{token}/ping", doors.known(doors.ping), methods=["POST"]),
        Route("/own/{token}/report.json", doors.known(doors.report)),
        Route("/own/{token}/layer.geojson", doors.known(doors.layer)),
        Route("/own/{token}/answers.json", doors.made(doors.answers)),
        Route("/own/{token}/answers.csv", doors.made(doors.answers_table)),
        Route("/own/{token}/export.{form}", doors.made(doors.export)),
    ]


@dataclass(frozen=True)
class Doors:
    """What each door does."""

    maker: OwnMaker
    room: OwnRoom
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    async def take(self, request: Request) -> Response:
        """A file comes in; lines of JSON tell how its reading goes, and at the end its token and report."""
        if is_foreign(request.headers):
            return self._refused(request, 403, FOREIGN)
        if _announced(request) > LARGEST:
            return self._refused(request, 413, LARGE, LESS)
        with ExitStack() as staying:
            try:
                token = staying.enter_context(self.room.taking(self._whose(request)))
                wrong = await _receive(request, self.room.place(token) / UPLOAD)
            except MakeError as error:
                return self._refused(request, error.status, str(error))
            if wrong is not None:
                return self._refused(request, 413 if wrong == LARGE else 408, wrong, LESS if wrong == LARGE else None)
            asked = Asked(token, read_choices(request.query_params), self._language(request))
            lines = self._lines(asked, staying.pop_all())
        return in_lines(lines)

    def known(self, answer: Answer) -> Callable[[Request], Response]:
        """A door to a layer that is here; a foreign page is not let in even with its token."""

        def door(request: Request) -> Response:  # not async: it reads files
            if is_foreign(request.headers):
                return self._refused(request, 403, FOREIGN)
            made = self.room.find(request.path_params["token"])
            return answer(request, made) if made else self._refused(request, 404, GONE)

        return door

    def made(self, answer: SlowAnswer) -> Callable[[Request], Awaitable[Response]]:
        """A door to what is made of a layer when it is asked for."""

        async def door(request: Request) -> Response:
            if is_foreign(request.headers):
                return self._refused(request, 403, FOREIGN)
            made = await run_in_threadpool(self.room.find, request.path_params["token"])
            if made is None:
                return self._refused(request, 404, GONE)
            try:
                return await answer(request, made)
            except MakeError as error:
                return self._refused(request, error.status, str(error))

        return door

    async def answers(self, request: Request, made: Path) -> Response:
        """What the layer has to do with the regions, in words and numbers."""
        words, told = await self._answered(request, made)
        return JSONResponse(words.told(told), headers=PRIVATE)

    async def answers_table(self, request: Request, made: Path) -> Response:
        """The same as a table to be saved."""
        words, told = await self._answered(request, made)
        saved = {"Content-Disposition": 'attachment; filename="answers.csv"', **PRIVATE}
        return Response(words.table(told).encode("utf-8-sig"), headers=saved, media_type=MEDIA_TYPES["csv"])

    async def export(self, request: Request, made: Path) -> Response:
        """The layer as a file."""
        form = request.path_params["form"]
        if form not in MEDIA_TYPES:
            return nothing_here()
        path = made / f"export.{form}"
        await self.maker.make(EXPORT, {"format": form}, path)
        return FileResponse(path, headers=PRIVATE, media_type=MEDIA_TYPES[form], filename=f"layer.{form}")

    async def _answered(self, request: Request, made: Path) -> tuple[AnswerWords, dict[str, Any]]:
        await self.maker.make(ANSWER, {}, made / ANSWERS)
        atlas, guarded = self.maker.maker.site.atlas, json.loads((made / REPORT).read_bytes())["guarded"]
        assert atlas is not None  # noqa: S101  # there are no doors otherwise
        words = AnswerWords(atlas, self._language(request), self._say(request), guarded and guarded["degrees"])
        return words, json.loads((made / ANSWERS).read_bytes())

    def report(self, request: Request, made: Path) -> Response:
        """The report in the reader's language."""
        told = json.loads((made / REPORT).read_bytes())
        return JSONResponse(report_words(told, self._language(request), self._say(request)), headers=PRIVATE)

    def layer(self, _: Request, made: Path) -> Response:
        """What is drawn."""
        return FileResponse(made / DRAWN, headers=PRIVATE, media_type="application/geo+json")

    def ping(self, *_: object) -> Response:
        """The layer is still wanted: having asked is enough."""
        return Response(status_code=204, headers=PRIVATE)

    def remove(self, _: Request, made: Path) -> Response:
        """The layer is not wanted any more."""
        self.room.remove(made.parent.name)
        return Response(status_code=204, headers=PRIVATE)

    async def _lines(self, asked: Asked, staying: ExitStack) -> AsyncIterator[str]:
        with staying:
            async for line in reading(self.maker, self.room.place(asked.token), asked):
                yield line
        self.room.watch(asyncio.get_running_loop())

    def _language(self, request: Request) -> str:
        return asked_language(request, self.maker.maker.site.vocabulary.languages)

    def _say(self, request: Request) -> Say:
        return interface(self._language(request)).gettext

    def _whose(self, request: Request) -> str:
        """Who sends a file, as a name that tells nothing."""
        host = request.client.host if request.client else ""
        return hashlib.blake2b(host.encode(), key=self.salt, digest_size=16).hexdigest()

    def _refused(self, request: Request, status: int, problem: str, advice: str | None = None) -> Response:
        say = self._say(request)
        later = {"Retry-After": "60"} if status in {429, 503} else {}
        told = {"problem": say(problem), "advice": say(advice) if advice else None}
        return JSONResponse(told, status_code=status, headers={**PRIVATE, **later})


async def _receive(request: Request, path: Path) -> str | None:
    """Write the body to a file; None, or why it was not taken. Raises MakeError where it cannot be written."""
    size = 0
    try:
        async with asyncio.timeout(SLOWEST):
            with path.open("wb") as file:
                async for part in request.stream():
                    size += len(part)
                    if size > LARGEST:
                        return LARGE
                    file.write(part)
    except (TimeoutError, ClientDisconnect):  # before OSError, which a timeout is, too
        return SLOW
    except OSError as error:
        raise MakeError(FULL) from error
    return None


def _announced(request: Request) -> int:
    size = request.headers.get("content-length", "")
    return int(size) if size.isascii() and size.isdigit() and len(size) < 20 else 0
