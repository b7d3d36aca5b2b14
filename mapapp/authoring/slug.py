"""Ids from titles."""

from __future__ import annotations

import re
import unicodedata

LONGEST_ID = 50


def slug(text: str) -> str:
    """An id of small Latin letters, digits and hyphens; empty for a text without any of them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")
