"""The catalogue as raw values: atlas.yaml, and beside it a file or a folder for each list that grew too long for it.

The entries of a list, such as regions, stand in atlas.yaml, in regions.yaml, or one each in regions/<id>.yaml. A base
map brings the credits of its parts along, in a files.yaml beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mapapp.core.errors import AtlasError, Problem
from mapapp.core.rules import LISTS
from mapapp.store import strict_yaml
from mapapp.store.paths import is_folder, is_there, names_in, read_text

CATALOGUE = "atlas.yaml"

_Entries = list[tuple[str, list[Any]]]  # the name of a file, and what it adds to a list


@dataclass(frozen=True)
class Catalogue:
    """Raw values of the whole catalogue, and the file of each entry that does not stand in atlas.yaml."""

    raw: dict[str, Any]
    files: Mapping[tuple[str, str], str]
    problems: tuple[Problem, ...]

    def file_of(self, kind: str, name: str) -> str:
        """The file that holds an entry, by list and id."""
        return self.files.get((kind, name), CATALOGUE)


def read_catalogue(folder: Path) -> Catalogue:
    """Read and join the files of a catalogue. An unreadable entry is left out and told.

    Raises AtlasError when there is no folder or atlas.yaml cannot be read.
    """
    if not is_folder(folder):
        raise AtlasError((Problem(str(folder), "", "there is no such folder"),))
    raw, problem = _read_map(folder, CATALOGUE, "must be a map of keys such as title, layers and regions")
    if problem is not None:
        raise AtlasError((problem,))
    files: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for kind in LISTS:
        (listed, wrong), (alone, unread) = _list_file(folder, kind), _entry_files(folder, kind)
        problems += [*wrong, *unread]
        for name, entries in (*listed, *alone):
            own = raw.get(kind) or []
            if not isinstance(own, list):
                break  # said by the model, which expects a list
            raw[kind] = [*own, *entries]
            ids = (entry.get("id") for entry in entries if isinstance(entry, dict))
            files |= {(kind, entry): name for entry in ids if isinstance(entry, str)}
    basemap = raw.get("basemap")
    if isinstance(basemap, str) and basemap.isprintable() and isinstance(raw.get("files") or [], list):
        credited, wrong = _list_file(folder, f"{basemap}/files")
        problems += wrong
        raw["files"] = [*(raw.get("files") or []), *(row for _, rows in credited for row in rows)]
    return Catalogue(raw, files, tuple(problems))


def _list_file(folder: Path, kind: str) -> tuple[_Entries, list[Problem]]:
    """The list that stands in a file of its own."""
    name = f"{kind}.yaml"
    if not is_there(folder / name):
        return [], []
    value, problem = _read(folder, name)
    if problem is None and not isinstance(value, list):
        problem = Problem(name, "", f"must be a list of {kind}")
    return ([(name, value)], []) if problem is None else ([], [problem])


def _entry_files(folder: Path, kind: str) -> tuple[_Entries, list[Problem]]:
    """The entries that stand in a file each, in the order of their names."""
    found: _Entries = []
    names, unread = names_in(folder, kind, ".yaml")
    problems = [unread] if unread else []
    for name in names:
        entry, problem = _read_map(folder, name, "must be a map of keys such as id and title")
        if problem is None and entry.get("id") != Path(name).stem:
            problem = Problem(name, "id", f"is {entry.get('id')!r}; name the file after its id")
        if problem is None:
            found.append((name, [entry]))
        else:
            problems.append(problem)
    return found, problems


def _read_map(folder: Path, name: str, expected: str) -> tuple[dict[str, Any], Problem | None]:
    value, problem = _read(folder, name)
    if problem is None and not isinstance(value, dict):
        problem = Problem(name, "", expected)
    return (value if problem is None else {}), problem


def _read(folder: Path, name: str) -> tuple[Any, Problem | None]:
    text, problem = read_text(folder, name)
    if problem is not None:
        return None, problem
    try:
        return strict_yaml.load(text), None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, Problem(name, "", f"is not valid YAML: {' '.join(str(error).split())}")
