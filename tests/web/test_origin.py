from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from mapapp.web.origin import FOREIGN, SameOrigin


async def greet(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("welcome")
    await socket.close()


CLIENT = TestClient(Starlette(routes=[WebSocketRoute("/stream", greet)], middleware=[Middleware(SameOrigin)]))
HERE = "map.example.org:8080"


def greeting(headers: dict[str, str]) -> str:
    with CLIENT.websocket_connect("/stream", headers={"host": HERE, **headers}) as socket:
        return socket.receive_text()


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "http://map.example.org:8080"}, {"origin": "https://MAP.example.org:8080"}]
)
def test_our_own_page_and_programs_may_open_a_session(headers: dict[str, str]) -> None:
    assert greeting(headers) == "welcome"


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://map.example.org",
        "http://map.example.org.evil.example:8080",
        "null",
        "",
        "http://[",
        "//[",
    ],
)
def test_the_page_of_another_host_may_not(origin: str) -> None:
    with pytest.raises(WebSocketDisconnect) as refused:
        greeting({"origin": origin})
    assert refused.value.code == FOREIGN
