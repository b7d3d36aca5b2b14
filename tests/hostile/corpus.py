"""Strings that mean harm, or that mean none and break things all the same. Whatever runs one of them sets `struck`."""

from __future__ import annotations

import json
from pathlib import Path

STRUCK = "struck"
_KINDS = json.loads(Path(__file__).with_name("strings.json").read_text(encoding="utf-8"))
_LONG = ("a" * 5000, "\u00fc" * 100_000, "<b>" * 20_000, "../" * 3000, "1" * 10_000, "a," * 10_000)

STRINGS: tuple[str, ...] = tuple(dict.fromkeys([one for kind in _KINDS.values() for one in kind] + list(_LONG)))
