"""The reading of a reader's file, told line by line: steps, and at the end the layer or why there is none."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from mapapp.store.wording import interface
from mapapp.web.own_making import READ, OwnMaker
from mapapp.web.own_room import MADE, REFUSED, REPORT
from mapapp.web.own_words import refusal_words, report_words
from mapapp.web.running import Ended, Told
from mapapp.web.told import told

LONGEST_NAME = 200

_log = logging.getLogger(__name__)


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


def reading(own: OwnMaker, folder: Path, asked: Asked) -> AsyncIterator[str]:
    """The lines that tell of a reading; a reader who is gone ends it."""

    async def read(tell: Told) -> Ended:
        return await own.run(READ, asdict(asked.choices), folder / MADE, tell)

    return told(read, lambda ended: _outcome(ended, folder / MADE, asked), interface(asked.language).gettext)


def _outcome(ended: Ended, made: Path, asked: Asked) -> dict[str, object]:
    say = interface(asked.language).gettext
    if ended.status == 0 and (made / REPORT).is_file():
        report = json.loads((made / REPORT).read_bytes())
        return {"own": asked.token, "report": report_words(report, asked.language, say)}
    if ended.status == 0 and (made / REFUSED).is_file():
        return refusal_words(json.loads((made / REFUSED).read_bytes()), asked.language, say)
    _log.error("Reading a reader's file ended with status %d", ended.status)  # what it said may quote the file
    return refusal_words({"code": "stopped", "values": {}}, asked.language, say)
