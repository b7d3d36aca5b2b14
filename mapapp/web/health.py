"""Whether new readers should be sent here: `/readyz`. Whether all is well stands at `/healthz`."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mapapp.web.site import Site


@dataclass
class Readiness:
    """What the server knows of its own end."""

    stopping: bool = False


def ready_route(site: Site, readiness: Readiness) -> Route:
    """200 while new readers are welcome; 503 when nothing can be served, and once the server is to stop."""

    async def ready(_: Request) -> Response:
        status = "stopping" if readiness.stopping else "unavailable" if site.atlas is None else "ready"
        code = 200 if status == "ready" else 503
        return JSONResponse({"status": status}, status_code=code, headers={"Cache-Control": "no-store"})

    return Route("/readyz", ready)
