"""A real line between a browser and its servers that can be slow, lossy, held back or cut. TCP, and one header."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import socket
import struct
import threading
from collections.abc import Coroutine, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

Result = TypeVar("Result")
CHUNK = 65536
FIRST_BYTES = 1500  # of an answer, head and all, within which a lost one breaks off


class Proxy:
    """Passes bytes on to the servers at `targets`, `delay` seconds later each way. As a context it has an `address`.

    Several servers take turns, a request each. A `loss` is the share of requests whose answer breaks off.
    """

    def __init__(self, *targets: str, delay: float = 0.0, loss: float = 0.0) -> None:
        self.address = ""
        self.loss = loss
        self.turn_to(*targets)
        self._delay = delay
        self._apart = bool(loss) or len(targets) > 1  # each request has a connection of its own
        self._chance = random.Random(7)  # noqa: S311  # repeatable on purpose
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._refuses = False
        self._answers = asyncio.Event()  # set while what the server says may pass

    def __enter__(self) -> Self:
        self._thread.start()
        self._answers.set()
        server = self._run(asyncio.start_server(self._meet, "127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._server = server
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def turn_to(self, *targets: str) -> None:
        """Have these servers answer from now on."""
        parts = [urlsplit(target) for target in targets]
        self._turns = itertools.cycle([(str(part.hostname), int(part.port or 80)) for part in parts])

    @contextlib.contextmanager
    def holding(self) -> Iterator[None]:
        """Keep every byte of the server's back, and let them go in their order at the end."""
        self._loop.call_soon_threadsafe(self._answers.clear)
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(self._answers.set)

    @contextlib.contextmanager
    def cut(self) -> Iterator[None]:
        """Break every connection, and every new one, until the end."""
        self._refuses = True
        self._run(self._drop())
        try:
            yield
        finally:
            self._refuses = False

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    async def _drop(self) -> None:
        for writer in list(self._writers):
            writer.transport.abort()

    async def _end(self) -> None:
        self._server.close()
        await self._drop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _meet(self, asked: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        """One connection of the browser's, and its twin to the server, until either ends."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        lines = [answer]
        with contextlib.suppress(OSError, EOFError, asyncio.CancelledError):
            try:
                if self._refuses:
                    answer.transport.abort()
                    return
                head = _closing(await asked.readuntil(b"\r\n\r\n")) if self._apart else b""
                said, ask = await asyncio.open_connection(*next(self._turns))
                lines.append(ask)
                self._writers |= set(lines)
                ask.write(head)
                lost = self._chance.random() < self.loss
                most = self._chance.randrange(FIRST_BYTES) if lost else None
                await asyncio.gather(self._pass(asked, ask, held=False), self._pass(said, answer, held=True, most=most))
            finally:
                for writer in lines:
                    self._writers.discard(writer)
                    writer.close()

    async def _pass(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, held: bool, most: int | None = None
    ) -> None:
        """Bytes in their order, each `delay` seconds after it came; delayed bytes do not wait for each other.

        After `most` bytes the line breaks.
        """
        due: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def collect() -> None:
            while chunk := await source.read(CHUNK):
                due.put_nowait((self._loop.time() + self._delay, chunk))
            due.put_nowait((self._loop.time() + self._delay, b""))

        collecting = asyncio.ensure_future(collect())
        try:
            while True:
                moment, chunk = await due.get()
                await asyncio.sleep(max(0.0, moment - self._loop.time()))
                if held:
                    await self._answers.wait()
                if not chunk:
                    sink.write_eof()
                    return
                sink.write(chunk[:most])
                if most is not None and (most := most - len(chunk)) <= 0:
                    await sink.drain()
                    _reset(sink)
                    return
                await sink.drain()
        finally:
            collecting.cancel()
            await asyncio.gather(collecting, return_exceptions=True)


def _reset(line: asyncio.StreamWriter) -> None:
    """End a connection as a broken line does; a proper end would pass for a short answer."""
    line.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.transport.abort()


def _closing(head: bytes) -> bytes:
    """The head of a request after whose answer the connection ends; that of a WebSocket stays as it is."""
    return head.replace(b"\r\nConnection: keep-alive\r\n", b"\r\nConnection: close\r\n")
