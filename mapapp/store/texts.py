"""Read the Markdown texts of an atlas, one file an entry and language."""

from __future__ import annotations

from pathlib import Path

from mapapp.core.atlas import Atlas
from mapapp.core.characters import refused_at
from mapapp.core.errors import Problem
from mapapp.core.rules import CITATION
from mapapp.store.paths import read_text

LONGEST = 20_000  # characters; Markdown can be written so that reading it takes the square of its length


def read_texts(folder: Path, atlas: Atlas) -> tuple[dict[tuple[str, str], str], tuple[Problem, ...]]:
    """Texts by (entry id, language), and a problem for each file that is missing or cites an unknown source."""
    sources = {source.id for source in atlas.sources}
    texts: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for entry in atlas.entries:
        for language in atlas.languages if entry.text else ():
            name = str(entry.text).replace("{lang}", language)
            text, problem = read_text(folder, name)
            if problem is not None:
                problems.append(problem)
                continue
            if len(text) > LONGEST:
                problems.append(
                    Problem(name, "", f"is longer than {LONGEST:,} characters; nobody reads that in a panel")
                )
                continue
            if (wrong := refused_at(text)) is not None:
                problems.append(Problem(name, f"line {wrong[0]}", wrong[1]))
                continue
            texts[entry.id, language] = text
            problems += [
                Problem(name, f"[@{cited}]", "cites a source that the catalogue lacks")
                for cited in sorted(set(CITATION.findall(text)) - sources)
            ]
    return texts, tuple(problems)
