"""Watches what is answered and which sessions are open, and tells it to those who keep a log or count."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

REFUSED = 403
BROKEN = 500


@dataclass(frozen=True)
class Answer:
    """One answer: to what, how it ended, how long it took and how many bytes its body had. Never who asked."""

    method: str
    path: str
    status: int
    seconds: float
    size: int


class Listener(Protocol):
    """Somebody who is told."""

    def answered(self, answer: Answer) -> None:
        """An answer has been given whole."""

    def opened(self) -> None:
        """A session has begun."""

    def received(self) -> None:
        """A reader did something that the server is told of."""

    def closed(self, seconds: float) -> None:
        """A session has ended, after so long."""


class Watch:
    """Measures every answer and every session on the way out."""

    def __init__(self, app: ASGIApp, listeners: Sequence[Listener]) -> None:
        self.app = app
        self.listeners = listeners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and tell how it went."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, status, size = time.perf_counter(), BROKEN, 0

        async def measure(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, measure)
        finally:
            answer = Answer(scope["method"], scope["path"], status, time.perf_counter() - began, size)
            for listener in self.listeners:
                listener.answered(answer)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, accepted = time.perf_counter(), False

        async def count() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive":
                for listener in self.listeners:
                    listener.received()
            return message

        async def note(message: Message) -> None:
            nonlocal accepted
            await send(message)
            if message["type"] == "websocket.accept":
                accepted = True
                for listener in self.listeners:
                    listener.opened()

        try:
            await self.app(scope, count, note)
        finally:
            seconds = time.perf_counter() - began
            for listener in self.listeners:
                if accepted:
                    listener.closed(seconds)
                else:
                    listener.answered(Answer("WEBSOCKET", scope["path"], REFUSED, seconds, 0))
