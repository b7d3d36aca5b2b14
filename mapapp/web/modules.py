"""Which of the front end's modules a page runs, each after those that it imports; and all of them as one module."""

from __future__ import annotations

import re
from collections.abc import Mapping

_IMPORTS = re.compile(r'(?:^import\b[^"\n]*|^\} from |\bimport\()"([^"]*)"', re.MULTILINE)
_NAMED = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+\.js)";$', re.MULTILINE | re.ASCII)
_WHOLE = re.compile(r'^import \* as (\w+) from "\./(\w+\.js)";$', re.MULTILINE | re.ASCII)
_LATER = re.compile(r'\bimport\("\./(\w+\.js)"\)', re.ASCII)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE | re.ASCII)
_LEFT = re.compile(r"^\s*(?:import|export)\b.*", re.MULTILINE)
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


def as_one(entry: str, sources: Mapping[str, str]) -> str:
    """`entry` and all that it imports as one module that exports what `entry` does; each module keeps its own names.

    Raises ValueError as `linked` does, and for imports and exports in other forms than those that our modules use: a
    value that is exported must be one that never changes.
    """
    parts = ["const modules = {};"]
    exported: list[str] = []
    for name in linked(entry, sources):
        source = sources[name]
        exported = [found[2] for found in _EXPORT.finditer(source)]
        source = _EXPORT.sub(r"\1 \2", source)
        source = _NAMED.sub(
            lambda found: f'const {{ {found[1].replace(" as ", ": ")} }} = modules["{found[2]}"];', source
        )
        source = _WHOLE.sub(r'const \1 = modules["\2"];', source)
        source = _LATER.sub(r'Promise.resolve(modules["\1"])', source)
        if left := _LEFT.search(source):
            message = f"{name} has a line that cannot be put into one module: {left[0]}"
            raise ValueError(message)
        parts.append(f'modules["{name}"] = (() => {{\n{source}\nreturn {{ {", ".join(exported)} }};\n}})();')
    parts.append(f'export const {{ {", ".join(exported)} }} = modules["{entry}"];\n')
    return "\n".join(parts)
