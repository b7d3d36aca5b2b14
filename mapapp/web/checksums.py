"""The list of digests that stands beside files: a line each, as `sha256sum --check` reads them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

NAME = "SHA256SUMS"
CHECK = f"sha256sum --check {NAME}"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)", re.ASCII)


def checksums(files: Mapping[str, Path]) -> str:
    """The list of files by their names, in the order of names."""
    return "".join(f"{digest_of(files[name])}  {name}\n" for name in sorted(files))


def read_checksums(text: str) -> dict[str, str]:
    """The digests by name; lines that are none are passed over."""
    return {found[2]: found[1] for found in map(_LINE.fullmatch, text.splitlines()) if found}


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
