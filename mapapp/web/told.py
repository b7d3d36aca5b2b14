"""A work that takes a while, told in lines of JSON: one a step, and at the end what came of it or why nothing did."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import TypeVar

from starlette.responses import StreamingResponse

from mapapp.core.words import Say
from mapapp.web.making import MakeError
from mapapp.web.running import Progress, Told

LINES = "application/x-ndjson"
# Not compressed: that would hold the lines back until there are many.
AT_ONCE = {"Cache-Control": "no-store", "Content-Encoding": "identity", "X-Accel-Buffering": "no"}

Outcome = TypeVar("Outcome")


def in_lines(lines: AsyncIterator[str]) -> StreamingResponse:
    """An answer whose lines go out one by one."""
    return StreamingResponse(lines, headers=AT_ONCE, media_type=LINES)


async def told(
    work: Callable[[Told], Awaitable[Outcome]], last: Callable[[Outcome], Mapping[str, object]], say: Say
) -> AsyncIterator[str]:
    """Do a work and tell of it; `last` makes the values of the last line of what came of it.

    Whoever stops listening ends the work, unless others wait for it as well.
    """
    steps: asyncio.Queue[Progress | None] = asyncio.Queue()
    task = asyncio.ensure_future(work(steps.put_nowait))
    task.add_done_callback(lambda _: steps.put_nowait(None))
    try:
        while step := await steps.get():
            yield _line({"done": step.done, "of": step.of, "doing": say(step.doing)})
        yield _line(last(await task))
    except MakeError as error:
        yield _line({"problem": say(str(error))})
    finally:
        task.cancel()


def _line(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"
