"""Fuzz every door and print the count of cases, what they covered and what crashed; 1 when anything crashed."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz.atlas import Case, Folders, cases
from fuzz.doors import DOORS
from fuzz.uploads import uploads

READ, BUILT, A_DOOR, UPLOADS = 6000, 1000, 11_000, 10_000  # cases


class Run(NamedTuple):
    """What came of one door."""

    door: str
    cases: int
    coverage: str
    crash: str


def main() -> int:
    """Run all doors, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("doors", nargs="*", choices=[[], *DOORS, "atlas", "uploads"], help="default: all")
    parser.add_argument("--share", type=float, default=1.0, help="of the usual number of cases")
    chosen = parser.parse_args()
    doors = chosen.doors or [*DOORS, "atlas", "uploads"]
    runs: list[Run] = []
    for door in doors:
        for run in opened(door, chosen.share):
            print(f"{run.door:>14} {run.cases:>8,} cases  {run.coverage}", flush=True)
            runs.append(run)
    crashes = [run for run in runs if run.crash]
    for run in crashes:
        print(f"\n{run.door} crashed:\n{run.crash}")
    print(f"\n{sum(run.cases for run in runs):,} cases, {len(crashes)} crashes")
    return 1 if crashes else 0


def opened(door: str, share: float) -> Iterator[Run]:
    """What comes of a door with a share of its usual cases; an atlas is read, and fewer are built."""
    if door == "atlas":
        yield atlas(int(READ * share), build=False)
        yield atlas(int(BUILT * share), build=True)
    elif door == "uploads":
        yield Run("uploads", *uploads(int(UPLOADS * share)))
    else:
        yield guided(door, int(A_DOOR * share))


def guided(door: str, runs: int) -> Run:
    """A door under coverage-guided fuzzing."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "fuzz.guided", door, str(runs), folder]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        told = done.stderr + done.stdout
        named = ("crash-", "timeout-", "oom-")
        kept = [path.read_bytes() for path in Path(folder).iterdir() if path.name.startswith(named)]
    counted = re.findall(r"#(\d+)\s", told)
    covered = re.findall(r"cov: (\d+) ft: (\d+)", told)
    coverage = f"{covered[-1][0]} edges, {covered[-1][1]} features" if covered else ""
    crash = f"{told[-3000:]}\n{kept}" if done.returncode else ""
    return Run(door, int(counted[-1]) if counted else 0, coverage, crash)


def atlas(most: int, *, build: bool) -> Run:
    """Changed atlas folders, read or built."""
    seen, crash = 0, ""
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as room:  # noqa: S108  # in memory
        folders = Folders(Path(room))

        @seed(1)
        @settings(
            max_examples=most,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(cases())
        def one(case: Case) -> None:
            nonlocal seen
            seen += 1
            folders.read(case, build=build)

        try:
            one()
        except Exception:  # noqa: BLE001  # whatever it is, it is a crash
            crash = traceback.format_exc(limit=-6)
    return Run("atlas, built" if build else "atlas, read", seen, "", crash)


if __name__ == "__main__":
    sys.exit(main())
