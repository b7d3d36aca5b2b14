"""Files about a reader's layer that is here: each made once by a process of its own, and kept beside the layer."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from pathlib import Path

from mapapp.web.making import BUSY, CHANGED, FAILED, OTHER, SLOW, Ask, MakeError, Maker
from mapapp.web.running import Ended, Told, Work, run

LIMIT = 90.0  # seconds
MOST_AT_ONCE = 2  # processes
MOST_WAITING = 20
READ, ANSWER, EXPORT = "own", "own-answers", "own-export"

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class OwnMaker:
    """Runs processes over readers' layers, with the command and the atlas of the maker of all other files."""

    maker: Maker
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))
    _under_way: dict[Path, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self, what: str, ask: Ask, out: Path, told: Told | None = None) -> Ended:
        """Let a process write `out`, when it is its turn. Raises MakeError when it takes too long."""
        asked = {"state": self.maker.site.state, "ask": ask, "out": str(out)}
        async with self._places:
            try:
                work = Work((*self.maker.command, what), self.maker.folder, asked, LIMIT)
                ended = await run(work, told or _tell_nobody)
            except TimeoutError:
                _log.warning("%s took more than %g seconds and was ended", what, LIMIT)
                raise MakeError(SLOW) from None
        if ended.status == CHANGED:
            raise MakeError(OTHER)
        return ended

    async def make(self, what: str, ask: Ask, path: Path) -> None:
        """Make a file beside a layer, once however many ask. Raises MakeError."""
        if path.is_file():
            return
        if path not in self._under_way:
            if len(self._under_way) >= MOST_WAITING:
                raise MakeError(BUSY)
            task = asyncio.ensure_future(self._make(what, ask, path))
            self._under_way[path] = task
            task.add_done_callback(lambda done: self._end(path, done))
        await asyncio.shield(self._under_way[path])  # others may wait for it, too

    async def _make(self, what: str, ask: Ask, path: Path) -> None:
        part = path.with_name(f"{path.name}.part")
        ended = await self.run(what, ask, part)
        try:
            if ended.status:
                _log.error("%s of a reader's layer ended with status %d", what, ended.status)  # more might quote it
                raise MakeError(FAILED, 500)
            part.replace(path)
        except OSError as error:  # the layer was removed meanwhile, or there is no room
            raise MakeError(FAILED, 500) from error
        finally:
            part.unlink(missing_ok=True)

    def _end(self, path: Path, task: asyncio.Task[None]) -> None:
        del self._under_way[path]
        if not task.cancelled():
            task.exception()  # somebody has looked at it, even when nobody waits any more


def _tell_nobody(_: object) -> None:
    """Nobody listens."""
