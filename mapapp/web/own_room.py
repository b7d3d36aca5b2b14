"""Where layers of readers lie while they are here: a folder each, by a name that cannot be guessed, for a while."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mapapp.core.words import marked
from mapapp.web.making import MakeError
from mapapp.web.writable import writable

UPLOAD, MADE = "upload", "made"
REPORT, DRAWN, WHOLE, REFUSED, ANSWERS = "report.json", "layer.geojson", "whole.json", "refused.json", "answers.json"
STAYS = 30 * 60.0  # seconds without a request, after which a layer goes
WATCH = 60.0  # seconds between two looks
MOST_AT_ONCE = 4  # files that are being sent or read
MOST_OF_ONE = 40  # layers of one address, behind which a school or an office may sit
MOST_IN_ALL = 400
MOST_BYTES = 4 * 1024**3
_TOKEN = re.compile("[0-9a-f]{32}", re.ASCII)

BUSY = marked("Many files are being read at this moment. Please try again in a minute.")
FULL = marked("There is no room for another file at this moment. Please try again later.")
ENOUGH = marked("There are many layers of yours here already. Remove one of them first.")


@dataclass(eq=False)
class OwnRoom:
    """The folders of all layers that are here, in `kept_in` if it can be; `clock` tells seconds as files are dated."""

    kept_in: Path
    stays: float = STAYS
    clock: Callable[[], float] = time.time
    _whose: dict[str, str] = field(default_factory=dict)
    _at_once: int = 0
    _watched: bool = False

    @contextmanager
    def taking(self, address: str) -> Iterator[str]:
        """A new layer's token, its folder made; the folder goes again when nothing was made. Raises MakeError."""
        self.sweep()
        if self._at_once >= MOST_AT_ONCE:
            raise MakeError(BUSY, 503)
        if sum(whose == address for whose in self._whose.values()) >= MOST_OF_ONE:
            raise MakeError(ENOUGH, 429)
        if len(list(self._folders())) >= MOST_IN_ALL or self._bytes() >= MOST_BYTES:
            raise MakeError(FULL, 503)
        token = secrets.token_hex(16)
        try:
            self.place(token).mkdir(parents=True, mode=0o700)
        except OSError as error:
            raise MakeError(FULL, 503) from error
        self._whose[token] = address
        self._at_once += 1
        try:
            yield token
        finally:
            self._at_once -= 1
            with suppress(OSError):
                (self.place(token) / UPLOAD).unlink(missing_ok=True)  # the raw file stays no longer than it is read
            if not (self.place(token) / MADE / REPORT).is_file():
                self.remove(token)

    @cached_property
    def folder(self) -> Path:
        """Where the layers lie. Raises OSError where no file can be written at all."""
        return writable(self.kept_in, self)

    def place(self, token: str) -> Path:
        """The folder of a token of ours."""
        return self.folder / token

    def find(self, token: str) -> Path | None:
        """What was made of a layer, which stays longer now; None when it is not here. `token` may be anything."""
        if not _TOKEN.fullmatch(token):
            return None
        made = self.place(token) / MADE
        if not (made / REPORT).is_file():
            return None
        if self._old(made.parent):
            self.remove(token)
            return None
        now = self.clock()
        with suppress(OSError):
            os.utime(made.parent, (now, now))
        return made

    def remove(self, token: str) -> bool:
        """Forget a layer; whether there was one. `token` may be anything."""
        if not _TOKEN.fullmatch(token) or not self.place(token).is_dir():
            return False
        self._whose.pop(token, None)
        shutil.rmtree(self.place(token), ignore_errors=True)
        return True

    def sweep(self) -> None:
        """Forget layers that nobody has asked for in a while, of other servers, too."""
        for one in list(self._folders()):
            if self._old(one):
                self.remove(one.name)
        for token in list(self._whose):
            if not self.place(token).is_dir():  # another server has swept here, too
                self._whose.pop(token, None)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look again and again for layers that are to go, as long as there are some."""
        if not self._watched and any(self._folders()):
            self._watched = True
            loop.call_later(min(self.stays, WATCH), self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watched = False
        self.sweep()
        self.watch(loop)

    def _folders(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from (one for one in self.folder.iterdir() if _TOKEN.fullmatch(one.name))

    def _old(self, folder: Path) -> bool:
        try:
            return self.clock() - folder.stat().st_mtime > self.stays
        except OSError:
            return False

    def _bytes(self) -> int:
        total = 0
        for folder in self._folders():
            for one in folder.rglob("*"):
                with suppress(OSError):
                    total += one.stat().st_size
        return total
