"""Characters that no text of an atlas holds: controls, and marks that show another order than is written."""

from __future__ import annotations

import re
import unicodedata

# Tab and line ends are plain white space. Joiners and the marks of direction that only touch their neighbours stay:
# Persian, Hindi and emoji need them.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def refused(text: str) -> str | None:
    """What is wrong with the first refused character of a text, by its number and name; None for a sound text."""
    found = _REFUSED.search(text)
    if found is None:
        return None
    name = unicodedata.name(found[0], "a control character").lower()
    return f"holds U+{ord(found[0]):04X} ({name}), which readers cannot see; remove it"


def refused_at(text: str) -> tuple[int, str] | None:
    """The line (from 1) of the first refused character and what is wrong with it."""
    found = _REFUSED.search(text)
    return (text.count("\n", 0, found.start()) + 1, str(refused(found[0]))) if found else None


def plain(text: str) -> str:
    """A text with its refused characters spelt out (`\\x1b`), so that it can be printed and sent."""
    return _REFUSED.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
