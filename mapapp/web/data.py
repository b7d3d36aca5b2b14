"""Routes below /data for files to take away: a layer, a region, or what is visible, in the formats of a GIS."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapapp.web.assets import nothing_here
from mapapp.web.made import Wanted, answer
from mapapp.web.making import Ask, Maker

MEDIA_TYPES = {
    "geojson": "application/geo+json",
}
"""The formats by the ending of their addresses."""


def data_routes(maker: Maker) -> list[Route]:
    """The routes of one atlas; what has been built already, such as the GeoJSON of layers, is answered as it is."""
    site = maker.site

    async def layer(request: Request) -> Response:
        if built := site.assets.get(str(request.scope["path"])):
            return built.respond(request)
        name, _, ending = request.path_params["file"].partition(".")
        if name not in site.vocabulary.layers or ending not in MEDIA_TYPES:
            return nothing_here()
        return await answer(maker, _wanted(ending, name, {"layers": [name]}), request)

    async def region(request: Request) -> Response:
        name, _, ending = request.path_params["file"].partition(".")
        if name not in site.vocabulary.regions or ending not in MEDIA_TYPES:
            return nothing_here()
        return await answer(maker, _wanted(ending, name, {"regions": [name]}), request)

    return [Route("/data/layers/{file}", layer), Route("/data/regions/{file}", region)]


def _wanted(ending: str, name: str, what: Ask) -> Wanted:
    return Wanted("data", {"format": ending, **what}, f"{name}.{ending}", MEDIA_TYPES[ending])
