"""Text for paper: every character can be set, no word is wider than its column."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from mapapp.core.characters import plain
from mapapp.render.paper.fonts import covered

UNKNOWN = "\ufffd"
"""Stands for a character that no font has."""

NO_TEXT = {"to", "shapes"}  # where a link leads, and thousands of numbers
BREAK = "\u200b"  # where a line may end
_LONG = re.compile(r"[^\s\u2e80-\u9fff\u200b]{28,}")
_STEP = re.compile(r".{1,14}", re.DOTALL)
_INVISIBLE = re.compile("[\ufe00-\ufe0f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\U000e0000-\U000e0fff]")


def printable(text: str) -> str:
    """A text that can be set: controls are spelt out, unknown characters replaced, long words may be broken."""
    known = "".join(
        one if one in "\n\t" or ord(one) in covered() else "" if _INVISIBLE.match(one) else UNKNOWN
        for one in plain(text).replace("\r", "\n")
    )
    return _LONG.sub(lambda word: BREAK.join(_STEP.findall(word[0])), known)


def address(url: str) -> str:
    """An address as it is read, not as it is sent, that may be broken after its slashes and between its words."""
    read = unquote(url)
    return printable(re.sub(r"(?<=[/?&=_.-])(?=[^/])", BREAK, url if UNKNOWN in read else read))


def all_printable(value: Any) -> Any:
    """Values for a template, every text below them printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: item if key in NO_TEXT else all_printable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [all_printable(item) for item in value]
    return value
