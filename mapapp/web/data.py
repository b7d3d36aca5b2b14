"""Routes below /data for what is taken away: a layer, a region, or what is visible, in the formats of a GIS."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from mapapp.core.view import from_query
from mapapp.core.words import marked
from mapapp.store.wording import interface
from mapapp.web.assets import nothing_here
from mapapp.web.data_page import data_answer
from mapapp.web.made import Wanted, answer
from mapapp.web.making import Ask, Maker
from mapapp.web.questions import asked_language
from mapapp.web.site import Site

MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "kml": "application/vnd.google-earth.kml+xml",
    "shp.zip": "application/zip",
    "csv": "text/csv; charset=utf-8; header=present",
}
"""The formats by the ending of their addresses."""

Box = tuple[float, float, float, float]
_NUMBER = r"-?\d{1,3}(?:\.\d{1,12})?"
_BOX = re.compile(",".join([f"({_NUMBER})"] * 4), re.ASCII)
NO_BOX = marked("Give bbox as west,south,east,north in degrees, such as 130.5,42.4,131.9,43.6.")


def data_routes(maker: Maker) -> list[Route]:
    """The routes of one atlas; what has been built already, such as the GeoJSON of layers, is answered as it is."""
    site = maker.site

    async def page(request: Request) -> Response:
        return data_answer(site, request)

    async def without_slash(_: Request) -> Response:
        return RedirectResponse("data/", status_code=308)

    async def layer(request: Request) -> Response:
        built = site.assets.get(str(request.scope["path"]))
        return built.respond(request) if built else await _answer(request, maker, partial(layer_ask, site))

    async def region(request: Request) -> Response:
        return await _answer(request, maker, partial(region_ask, site))

    async def everything(request: Request) -> Response:
        return await _answer(request, maker, lambda _: everything_ask(site))

    async def visible(request: Request) -> Response:
        box = read_box(request.query_params.get("bbox"))
        if box is None:
            words = interface(asked_language(request, site.vocabulary.languages)).gettext(NO_BOX)
            return PlainTextResponse(f"{words}\n", status_code=400, headers={"Cache-Control": "no-store"})
        view = from_query(request.query_params, site.vocabulary)
        return await _answer(request, maker, lambda _: visible_ask(site, view.layers, view.year, box or None))

    return [
        Route("/data", without_slash),
        Route("/data/", page),
        Route("/data/layers/{name}", layer),
        Route("/data/regions/{name}", region),
        Route("/data/all.{ending}", everything),
        Route("/data/visible.{ending}", visible),
    ]


async def _answer(request: Request, maker: Maker, asked: Callable[[str], Ask | None]) -> Response:
    """The file that an address names, as far as there is one."""
    name, _, ending = str(request.scope["path"]).rpartition("/")[2].partition(".")
    ask = asked(name)
    if ask is None or ending not in MEDIA_TYPES:
        return nothing_here()
    wanted = Wanted("data", {**ask, "format": ending}, f"{ask['name']}.{ending}", MEDIA_TYPES[ending])
    return await answer(maker, wanted, request)


def everything_ask(site: Site) -> Ask:
    """How all layers are asked for at once, without the format."""
    return {"name": "all", "layers": list(drawn(site))}


def drawn(site: Site) -> tuple[str, ...]:
    """The layers whose features can be taken away: all but the large ones, which are pictures."""
    return tuple(layer.id for layer in site.atlas.layers) if site.atlas else ()


def layer_ask(site: Site, layer: str) -> Ask | None:
    """How a layer is asked for, without the format; None for one that there is not."""
    return {"name": layer, "layers": [layer]} if layer in drawn(site) else None


def region_ask(site: Site, region: str) -> Ask | None:
    """How a region is asked for, without the format; None for one that there is not."""
    layer = site.vocabulary.regions.get(region)
    return None if layer is None else {"name": region, "layers": [layer], "regions": [region]}


def visible_ask(site: Site, layers: frozenset[str], year: int | None, box: Box | None) -> Ask:
    """How what is visible is asked for: whole features of these layers that hold in the year and touch the box."""
    shown = [layer for layer in drawn(site) if layer in layers]
    return {"name": "visible", "layers": shown, "dated": year is not None, "year": year, "box": box and list(box)}


def read_box(text: str | None) -> Box | tuple[()] | None:
    """`west,south,east,north` in degrees, to five decimals; empty when none is asked for, None for what is no box."""
    if not text:
        return ()
    parts = _BOX.fullmatch(text)
    if parts is None:
        return None
    west, south, east, north = (round(float(part), 5) for part in parts.groups())
    return (west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None
