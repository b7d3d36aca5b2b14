"""Finding things by name: in any script, from the first letters on, with words in any order and typing errors forgiven.

A name is kept as its *tails*: what is left of it, written without spaces, from each of its words on. Whatever a reader
types is the beginning of a tail, so that `hun`, `hunchun` and `hun chun` all find 珲春 by its pinyin.
"""

from __future__ import annotations

import os
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

Kind = Literal["region", "topic", "organisation", "place", "river", "event"]

LONGEST = 100  # characters of a query that are read; no name is longer
MOST_WORDS = 16
WHOLE, COMPLETE, BEGUN, ALIKE = 2.0, 1.0, 0.9, 0.8  # grades: a name, words of it, their beginnings, another spelling
SOUNDS_WHOLE = 0.95  # a name in another spelling
IN_PLACE = 0.03  # more for words that stand in the name as in the query
NEARLY, LEAST = 0.7, 0.45  # the best grade of a misspelt word, and the least for which something is shown
WORD = re.compile("[\u3400-\u9fff]|[^\\W_\u3400-\u9fff]+")  # each Chinese character is a word
HAN = re.compile("[\u3400-\u9fff]")
LATIN = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufye", strict=True)),
        **dict(zip("жхцчшщюяъь", ("zh", "kh", "ts", "ch", "sh", "shch", "yu", "ya", "", ""), strict=True)),
    }
)
"""Russian as most people spell it in Latin letters (BGN/PCGN without marks); й and ё have become и and е before."""

SAME_SOUND = (("shch", "s"), ("sch", "s"), ("sh", "s"), ("zh", "z"), ("ch", "c"), ("ts", "c"), ("kh", "h"))
SAME_LETTER = str.maketrans("jyw", "iiv")
OTHER_READINGS = {ord("珲"): "hún", ord("长"): "cháng", ord("棱"): "líng", ord("什"): "shí", ord("重"): "chóng"}
"""How names read what alone reads otherwise: Hunchun, Changbai, Muling, Barabash, and "again" in words."""


@dataclass(frozen=True)
class Target:
    """Something that can be found: title and hint by language, its place (latitude, longitude), all it is called.

    Among equals the lowest `rank` comes first.
    """

    kind: Kind
    id: str
    title: Mapping[str, str]
    hint: Mapping[str, str]
    names: tuple[str, ...]
    place: tuple[float, float] | None = None
    rank: int = 0


class _Tail(NamedTuple):
    """Where a tail belongs: the target's number, where words end in it, how long the whole name is."""

    target: int
    ends: frozenset[int]
    size: int


class _Match(NamedTuple):
    """How well something matches, and which share of the name that is."""

    grade: float
    share: float


class Index:
    """The names of `targets`, ready to be searched; takes about a tenth of a second to make."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._targets = tuple(targets)
        names = {
            (number, tuple(words_of(name))) for number, target in enumerate(self._targets) for name in target.names
        }
        in_latin = {(number, tuple(to_latin(word) for word in words)) for number, words in names}
        self._written = _Spellings(names | in_latin)
        self._sounding = _Spellings(in_latin, to_sound)

    def find(self, query: str, limit: int = 8) -> list[Target]:
        """At most `limit` targets, best first; what is spelt wrongly counts only where nothing is spelt so. Total."""
        words = words_of(query[:LONGEST])[:MOST_WORDS]
        sounds = [to_sound(word) for word in _in_runs(words)]
        found = self._written.grades(words, WHOLE, COMPLETE, BEGUN)
        if len("".join(sounds)) > 2:
            found = _better(found, self._sounding.grades(sounds, SOUNDS_WHOLE, ALIKE, ALIKE))
        outright = {number: match for number, match in found.items() if match.grade >= ALIKE}
        if not outright:
            forgiving = self._sounding.grades(sounds, ALIKE, ALIKE, ALIKE, forgiving=True)
            outright = {n: match for n, match in _better(found, forgiving).items() if match.grade >= LEAST}
        best = sorted(outright, key=lambda n: (-outright[n].grade, self._targets[n].rank, -outright[n].share, n))
        return [self._targets[number] for number in best[:limit]]


class _Spellings:
    """Names in one way of writing, by their tails."""

    def __init__(self, names: Iterable[tuple[int, Sequence[str]]], spell: Callable[[str], str] = str) -> None:
        self._tails: dict[str, set[_Tail]] = {}
        for target, words in names:
            name = "".join(words)
            size = len(spell(name))
            starts = [0, *accumulate(len(word) for word in words)]
            ends = [0, *accumulate(len(spell(word)) for word in words)]
            for number, start in enumerate(starts[:-1]):
                tail = _Tail(target, frozenset(end - ends[number] for end in ends[number + 1 :]), size)
                self._tails.setdefault(spell(name[start:]), set()).add(tail)
        self._sorted = sorted(self._tails)

    def grades(
        self, words: Sequence[str], whole: float, complete: float, begun: float, *, forgiving: bool = False
    ) -> dict[int, _Match]:
        """How well each target matches all words, wherever they stand; below ALIKE when a word is missing or wrong.

        `whole`, `complete` and `begun` are the grades of a name, of words and of beginnings of words.
        """
        total = sum(len(word) for word in words) or 1
        grades: dict[int, float] = {}
        shares: dict[int, float] = {}
        lowest: dict[int, list[float]] = {}
        for word in words:
            found = self._begun(word, complete, begun)
            if forgiving:
                found = _better(self._misspelt(word), found)
            for target, match in found.items():
                grades[target] = grades.get(target, 0) + match.grade * len(word) / total
                shares[target] = shares.get(target, 0) + match.share
                lowest.setdefault(target, []).append(match.grade)
        found = {}
        for target, grade in grades.items():
            sound = len(lowest[target]) == len(words) and min(lowest[target]) >= ALIKE
            named = IN_PLACE if shares[target] > 0.99 else 0  # nothing of the name is left out
            found[target] = _Match(round(grade if sound else min(grade, NEARLY) + named, 2), shares[target])
        together = self._begun("".join(words), complete, begun)
        for target, match in together.items():
            grade = match.grade + (IN_PLACE if len(words) > 1 else 0)
            found[target] = _Match(whole if match.share == 1 else round(grade, 2), match.share)
        return found

    def _begun(self, start: str, complete: float, begun: float) -> dict[int, _Match]:
        """Targets with a name in which a word, or several, begin like this."""
        found: dict[int, _Match] = {}
        for tail in self._from(start):
            for target, ends, size in self._tails[tail]:
                match = _Match(complete if len(start) in ends else begun, len(start) / size)
                found[target] = max(match, found.get(target, match))
        return found

    def _from(self, start: str) -> Iterator[str]:
        """The tails that begin with these letters."""
        here = bisect_left(self._sorted, start)
        while start and here < len(self._sorted) and self._sorted[here].startswith(start):
            yield self._sorted[here]
            here += 1

    def _misspelt(self, word: str) -> dict[int, _Match]:
        """Targets with a name in which a word begins nearly like this: one error in four letters, at most three."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        errors = min(len(word) // 4, 3)
        if not errors:
            return {}
        starts = {tail[:size] for tail in self._sorted for size in range(len(word) - 1, len(word) + 2)}
        alike = extract(word, sorted(starts), scorer=OSA.distance, score_cutoff=errors, limit=None)
        found: dict[int, _Match] = {}
        for start, distance, _ in alike:
            grade = NEARLY * (1 - distance / len(word))
            for target, match in self._begun(start, COMPLETE, BEGUN).items():
                whole = IN_PLACE if match.share == 1 else 0
                near = _Match(grade * match.grade + whole, match.share)
                found[target] = max(near, found.get(target, near))
        return found


def words_of(text: str) -> list[str]:
    """The words of a text, without case, marks and punctuation; `the` only where there is nothing else."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    words = WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))
    return [word for word in words if word != "the"] or words


def to_latin(word: str) -> str:
    """A word in Latin letters: Russian by our table, Chinese as pinyin without tones; others stay as they are."""
    return "".join(_pinyin(letter) for letter in word) if HAN.search(word) else word.translate(LATIN)


@lru_cache(maxsize=5000)
def to_sound(text: str) -> str:
    """Latin letters in a coarse spelling that popular, scholarly (ISO 9) and Chinese romanisations share.

    Khasan and Hasan, Primorskij and Primorsky, žuravlik and zhuravlik, Ussuri and Usuri become one.
    """
    for letters, sound in SAME_SOUND:
        text = text.replace(letters, sound)
    text = re.sub(r"([a-z])\1+", r"\1", text.translate(SAME_LETTER))
    return re.sub("i(?=[aeou])", "", text)


@lru_cache(maxsize=5000)
def _pinyin(letter: str) -> str:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # phrases cost 45 MB and half a second, and change three names
    from pypinyin import lazy_pinyin, load_single_dict

    load_single_dict(OTHER_READINGS)
    return "".join(lazy_pinyin(letter))


def _in_runs(words: Iterable[str]) -> list[str]:
    """Words in Latin letters; Chinese characters that follow each other make one word."""
    runs: list[str] = []
    in_han = False
    for word in words:
        before, in_han = in_han, bool(HAN.match(word))
        if before and in_han:
            runs[-1] += to_latin(word)
        else:
            runs.append(to_latin(word))
    return runs


def _better(one: Mapping[int, _Match], other: Mapping[int, _Match]) -> dict[int, _Match]:
    """The better match of each target."""
    return {
        number: max(match for match in (one.get(number), other.get(number)) if match) for number in {**one, **other}
    }
