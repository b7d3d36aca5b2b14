"""The pins of a requirements file: which version of which package, for which machines, with which hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SHIPS = ROOT / "requirements.txt"
FILES = (
    SHIPS,
    ROOT / "requirements-dev.txt",
    ROOT / "requirements-large.txt",
    ROOT / "bench/requirements.txt",
    ROOT / "fuzz/requirements.txt",
    ROOT / "geodata/build/requirements.txt",
)

_HASH = re.compile(r"\s--hash=(\w+:\w+)")


@dataclass(frozen=True)
class Pin:
    """One package at one version; `hashes` are those of all files of that release."""

    name: str
    version: str
    hashes: tuple[str, ...]
    here: bool

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


def read_pins(path: Path) -> tuple[Pin, ...]:
    """The pins of a file, in order; `here` says whether a pin is for this machine. Raises ValueError."""
    text = re.sub(r"\\\n", " ", path.read_text(encoding="utf-8"))
    return tuple(_pin(line) for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))


def _pin(line: str) -> Pin:
    stated = Requirement(_HASH.sub("", line).strip())
    exact = re.fullmatch(r"==([^*,]+)", str(stated.specifier))
    if exact is None:
        message = f"{stated} is not pinned to one version"
        raise ValueError(message)
    here = stated.marker is None or stated.marker.evaluate()
    return Pin(canonicalize_name(stated.name), exact[1], tuple(_HASH.findall(line)), here)
