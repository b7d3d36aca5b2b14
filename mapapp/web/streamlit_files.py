"""The scripts and styles of Streamlit's own page, compressed once and kept: Streamlit itself sends them as they are."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from mapapp.web.assets import Asset, make_asset, nothing_here

ROOT = "/static"


class StreamlitFiles:
    """Answers for all below /static, where Streamlit lets no route stand; what nobody asks for costs nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._files = _below(files("streamlit") / "static" / "static", ROOT)
        self._kept: dict[str, Asset] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on what is not ours."""
        if scope["type"] != "http" or not scope["path"].startswith(f"{ROOT}/"):
            await self.app(scope, receive, send)
            return
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return PlainTextResponse("Files are only read here.\n", status_code=405, headers={"Allow": "GET, HEAD"})
        found = self.get(request.url.path)
        return nothing_here() if found is None else found.respond(request)

    def get(self, address: str) -> Asset | None:
        """The file at an address; its name holds a digest of its content, so that it may be kept for good."""
        if address not in self._kept and address in self._files:
            self._kept[address] = make_asset(address, self._files[address].read_bytes())
        return self._kept.get(address)


def _below(folder: Traversable, address: str) -> Mapping[str, Traversable]:
    found: dict[str, Traversable] = {}
    for item in folder.iterdir():
        here = f"{address}/{item.name}"
        found.update(_below(item, here) if item.is_dir() else {here: item})
    return found
