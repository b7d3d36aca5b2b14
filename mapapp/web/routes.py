"""Routes beside Streamlit's: the index page, health, questions to the atlas, data, map scripts, panels and assets."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from mapapp.store.wording import interface
from mapapp.web.assets import nothing_here
from mapapp.web.citing import cite_routes
from mapapp.web.data import data_routes
from mapapp.web.embed import asks_to_embed, embed_page
from mapapp.web.index import for_reader
from mapapp.web.large import large_routes
from mapapp.web.making import Maker
from mapapp.web.offline import offline_routes
from mapapp.web.own import own_routes
from mapapp.web.own_room import OwnRoom
from mapapp.web.pack import pack_routes
from mapapp.web.paper import paper_routes
from mapapp.web.questions import BadQuestionError, asked_language
from mapapp.web.site import Site
from mapapp.web.versions import OtherVersions

if TYPE_CHECKING:
    from mapapp.web.here import Answers


def make_routes(site: Site, index: str, others: OtherVersions | None = None, maker: Maker | None = None) -> list[Route]:
    """The routes of a site; `index` is the document at `/`, `others` know the files of other versions.

    `maker` makes files on demand; without one there are none.
    """

    async def front_page(request: Request) -> Response:
        asked, languages = request.query_params, request.headers.get("accept-language", "")
        embeds = asks_to_embed(asked)
        page = embed_page(site, asked, languages) if embeds else for_reader(index, site, asked, languages)
        return HTMLResponse(page, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})

    async def health(_: Request) -> Response:
        problems = [str(problem) for problem in site.problems]
        if site.atlas is None:
            return JSONResponse({"status": "unavailable", "layers": 0, "problems": problems}, status_code=503)
        return JSONResponse({"status": "ok", "layers": len(site.atlas.layers), "problems": problems})

    def search(request: Request) -> Response:  # not async: a thread of its own makes the index, and the page goes on
        asked = request.query_params
        results = site.search.results(asked.get("q", ""), asked.get("lang", ""))
        return JSONResponse({"results": results}, headers={"Cache-Control": "private, max-age=60"})

    async def asset(request: Request) -> Response:
        path = str(request.scope["path"])  # as asked for: a URL would drop parts of it
        found = site.assets.get(path)
        if found is None and others is not None:
            found = await run_in_threadpool(others.find, path)
        if found is None:
            return nothing_here()
        return found.respond(request)

    roots = ("/assets", "/data", "/map", "/panels")
    return [
        Route("/", front_page),
        Route("/healthz", health),
        Route("/search", search),
        *_questions(site),
        *cite_routes(site),
        *large_routes(site),
        *(_made_on_demand(maker) if maker is not None and site.atlas is not None else ()),
        *(Route(f"{root}/{{path:path}}", asset) for root in roots),
    ]


def _made_on_demand(maker: Maker) -> list[Route]:
    """What can be taken away, and what readers bring."""
    taken = [*data_routes(maker), *paper_routes(maker), *offline_routes(maker), *pack_routes(maker)]
    return [*taken, *own_routes(maker, OwnRoom(maker.kept_in.with_name("own")))]


def _questions(site: Site) -> list[Route]:
    """What readers ask of places; the answers need packages that are loaded with the first question."""

    @cache
    def answers() -> Answers | None:
        from mapapp.web.here import Answers

        return Answers(site.atlas, site.shapes) if site.atlas and site.shapes else None

    def here(request: Request) -> Response:  # not async: the first question prepares what all need
        asked, known = request.query_params, answers()
        if known is None:
            return JSONResponse({"problem": "The atlas cannot be served."}, status_code=503)
        return _answer(request, site, lambda language: known.answer(asked.get("at", ""), asked.get("year"), language))

    def measure(request: Request) -> Response:
        from mapapp.web.measuring import measured_words

        points = request.query_params.get("points", "")
        return _answer(request, site, lambda language: measured_words(points, language, interface(language).gettext))

    return [Route("/here", here), Route("/measure", measure)]


def _answer(request: Request, site: Site, tell: Callable[[str], dict[str, object]]) -> Response:
    """What is told in the reader's language, or status 400 and one sentence for a question that cannot be read."""
    language = asked_language(request, site.vocabulary.languages)
    try:
        return JSONResponse(tell(language), headers={"Cache-Control": "private, max-age=60"})
    except BadQuestionError as error:
        return JSONResponse({"problem": interface(language).gettext(str(error))}, status_code=400)
