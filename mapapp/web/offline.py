"""The route of the map as one file, which is made when somebody first asks for it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapapp.web.made import Wanted, answer
from mapapp.web.making import Maker


def offline_routes(maker: Maker) -> list[Route]:
    """The one route of one atlas; the file is saved under the atlas's own id."""
    atlas = maker.site.atlas

    async def offline(request: Request) -> Response:
        name = f"{atlas.id}.html" if atlas is not None else "map.html"
        return await answer(maker, Wanted("offline", {}, name, "text/html; charset=utf-8"), request)

    return [Route("/offline.html", offline)]
