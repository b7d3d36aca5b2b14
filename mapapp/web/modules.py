"""Which of the front end's modules a page runs, in an order in which each comes after those that it imports."""

from __future__ import annotations

import re
from collections.abc import Mapping

_IMPORTS = re.compile(r'(?:^import\b[^"\n]*|^\} from |\bimport\()"([^"]*)"', re.MULTILINE)
_BESIDE = re.compile(r"\./(\w+\.js)", re.ASCII)


def linked(entry: str, sources: Mapping[str, str]) -> tuple[str, ...]:
    """The names of `entry` and of all modules that it imports, at once or later, each after its own imports.

    Raises ValueError for an import that is not of a module beside it, and for modules that import each other in a ring:
    a page that is linked from one file could not begin with either.
    """
    order: dict[str, bool] = {}  # whether the module stands in the order already

    def visit(name: str, asked_by: str) -> None:
        if name not in sources:
            message = f"{asked_by} imports {name}, which is not there"
            raise ValueError(message)
        if name in order:
            if not order[name]:
                message = f"{asked_by} and {name} import each other in a ring"
                raise ValueError(message)
            return
        order[name] = False
        for address in _IMPORTS.findall(sources[name]):
            beside = _BESIDE.fullmatch(address)
            if beside is None:
                message = f"{name} imports {address!r}, which is not a module beside it"
                raise ValueError(message)
            visit(beside[1], name)
        order[name] = True
        done.append(name)

    done: list[str] = []
    visit(entry, "the page")
    return tuple(done)
