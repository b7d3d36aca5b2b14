"""The English words that the page's scripts say, found in the scripts themselves."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_SAID = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)"')


@cache
def script_words() -> tuple[str, ...]:
    """Every text in double quotes that is given to `say(...)`, sorted."""
    scripts = (item for item in (files("mapapp.render") / "front").iterdir() if item.name.endswith(".js"))
    return tuple(sorted({found for script in scripts for found in _SAID.findall(script.read_text(encoding="utf-8"))}))
