"""How to cite, as the page shows it: a sentence for an entry, and `citations/<entry>.json` for its figures.

The page adds what it alone knows, the address and the day.
"""

from __future__ import annotations

from mapapp.core.atlas import Atlas, Entry
from mapapp.core.cite import (
    Reader,
    cite_atlas,
    cite_entry,
    cite_figure,
    figure_advice,
    figure_words,
    sentence,
)
from mapapp.core.words import Say


def atlas_sentence(atlas: Atlas, language: str, say: Say) -> str:
    """The whole map in one line."""
    return sentence(cite_atlas(atlas, Reader(language)), language, say)


def entry_sentence(atlas: Atlas, entry: Entry, language: str, say: Say) -> str:
    """An entry in one line."""
    return sentence(cite_entry(atlas, entry, Reader(language)), language, say)


def figure_sentences(atlas: Atlas, entry: Entry, language: str, say: Say) -> dict[str, dict[str, object]]:
    """By the id of each figure: the figure in words, whom to cite, its sources and this atlas in one line each."""
    told: dict[str, dict[str, object]] = {}
    for figure in entry.figures:
        ours, *sources = cite_figure(atlas, entry, figure, Reader(language))
        told[figure.id] = {
            "figure": figure_words(atlas, entry, figure, language),
            "advice": figure_advice(figure, say),
            "sources": [sentence(source, language, say) for source in sources],
            "atlas": sentence(ours, language, say),
        }
    return told
