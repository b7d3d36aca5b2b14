"""`/pack`: all that a view can be taken away as in one ZIP. Its making is told line by line, and then where it is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from mapapp.core.view import from_query, to_query
from mapapp.store.wording import interface
from mapapp.web.assets import nothing_here
from mapapp.web.citing import Today, base_of, today
from mapapp.web.data import read_box
from mapapp.web.made import file_answer
from mapapp.web.making import Ask, MakeError, Maker
from mapapp.web.questions import asked_language
from mapapp.web.running import Progress

LINES = "application/x-ndjson"
PACK = "pack"


def pack_routes(maker: Maker, today: Today = today) -> list[Route]:
    """The routes of one atlas. `today` is the day on which a pack is made, as its papers say."""
    assert maker.site.atlas is not None  # noqa: S101  # there are no routes otherwise
    name = f"{maker.site.atlas.id}-pack.zip"

    async def make(request: Request) -> Response:
        # Not compressed: that would hold the lines back until there are many.
        headers = {"Cache-Control": "no-store", "Content-Encoding": "identity", "X-Accel-Buffering": "no"}
        if request.method == "HEAD":
            return Response(headers=headers, media_type=LINES)
        language = asked_language(request, maker.site.vocabulary.languages)
        ask = pack_ask(maker, request.query_params, language)
        ask |= {"base": base_of(request), "day": today().isoformat()}
        return StreamingResponse(_lines(maker, ask, language), headers=headers, media_type=LINES)

    async def made(request: Request) -> Response:
        digest = request.path_params["digest"]
        path = maker.kept(PACK, digest)
        return file_answer(path, f'"{digest}"', name, "application/zip") if path else nothing_here()

    return [Route("/pack", make), Route("/pack/{digest}.zip", made)]


def pack_ask(maker: Maker, asked: Mapping[str, str], language: str) -> dict[str, object]:
    """What is asked for: a view in a language, spelt in one way, and the box that the map shows, if it is told."""
    view = from_query(asked, maker.site.vocabulary, language)
    return {
        "language": view.language,
        "view": to_query(view, maker.site.vocabulary, ""),
        "box": list(read_box(asked.get("bbox")) or ()),
    }


async def _lines(maker: Maker, ask: Ask, language: str) -> AsyncIterator[str]:
    """A line of JSON for each step, and one for the file, or for what went wrong, at the end."""
    say = interface(language).gettext
    steps: asyncio.Queue[Progress | None] = asyncio.Queue()
    making = asyncio.ensure_future(maker.make(PACK, ask, steps.put_nowait))
    making.add_done_callback(lambda _: steps.put_nowait(None))
    try:
        while step := await steps.get():
            yield _line(done=step.done, of=step.of, doing=say(step.doing))
        await making
    except MakeError as error:
        yield _line(problem=say(str(error)))
    else:
        yield _line(file=f"pack/{maker.digest(PACK, ask)}.zip")
    finally:
        making.cancel()  # the reader is gone: the making itself goes on, for whoever asks next


def _line(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"
