"""The door of an atlas folder: copies of small sound atlases with something changed in their files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from mapapp.core.errors import AtlasError
from mapapp.store.atlas import read_atlas
from mapapp.web.build import build_site
from mapapp.web.keep import pack, unpack
from tests.atlases import guarded, guarded_files, tiny_files, to_yaml
from tests.chronicles import chronicled, chronicled_files
from tests.hostile.corpus import STRINGS

ATLASES: tuple[Mapping[str, str], ...] = (
    {"atlas.yaml": to_yaml(chronicled()), **tiny_files(), **chronicled_files()},
    {"atlas.yaml": to_yaml(guarded()), **tiny_files(), **guarded_files()},
)
VALUES = (
    "NaN",
    "-1e999",
    "1" * 400,
    "null",
    "[]",
    "{}",
    '""',
    "true",
    "0",
    "-91",
    "181",
    "2012-02-30",
    "../x",
    "'",
    '"',
)
PIECES = st.sampled_from([*(text for text in STRINGS if len(text) < 2000), *VALUES])

Case = tuple[int, str, bytes]
"""Which atlas, which of its files, and what stands in it now."""


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A file of an atlas with pieces cut out, doubled, moved or put in, or with values of another kind."""
    number = draw(st.integers(0, len(ATLASES) - 1))
    name = draw(st.sampled_from(sorted(ATLASES[number])))
    text = ATLASES[number][name]
    if name.endswith("json") and draw(st.booleans()):
        text = json.dumps(_changed(draw, json.loads(text)))
    else:
        for _ in range(draw(st.integers(1, 4))):
            start = draw(st.integers(0, len(text)))
            end = min(len(text), start + draw(st.integers(0, 60)))
            put = draw(st.one_of(PIECES, st.just(""), st.just(text[start:end] * 2)))
            text = text[:start] + put + text[end:]
    body = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 19)) == 0:
        at = draw(st.integers(0, len(body)))
        body = body[:at] + draw(st.binary(max_size=4)) + body[at:]
    return number, name, body


def _changed(draw: st.DrawFn, value: Any) -> Any:
    """A JSON value with something else at one place below it."""
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: _changed(draw, value[key])}
    if isinstance(value, list) and value and draw(st.integers(0, 5)):
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], _changed(draw, value[at]), *value[at + 1 :]]
    numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-400, 400)
    return draw(st.one_of(st.none(), st.booleans(), numbers, PIECES, st.just([]), st.just({}), st.just([value, value])))


class Folders:
    """The sound atlases in a folder; a case changes one file of one of them and puts it back."""

    def __init__(self, room: Path) -> None:
        self.folders = [room / str(number) for number in range(len(ATLASES))]
        for folder, files in zip(self.folders, ATLASES, strict=True):
            for name, text in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text, encoding="utf-8")

    def read(self, case: Case, *, build: bool) -> None:
        """Read, or build and keep, the changed atlas: problems that can be told, or a site, and nothing else."""
        number, name, body = case
        path = self.folders[number] / name
        path.write_bytes(body)
        try:
            if build:
                unpack(pack(build_site(self.folders[number])))
            else:
                try:
                    problems = read_atlas(self.folders[number]).problems
                except AtlasError as error:
                    problems = error.problems
                assert all(str(problem).encode() for problem in problems)
        finally:
            path.write_text(ATLASES[number][name], encoding="utf-8")

    def sound(self, case: Case) -> bool:
        """Whether the file that a case changes stands as it was."""
        number, name, _ = case
        return (self.folders[number] / name).read_text(encoding="utf-8") == ATLASES[number][name]
