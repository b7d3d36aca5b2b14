"""Large layers: what the page is told of them, their tiles, and what of them is at a place."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from mapapp.core.large import Candidate, Prepared
from mapapp.core.tiling import SIDE, Tile
from mapapp.core.words import Say, marked
from mapapp.store.large import UnreadableError, all_tiles, candidates, summary, tile_image
from mapapp.store.tile_image import coloured
from mapapp.store.wording import interface
from mapapp.web.assets import FOREVER, nothing_here
from mapapp.web.questions import BadQuestionError, Position, asked_language, read_place
from mapapp.web.site import Site

REACH = 8.0  # pixels round a click in which a feature counts as clicked
MOST_TOLD = 5  # features of a layer in one answer
_TILE = re.compile(r"/tiles/([a-z0-9-]+)/([0-9a-f]{32})/([0-9a-f]{6})/(1?\d|2[0-4])/(\d{1,8})/(\d{1,8})\.png", re.ASCII)
_ZOOM = re.compile(r"\d{1,2}(\.\d{1,4})?", re.ASCII)

RECORDS = marked("Records in this cell")
NO_ZOOM = marked("Ask with the zoom of the map, such as 9.5.")


def tiles_at(prepared: Prepared) -> str:
    """The folder of a layer's tiles; then come a colour of the layer, zoom, column and row."""
    return f"/tiles/{prepared.layer}/{prepared.state}/"


def large_files(prepared: tuple[Prepared, ...]) -> dict[str, bytes]:
    """What the page is told of each layer, by address: where tiles are, and where there is nothing to ask for."""
    return {
        f"/data/large/{one.layer}.json": json.dumps({"tiles": tiles_at(one), **summary(one)}).encode()
        for one in prepared
    }


def tile_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every tile in both colours by its address, for a map without a server. Raises UnreadableError."""
    for prepared in site.prepared:
        for tile, image in all_tiles(Path(site.folder), prepared):
            for colour in _colours(site, prepared.layer):
                yield _address(prepared, colour, tile), coloured(image, f"#{colour}")


def large_routes(site: Site) -> list[Route]:
    """The tiles, and what is at a place; none where there is no large layer."""
    if not site.prepared:
        return []
    layers = {one.layer: one for one in site.prepared}
    folder = Path(site.folder)

    def tile(request: Request) -> Response:  # not async: it reads a file
        parts = _TILE.fullmatch(str(request.scope["path"]))
        prepared = layers.get(parts[1]) if parts else None
        if parts is None or prepared is None or parts[2] != prepared.state:
            return nothing_here()
        if parts[3] not in _colours(site, prepared.layer):
            return nothing_here()
        try:
            image = tile_image(folder, prepared, Tile(*(int(part) for part in parts.groups()[3:])))
        except UnreadableError as error:
            return _unavailable(f"{prepared.path}: {error}")
        if image is None:
            return nothing_here()
        return Response(coloured(image, f"#{parts[3]}"), media_type="image/png", headers={"Cache-Control": FOREVER})

    def identify(request: Request) -> Response:
        asked = request.query_params
        say = interface(asked_language(request, site.vocabulary.languages)).gettext
        try:
            place, zoom = read_place(asked.get("at", "")), _zoom(asked.get("zoom", ""))
        except BadQuestionError as error:
            return JSONResponse({"problem": say(str(error))}, status_code=400)
        wanted = [layers[name] for name in dict.fromkeys(asked.get("layers", "").split(",")) if name in layers]
        try:
            found = [_found(folder, one, place, zoom, say) for one in wanted]
        except UnreadableError as error:
            return JSONResponse({"problem": str(error)}, status_code=503, headers={"Cache-Control": "no-store"})
        return JSONResponse(
            {"layers": [one for one in found if one["features"]]}, headers={"Cache-Control": "private, max-age=60"}
        )

    return [Route("/tiles/{path:path}", tile), Route("/identify", identify)]


def _colours(site: Site, layer: str) -> tuple[str, str]:
    """The layer's two colours as addresses have them, without their sign."""
    style = next(one.style for one in site.atlas.large if one.id == layer) if site.atlas else None
    return (style.light[1:], style.dark[1:]) if style else ("", "")


def _address(prepared: Prepared, colour: str, tile: Tile) -> str:
    return f"{tiles_at(prepared)}{colour}/{tile.z}/{tile.x}/{tile.y}.png"


def _unavailable(message: str) -> Response:
    return PlainTextResponse(f"{message}\n", status_code=503, headers={"Cache-Control": "no-store"})


def _zoom(text: str) -> float:
    if not _ZOOM.fullmatch(text) or float(text) > 24:
        raise BadQuestionError(NO_ZOOM)
    return float(text)


def _found(folder: Path, prepared: Prepared, place: Position, zoom: float, say: Say) -> dict[str, Any]:
    """The features of a layer that were clicked, small ones first, and how many more there are."""
    longitude, latitude = place
    wide = REACH * 360 / (SIDE * 2.0**zoom)
    flat = max(math.cos(math.radians(latitude)), 0.05)  # degrees of latitude to one of longitude
    box = (longitude - wide, latitude - wide * flat, longitude + wide, latitude + wide * flat)
    near = [(one, _away(one, place, flat)) for one in candidates(folder, prepared, box)]
    hit = sorted((_size(one), away, one.id, one) for one, away in near if away <= wide)
    told = [{"id": one.id, "fields": _fields(prepared, one, say)} for *_, one in hit[:MOST_TOLD]]
    return {"layer": prepared.layer, "features": told, "more": max(len(hit) - MOST_TOLD, 0)}


def _size(one: Candidate) -> float:
    west, south, east, north = one.box
    return 0.0 if one.shape is None else (east - west) * (north - south)


def _away(one: Candidate, place: Position, flat: float) -> float:
    """How far a feature is from a place, in degrees of longitude there; 0 within an area."""
    longitude, latitude = place
    if one.shape is None:
        west, south, east, north = one.box
        return math.hypot((west + east) / 2 - longitude, ((south + north) / 2 - latitude) / flat)
    import shapely
    from shapely.affinity import scale

    shape = scale(shapely.from_wkb(one.shape), 1, 1 / flat, origin=(longitude, latitude))
    return float(shapely.distance(shape, shapely.Point(longitude, latitude)))


def _fields(prepared: Prepared, one: Candidate, say: Say) -> list[tuple[str, str]]:
    """Name and value of each field that has one."""
    names = (say(RECORDS),) if prepared.guard is not None else prepared.fields
    return [(name, _words(value, say)) for name, value in zip(names, one.fields, strict=False) if value is not None]


def _words(value: object, say: Say) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return f"{value:.10g}" if isinstance(value, float) else str(value)
