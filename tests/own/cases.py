"""All files, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tests.own.animals import ANIMALS
from tests.own.bad import BAD
from tests.own.good import GOOD, TABLES
from tests.own.odd import ODD
from tests.own.writers import Case

CASES: Mapping[str, Case] = {**GOOD, **TABLES, **ODD, **ANIMALS, **BAD}


def write_cases(folder: Path, cases: Mapping[str, Case]) -> None:
    """Write the files, each under a name of ours, with its own name and what is chosen beside it."""
    scratch = folder / "scratch"
    scratch.mkdir()
    for key, case in cases.items():
        (folder / key).write_bytes(case.write(scratch))
        said = {"name": case.name, "choices": dict(case.choices)}
        (folder / f"{key}.json").write_text(json.dumps(said), encoding="utf-8")
