"""Which of an atlas's languages a reader gets."""

from __future__ import annotations

from collections.abc import Sequence


def preferred(accept: str, languages: Sequence[str]) -> str:
    """The best of `languages` for an Accept-Language header (RFC 9110, 12.5.4); the first when none is wanted.

    Total: what cannot be read of the header counts for nothing.
    """
    best, weight = languages[0], 0.0
    for item in accept.split(","):
        tag, _, quality = item.strip().partition(";")
        code = tag.strip().lower().split("-")[0]
        try:
            wanted = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            continue
        if code in languages and wanted > weight:
            best, weight = code, wanted
    return best
