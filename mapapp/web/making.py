"""Files that are made when somebody asks for them: each by a process of its own, once, and kept for the next reader.

Making takes packages and memory that serving does not (see docs/adr/0024). What is made is named by all that it depends
on: the state of atlas, program and packages, what is asked for and how. Nothing of an ask becomes a path or a command.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from mapapp.core.errors import MapAppError
from mapapp.core.words import marked
from mapapp.web.keep import room
from mapapp.web.running import Progress, Told, Work, run
from mapapp.web.site import Site
from mapapp.web.writable import PART, writable

LIMIT = 60.0  # seconds, after which a making is given up
TIMES = {"pack": 4}  # as long for what is made of several parts
MOST_BYTES = 500 * 1024 * 1024  # kept of all that was made; what was longest not asked for goes first
MOST_AT_ONCE = 2  # processes
MOST_WAITING = 20  # makings under way or waiting for their turn, before new ones are refused
COMMAND = (sys.executable, "-m", "mapapp.web.make")
PACKAGES = ("pyogrio", "typst", "pillow", "manimgx-fonts", "pylopdf-fonts-zh-cn", "pypinyin")
"""Packages whose release shows in what is made, beside those that build the site."""

CHANGED, NOTHING = 3, 4  # exit status: the atlas is no longer the one that is served; there is nothing to make
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)

FAILED = marked("This file could not be made. Whoever runs this map finds the reason in its log.")
SLOW = marked("Making this file took too long and was given up. Please try again later.")
BUSY = marked("Many files are being made at this moment. Please try again in a minute.")
NONE = marked("There is nothing of this kind in the part of the atlas that was asked for, so there is no file.")
OTHER = marked("The atlas has changed since this map was started, so no file can be made of it until it starts again.")

Ask = Mapping[str, Any]
"""How something is asked for, as validated JSON values."""

_log = logging.getLogger(__name__)


class MakeError(MapAppError):
    """A file could not be made; the message is one sentence that is marked for translation, `status` that of HTTP."""

    def __init__(self, words: str, status: int = 503) -> None:
        super().__init__(words)
        self.status = status


class NothingToMakeError(MapAppError):
    """What is asked for is nothing: no region lies there, or none did in that year. Makers raise it."""


Tell = Callable[[int, int, str], None]
"""How a maker says how far it is: steps done, steps in all, and what is being done as in Progress."""


@dataclass
class _Making:
    """A making under way, and those who are told how far it is."""

    task: asyncio.Task[Path]
    listeners: list[Told] = field(default_factory=list)


@dataclass(eq=False)
class Maker:
    """Makes files of one atlas folder as it is served, each once however many ask for it."""

    folder: Path
    site: Site
    kept_in: Path = field(default_factory=lambda: room() / "made")
    limit: float = LIMIT
    most_bytes: int = MOST_BYTES
    command: Sequence[str] = COMMAND
    _under_way: dict[str, _Making] = field(default_factory=dict)
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

    def digest(self, what: str, ask: Ask) -> str:
        """The name of what is asked for: 64 hexadecimal digits that stand for all that it depends on."""
        spelt = json.dumps(ask, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        parts = (self.site.state, *_releases(), what, spelt)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def kept(self, what: str, digest: str) -> Path | None:
        """What was made under this name before, if it is still there; `digest` may be anything. Raises MakeError."""
        path = self.made / f"{digest}.{what}"
        return path if _DIGEST.fullmatch(digest) and path.is_file() else None

    async def make(self, what: str, ask: Ask, told: Told | None = None) -> Path:
        """The file that is asked for, as kept or made now; `told` is called with each step. Raises MakeError."""
        digest = self.digest(what, ask)
        if path := self.kept(what, digest):
            with suppress(OSError):
                os.utime(path)  # it was asked for, so it stays longer
            return path
        making = self._under_way.get(digest) or self._begin(what, ask, digest)
        if told is not None:
            making.listeners.append(told)
        try:
            return await asyncio.shield(making.task)  # others may wait for it, too
        finally:
            if told is not None:
                making.listeners.remove(told)

    @cached_property
    def made(self) -> Path:
        """The folder where files are kept; where nothing can be kept, one that goes with this process.

        Raises MakeError where no file can be written at all.
        """
        try:
            return writable(self.kept_in, self)
        except OSError as error:
            _log.exception("There is nowhere to make files")
            raise MakeError(FAILED, 500) from error

    def _begin(self, what: str, ask: Ask, digest: str) -> _Making:
        if len(self._under_way) >= MOST_WAITING:
            raise MakeError(BUSY)

        def end(task: asyncio.Task[Path]) -> None:
            self._under_way.pop(digest, None)
            if not task.cancelled():
                task.exception()  # somebody has looked at it, even when nobody waits any more

        making = _Making(asyncio.create_task(self._make(what, ask, digest)))
        self._under_way[digest] = making
        making.task.add_done_callback(end)
        return making

    async def _make(self, what: str, ask: Ask, digest: str) -> Path:
        """Make a file in a folder of its own, and move it to its place when it is whole."""
        path = self.made / f"{digest}.{what}"
        async with self._places:
            try:
                part = Path(mkdtemp(dir=self.made, prefix=PART))
            except OSError as error:
                _log.exception("There is no room to make %s", what)
                raise MakeError(FAILED, 500) from error
            try:
                await self._run(what, ask, part / "made", digest)
                (part / "made").replace(path)
                self._forget_oldest(path)
            except OSError as error:
                _log.exception("What was made for %s cannot be kept", what)
                raise MakeError(FAILED, 500) from error
            finally:
                shutil.rmtree(part, ignore_errors=True)
        return path

    async def _run(self, what: str, ask: Ask, out: Path, digest: str) -> None:
        """Let a process write `out`. Raises MakeError when it does not, or not in time."""

        def tell(progress: Progress) -> None:
            for told in tuple(self._under_way[digest].listeners):
                told(progress)

        limit = self.limit * TIMES.get(what, 1)
        asked = {"state": self.site.state, "ask": ask, "out": str(out)}
        try:
            ended = await run(Work((*self.command, what), self.folder, asked, limit), tell)
        except TimeoutError:
            _log.error("Making %s took more than %g seconds and was ended", what, limit)
            raise MakeError(SLOW) from None
        if ended.status == CHANGED:
            raise MakeError(OTHER)
        if ended.status == NOTHING:
            raise MakeError(NONE, 404)
        if ended.status:
            _log.error("Making %s failed with status %d: %s", what, ended.status, ended.said)
            raise MakeError(FAILED, 500)

    def _forget_oldest(self, newest: Path) -> None:
        """Keep to the limit of bytes, and clear what a server left that was killed in the middle of a making."""
        files, kept = [], 0
        for one in self.made.iterdir():
            with suppress(OSError):  # another server may have removed it
                state = one.stat()
                if not one.name.startswith(PART):
                    files.append((one != newest, -state.st_mtime, state.st_size, one))
                elif time.time() - state.st_mtime > 10 * LIMIT:
                    shutil.rmtree(one, ignore_errors=True)
        for _, _, size, one in sorted(files):
            kept += size
            if kept > self.most_bytes and one != newest:
                one.unlink(missing_ok=True)


@cache
def _releases() -> tuple[str, ...]:
    return tuple(version(package) for package in PACKAGES)
