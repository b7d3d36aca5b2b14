"""Read the counts of an atlas: a CSV table, one published number a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mapapp.core.atlas import Atlas
from mapapp.core.chronicle import Count
from mapapp.core.errors import Problem
from mapapp.store.paths import read_text
from mapapp.store.wording import Words, in_all_languages


def read_counts(
    folder: Path, atlas: Atlas, words: Mapping[str, Words]
) -> tuple[tuple[Count, ...], tuple[Problem, ...]]:
    """The sound rows in file order, and a problem for each that is not."""
    if atlas.counts is None:
        return (), ()
    text, problem = read_text(folder, atlas.counts)
    if problem is not None:
        return (), (problem,)
    counts: list[Count] = []
    problems: list[Problem] = []
    known = {source.id for source in atlas.sources}, {series.id for series in atlas.series}
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text), strict=True), start=2):
            found, wrong = _read_row(row, words, *known)
            problems += [Problem(atlas.counts, f"line {number}", message) for message in wrong]
            counts += [found] if found and not wrong else []
    except csv.Error as error:
        problems.append(Problem(atlas.counts, "", f"is not a CSV table: {error}"))
    return tuple(counts), tuple(problems)


def read_notes(folder: Path, name: object) -> list[str]:
    """The notes of a table of counts, for translators; none where there is no such table."""
    text = read_text(folder, name)[0] if isinstance(name, str) else ""
    return [row["note"] for row in csv.DictReader(io.StringIO(text)) if row.get("note")]


def _read_row(
    row: dict[str, Any], words: Mapping[str, Words], sources: set[str], series: set[str]
) -> tuple[Count | None, list[str]]:
    given = {key: value for key, value in row.items() if value}
    if None in row:
        return None, ["has more cells than the header has names"]
    if "note" in given:
        given["note"] = in_all_languages({next(iter(words), "en"): given["note"]}, list(words), words)
    given["sources"] = str(given.get("sources", "")).split()
    try:
        count = Count.model_validate(given)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, [f"{' › '.join(map(str, detail['loc']))}: {detail['msg']}" for detail in details]
    wrong = [
        f"cites the source {name!r}, which the list of sources lacks" for name in count.sources if name not in sources
    ]
    if count.series not in series:
        wrong.append(f"belongs to the series {count.series!r}; there are {', '.join(sorted(series)) or 'none'}")
    if count.value is None and (count.low is None or count.high is None):
        wrong.append("has neither a value nor a range from low to high")
    return count, wrong
