"""The command line: what it says when it cannot start, and what it writes for translators."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapapp.__main__ import main
from mapapp.web.keep import kept_at
from tests.atlases import edit
from tests.chronicles import write_chronicled


@pytest.fixture
def taken() -> Iterator[int]:
    """The number of a loopback port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


@pytest.mark.enable_socket
def test_a_taken_port_is_named_with_what_to_do(taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--host", "127.0.0.1", "--port", str(taken)]) == 1
    said = capsys.readouterr().err
    assert f"127.0.0.1:{taken}" in said
    assert "PORT=" in said


@pytest.mark.enable_socket
@pytest.mark.parametrize("port", [65536, 70000, -1])
def test_a_number_that_is_no_port_is_named(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--host", "127.0.0.1", f"--port={port}"]) == 1
    assert f"{port} is not a port" in capsys.readouterr().err


def test_a_port_that_is_no_number_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["run", "--port", "harbour"])
    assert caught.value.code == 2
    assert "'harbour'" in capsys.readouterr().err


def test_a_port_in_the_environment_that_is_no_number_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "harbour")
    try:
        status = main(["run"])
    except SystemExit as error:
        status = int(error.code or 0)
    assert status in (1, 2)
    assert "harbour" in capsys.readouterr().err


def test_the_port_that_is_proposed_is_a_port(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EADDRINUSE, "Address already in use")

    monkeypatch.setattr(socket, "create_server", refuse)
    assert main(["run", "--port", "65535"]) == 1
    assert "65536" not in capsys.readouterr().err


def test_no_command_at_all_is_told_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2
    assert "{new,doubt,check,words,basemap,build,publish,prepare,run}" in capsys.readouterr().err


def test_the_words_of_an_atlas_are_written_for_translators(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_chronicled(tmp_path)
    assert main(["words", str(folder)]) == 0
    written = (folder / "locale/ru.po").read_text(encoding="utf-8")
    assert 'msgid "Title of gate"\nmsgstr "Ворота"' in written
    assert 'msgid "A cold winter."\nmsgstr "Холодная зима."' in written
    assert 'msgid "Title of old-path"\nmsgstr ""' in written
    assert f"{folder / 'locale' / 'ru.po'}: {written.count('msgid ')} texts" in capsys.readouterr().out


def test_words_that_are_written_twice_are_the_same(tmp_path: Path) -> None:
    folder = write_chronicled(tmp_path)
    main(["words", str(folder)])
    once = (folder / "locale/ru.po").read_text(encoding="utf-8")
    main(["words", str(folder)])
    assert (folder / "locale/ru.po").read_text(encoding="utf-8") == once


def test_an_atlas_without_translations_gets_a_place_for_them(folder: Path) -> None:
    edit(folder, lambda catalogue: catalogue.update(languages=["en", "zh"]))
    assert main(["words", str(folder)]) == 0
    assert 'msgid "Tiny atlas"\nmsgstr ""' in (folder / "locale/zh.po").read_text(encoding="utf-8")


def test_words_of_a_folder_that_is_not_there_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().err


@pytest.mark.parametrize("languages", [None, [], "en", ["en", "../x"], ["en", 7]])
def test_words_of_an_atlas_without_proper_languages_are_refused(
    folder: Path, languages: object, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, lambda catalogue: catalogue.update(languages=languages))
    assert main(["words", str(folder)]) == 1
    assert "languages" in capsys.readouterr().err


def test_what_is_built_ahead_is_kept_and_its_place_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--atlas", str(folder)]) == 0
    place, _, rest = capsys.readouterr().out.partition(": ")
    assert Path(place) == kept_at(folder)
    assert Path(place).is_file()
    assert "3 layers" in rest


def test_an_atlas_that_cannot_be_served_is_not_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--atlas", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().err


def test_what_cannot_be_kept_is_no_success(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.setenv("MAPAPP_CACHE", str(tmp_path / "taken"))
    assert main(["build", "--atlas", str(folder)]) == 1
    assert "could not be kept" in capsys.readouterr().err


def test_an_atlas_is_published_and_what_was_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPAPP_ATLAS", "elsewhere")  # the command sets it; afterwards it is what it was
    atlas = write_chronicled(tmp_path / "atlas")
    target = tmp_path / "public"
    assert main(["publish", str(target), "--atlas", str(atlas)]) == 0
    said = capsys.readouterr()
    assert f"{target}: {sum(path.is_file() for path in target.rglob('*'))} files" in said.out
    assert "Without --address" in said.err
    (target / "notes.txt").write_text("mine")
    assert main(["publish", str(target), "--atlas", str(atlas)]) == 1
    assert "holds what was not published there (notes.txt)" in capsys.readouterr().err
