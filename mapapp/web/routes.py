"""Routes beside Streamlit's: the index page, health, search, data, map scripts, panels and assets."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from mapapp.web.embed import asks_to_embed, embed_page
from mapapp.web.index import for_reader
from mapapp.web.site import Site


def make_routes(site: Site, index: str) -> list[Route]:
    """The routes of a site; `index` is the document at `/`."""

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
        found = site.assets.get(request.url.path)
        if found is None:
            return PlainTextResponse("There is nothing at this address.\n", status_code=404)
        return found.respond(request)

    roots = ("/assets", "/data", "/map", "/panels")
    return [
        Route("/", front_page),
        Route("/healthz", health),
        Route("/search", search),
        *(Route(f"{root}/{{path:path}}", asset) for root in roots),
    ]
