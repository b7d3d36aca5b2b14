"""The search of an atlas: the answers of `/search` as JSON values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mapapp.core.search import Index, Target


@dataclass(frozen=True)
class Search:
    """The search of one atlas; its index is made when somebody first asks."""

    targets: tuple[Target, ...] = ()
    languages: tuple[str, ...] = ()

    @cached_property
    def _index(self) -> Index:
        return Index(self.targets)

    def results(self, query: str, language: str) -> list[dict[str, object]]:
        """At most eight answers, best first, in a language of the atlas, by default its first. Total."""
        language = language if language in self.languages else next(iter(self.languages), "")
        return [
            {
                "kind": found.kind,
                "id": found.id,
                "title": found.title[language],
                "hint": found.hint[language],
                "place": found.place,
            }
            for found in self._index.find(query)
        ]
