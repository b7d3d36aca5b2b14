"""A catalogue of the interface's words that is broken: its language is spoken in English, the others are whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.atlases import edit
from tests.faults.process import copy_of_program, serving

BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "cut within a message": lambda whole: whole[: whole.index(b"msgstr", len(whole) // 2)],
    "garbage": lambda _: b"\x00 nothing \x07 of the kind\n" * 9,
    "another encoding": lambda whole: whole.decode().encode("koi8-r", "replace"),
    "a plural that is none": lambda whole: whole.replace(b"plural=(n%10", b"plural=(m%10"),
    "two plurals for three": lambda whole: whole.replace(b"nplurals=3", b"nplurals=2"),
    "other names to fill in": lambda whole: whole.replace(b'msgstr "%(angle)s', b'msgstr "%(winkel)s'),
    "a lone percent sign": lambda whole: whole.replace('"Закрыть"'.encode(), '"Закрыть на 100 %"'.encode()),
}


@pytest.mark.enable_socket
@pytest.mark.parametrize("how", BREAKS)
def test_a_broken_catalogue_leaves_its_language_in_english(folder: Path, tmp_path: Path, how: str) -> None:
    program = copy_of_program(tmp_path / "program")
    catalogue = program / "mapapp/locale/ru.po"
    catalogue.write_bytes(BREAKS[how](catalogue.read_bytes()))
    edit(folder, lambda value: value.update(languages=["en", "ru", "zh"]))
    with serving(folder, tmp_path, program=program) as server:
        assert "Left out of the map: mapapp/locale/ru.po" in server.said()
        assert "the page speaks English in its place" in server.said()
        assert [told for told in server.health()["problems"] if told.startswith("mapapp/locale")] != []
        pages = {language: server.ask(f"/?lang={language}")[2].decode() for language in ("en", "ru", "zh")}
    assert "The map is being drawn" in pages["ru"]
    assert '<html lang="ru"' in pages["ru"]
    assert "The map is being drawn" in pages["en"]
    assert "正在绘制地图" in pages["zh"]


@pytest.mark.enable_socket
def test_a_missing_catalogue_leaves_its_language_in_english_and_is_said(folder: Path, tmp_path: Path) -> None:
    program = copy_of_program(tmp_path / "program")
    (program / "mapapp/locale/ru.po").unlink()
    edit(folder, lambda value: value.update(languages=["en", "ru", "zh"]))
    with serving(folder, tmp_path, program=program) as server:
        assert "The interface has no words in ru" in server.said()
        assert "in zh" not in server.said()
        assert "The map is being drawn" in server.ask("/?lang=ru")[2].decode()
        assert "正在绘制地图" in server.ask("/?lang=zh")[2].decode()
