"""What a process of this machine has used so far, as Linux counts it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Usage:
    """Seconds of CPU, in steps of a hundredth, and resident megabytes (10^6 bytes) of a process."""

    cpu: float
    megabytes: float


def usage(process: int) -> Usage:
    """What the process has used. Raises OSError when there is no such process, or no Linux."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return Usage((int(fields[11]) + int(fields[12])) / _TICKS, pages * _PAGE / 1e6)
