"""The door of readers' own files: changed copies of files of every format, read by processes as closed as the real."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.own.cases import CASES, write_cases

AT_ONCE = 500  # cases of one process


def uploads(most: int) -> tuple[int, str, str]:
    """Read so many cases; how many were, the most memory that a process had, and the crashes."""
    crashes, first, peak = [], 0, 0
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_cases(folder, {key: case for key, case in CASES.items() if key not in {"zip-locked", "zip-bomb"}})
        while first < most:
            last = min(first + AT_ONCE, most)
            command = [sys.executable, "-m", "fuzz.bent", scratch, str(first), str(last)]
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
            said = [json.loads(line) for line in done.stdout.splitlines()]
            peak = max([peak, *(one["megabytes"] for one in said)])
            if done.returncode:
                last = said[-1]["case"] + 1 if said else first + 1
                crashes.append(f"case {last - 1}, status {done.returncode}: {done.stderr[-1500:]}")
            first = last
    return most, f"{peak} MB at most", "\n".join(crashes)
