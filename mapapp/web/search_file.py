"""What a page without a server searches in: names spelt out in Python, so that no browser needs Chinese readings."""

from __future__ import annotations

import json

from mapapp.core.search import HAN, LATIN, to_latin, words_of
from mapapp.web.search import Search


def search_file(search: Search, language: str) -> bytes:
    """The search of an atlas in one language as JSON, for `front/find.js`.

    Each target has its names as words, as written and in Latin letters; `letters` and `readings` say how a reader's own
    Russian letters and those Chinese characters that stand in names become Latin.
    """
    targets = [
        {
            "kind": target.kind,
            "id": target.id,
            "title": target.title[language],
            "hint": target.hint[language],
            "place": target.place,
            "rank": target.rank,
            "names": [_spelt(words) for words in sorted({tuple(words_of(name)) for name in target.names})],
        }
        for target in search.targets
    ]
    characters = {letter for target in search.targets for name in target.names for letter in HAN.findall(name)}
    known = {
        "targets": targets,
        "letters": {chr(code): letters for code, letters in LATIN.items()},
        "readings": {letter: to_latin(letter) for letter in sorted(characters)},
    }
    return json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()


def _spelt(words: tuple[str, ...]) -> list[list[str]]:
    return [list(words), [to_latin(word) for word in words]]
