"""The reading of a reader's file, told line by line: steps, and at the end the layer or why there is none."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from mapapp.core.words import Say
from mapapp.store.wording import interface
from mapapp.web.making import CHANGED, OTHER, Maker
from mapapp.web.own_room import MADE, REFUSED, REPORT
from mapapp.web.own_words import refusal_words, report_words
from mapapp.web.running import Ended, Progress, Work, run

LIMIT = 90.0  # seconds
MOST_AT_ONCE = 2  # processes
LONGEST_NAME = 200
READ = "own"

_log = logging.getLogger(__name__)
_places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@dataclass(frozen=True)
class Choices:
    """What is asked of a file, within bounds: its name as a hint, another of its layers, exchanged axes, EPSG code."""

    name: str
    layer: str | None
    swap: bool
    epsg: int | None


@dataclass(frozen=True)
class Asked:
    """A reading: the layer's token, what is asked of the file, and the reader's language."""

    token: str
    choices: Choices
    language: str


def read_choices(asked: Mapping[str, str]) -> Choices:
    """What an address asks for; what cannot be meant is left out."""
    epsg = asked.get("epsg", "")
    return Choices(
        name=asked.get("name", "")[-LONGEST_NAME:],
        layer=asked.get("layer", "")[:LONGEST_NAME] or None,
        swap=asked.get("swap") == "1",
        epsg=int(epsg) if epsg.isascii() and epsg.isdigit() and len(epsg) <= 6 else None,
    )


async def reading(maker: Maker, folder: Path, asked: Asked) -> AsyncIterator[str]:
    """A line of JSON for each step, and one for the layer, or for what went wrong, at the end."""
    say = interface(asked.language).gettext
    steps: asyncio.Queue[Progress | None] = asyncio.Queue()
    task = asyncio.ensure_future(_read(maker, folder, asked.choices, steps.put_nowait))
    task.add_done_callback(lambda _: steps.put_nowait(None))
    try:
        while step := await steps.get():
            yield _line(done=step.done, of=step.of, doing=say(step.doing))
        yield _line(**_outcome(await task, folder / MADE, asked, say))
    finally:
        task.cancel()  # the reader is gone, and so is whom it was read for


async def _read(maker: Maker, folder: Path, choices: Choices, told: Any) -> Ended | None:
    """Let a process read the file; None when it took too long."""
    asks = {"state": maker.site.state, "ask": asdict(choices), "out": str(folder / MADE)}
    places = _places.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(MOST_AT_ONCE))
    async with places:
        try:
            return await run(Work((*maker.command, READ), maker.folder, asks, LIMIT), told)
        except TimeoutError:
            _log.warning("Reading a reader's file took more than %g seconds and was ended", LIMIT)
            return None


def _outcome(ended: Ended | None, made: Path, asked: Asked, say: Say) -> dict[str, object]:
    if ended is not None and ended.status == CHANGED:
        return {"problem": say(OTHER), "advice": None}
    if ended is not None and ended.status == 0 and (made / REPORT).is_file():
        report = json.loads((made / REPORT).read_bytes())
        return {"own": asked.token, "report": report_words(report, asked.language, say)}
    if ended is not None and ended.status == 0 and (made / REFUSED).is_file():
        return refusal_words(json.loads((made / REFUSED).read_bytes()), asked.language, say)
    if ended is not None:
        _log.error("Reading a reader's file ended with status %d", ended.status)  # what it said may quote the file
    return refusal_words({"code": "stopped", "values": {}}, asked.language, say)


def _line(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"
