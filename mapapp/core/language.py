"""Which of an atlas's languages a reader gets, and in which the page's own words are there."""

from __future__ import annotations

from collections.abc import Sequence

SPOKEN = ("en", "ru", "zh")
"""Languages of the page's own words: English, and those that mapapp/locale has. An atlas may be in any language."""


def spoken(language: str) -> str:
    """The language of the page's own words for a reader of an atlas: the same one, or English."""
    return language if language in SPOKEN else "en"


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
