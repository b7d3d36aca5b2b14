"""One door under coverage-guided fuzzing, in a process of its own: `python -m fuzz.guided DOOR RUNS FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mapapp", "markdown_it"]):
    from fuzz.doors import DOORS, SEEDS
from tests.hostile.corpus import STRINGS


def main(door: str, runs: str, folder: str) -> None:
    """Run the door on seeds, on the hostile strings and on what grows out of them; ends the process."""
    seeds = Path(folder)
    for number, seed in enumerate([*SEEDS[door], *(text.encode("utf-8", "replace")[:4096] for text in STRINGS)]):
        (seeds / f"seed-{number}").write_bytes(seed)
    # A crash ends it, and so does a case that takes a minute or two gigabytes.
    limits = ["-max_len=4096", "-timeout=60", "-rss_limit_mb=2048", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], f"-runs={runs}", "-seed=1", *limits, folder], DOORS[door])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
