"""Run a process of our own for a piece of work: what it is told on a line, what it tells on lines, how it ended."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mapapp.web.keep import PROGRAM


@dataclass(frozen=True)
class Progress:
    """How far a work is: `done` of `of` steps, and what is being done, in English words marked for translation."""

    done: int
    of: int
    doing: str


Told = Callable[[Progress], None]


@dataclass(frozen=True)
class Work:
    """What is to be done: a command, the atlas folder it works on, the JSON values it is told, seconds it may take."""

    command: Sequence[str]
    atlas: Path
    asked: Mapping[str, object]
    limit: float


@dataclass(frozen=True)
class Ended:
    """The status a process ended with (below 0: the signal that ended it), and what it wrote for the log."""

    status: int
    said: str


async def run(work: Work, told: Told) -> Ended:
    """Do a work; each step is told. Raises TimeoutError when it is not done in time; no process is left behind."""
    process = await asyncio.create_subprocess_exec(
        *work.command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=PROGRAM.parent,
        env={**os.environ, "MAPAPP_ATLAS": str(work.atlas.absolute())},
    )
    asks, steps, errors = process.stdin, process.stdout, process.stderr
    assert asks is not None and steps is not None and errors is not None  # noqa: S101, PT018  # they are pipes
    try:
        async with asyncio.timeout(work.limit):
            with suppress(ConnectionError):  # it may have ended already; its status tells
                asks.write(json.dumps(work.asked).encode() + b"\n")
                await asks.drain()  # and stays open: at its end the process knows that we are gone
            _, said = await asyncio.gather(_listen(steps, told), errors.read())
            status = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return Ended(status, said.decode(errors="replace").strip())


async def _listen(lines: asyncio.StreamReader, told: Told) -> None:
    async for line in lines:
        told(Progress(**json.loads(line)))
