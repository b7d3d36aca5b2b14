"""What can go wrong, as values: one base error, and a problem that names file, place and expectation."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.core.characters import plain


class MapAppError(Exception):
    """Base of every error that a reader or an operator may be told about."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in an atlas folder: which file, where in it, and what was expected."""

    file: str
    where: str
    message: str

    def __post_init__(self) -> None:
        # It quotes names out of broken files, and goes to terminals, pages and JSON.
        for part in ("file", "where", "message"):
            object.__setattr__(self, part, plain(getattr(self, part)))

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        return f"{place}: {self.message}"


class AtlasError(MapAppError):
    """The atlas cannot be served at all; carries every problem that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class SetupError(MapAppError):
    """The program cannot start as asked (a port is taken, a folder is missing)."""
