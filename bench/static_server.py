"""A file server for the static peers, in memory, compressed once: `python -m bench.static_server DIR PORT`."""

from __future__ import annotations

import gzip
import mimetypes
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


def make_app(folder: Path) -> Starlette:
    """An application that serves the files below `folder` and `/healthz`."""
    bodies = {
        f"/{path.relative_to(folder).as_posix()}": gzip.compress(path.read_bytes(), 9, mtime=0)
        for path in folder.rglob("*")
        if path.is_file()
    }

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def answer(request: Request) -> Response:
        path = request.url.path
        body = bodies.get(path)
        if body is None:
            return PlainTextResponse("", status_code=204 if path == "/favicon.ico" else 404)
        headers = {
            "Content-Encoding": "gzip",
            "Cache-Control": "public, max-age=3600",
            "Access-Control-Allow-Origin": "*",
        }
        return Response(body, media_type=mimetypes.guess_type(path)[0] or "application/json", headers=headers)

    return Starlette(routes=[Route("/healthz", health), Route("/{path:path}", answer)])


if __name__ == "__main__":
    uvicorn.run(make_app(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
