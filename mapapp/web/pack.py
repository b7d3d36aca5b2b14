"""`/pack`: all that a view can be taken away as in one ZIP. Its making is told line by line, and then where it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapapp.core.view import from_query, to_query
from mapapp.store.wording import interface
from mapapp.web.assets import nothing_here
from mapapp.web.citing import Today, base_of, today
from mapapp.web.data import read_box
from mapapp.web.made import file_answer
from mapapp.web.making import Maker
from mapapp.web.questions import asked_language
from mapapp.web.told import AT_ONCE, LINES, in_lines, told

PACK = "pack"


def pack_routes(maker: Maker, today: Today = today) -> list[Route]:
    """The routes of one atlas. `today` is the day on which a pack is made, as its papers say."""
    assert maker.site.atlas is not None  # noqa: S101  # there are no routes otherwise
    name = f"{maker.site.atlas.id}-pack.zip"

    async def make(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(headers=AT_ONCE, media_type=LINES)
        language = asked_language(request, maker.site.vocabulary.languages)
        ask = pack_ask(maker, request.query_params, language)
        ask |= {"base": base_of(request), "day": today().isoformat()}
        # The pack is made to its end for whoever asks next, even when this reader goes.
        work, file = partial(maker.make, PACK, ask), f"pack/{maker.digest(PACK, ask)}.zip"
        return in_lines(told(work, lambda _: {"file": file}, interface(language).gettext))

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
