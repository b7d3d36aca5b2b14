from __future__ import annotations

import re

import pytest

from mapapp.__main__ import main
from tests.house.repository import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROMISED = {"run", "test", "check", "bench"}


def test_every_make_command_of_the_readme_is_in_the_makefile() -> None:
    named = set(re.findall(r"(?:^ {4}|`)make ([a-z-]+)", README, re.MULTILINE))
    assert named >= PROMISED
    assert named <= set(re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("target", sorted(PROMISED))
def test_every_promised_target_does_something(target: str) -> None:
    (recipe,) = re.findall(rf"^{target}:[^\n]*\n((?:\t[^\n]*\n?)+)", MAKEFILE, re.MULTILINE)
    assert recipe.strip()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"python -m mapapp (\w+)", README))))
def test_every_command_of_the_readme_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert f"mapapp {command}" in capsys.readouterr().out


def test_every_link_of_the_readme_into_the_repository_leads_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_folder_that_the_readme_explains_exists() -> None:
    rooms = re.findall(r"^ {4}([a-z]+(?:/[a-z]+)*/) ", README, re.MULTILINE)
    assert len(rooms) >= 8
    assert [room for room in rooms if not (ROOT / room).is_dir()] == []


def test_every_address_of_the_readme_is_routed() -> None:
    roots = set(re.findall(r"`/(healthz|data|map|assets|panels)\b", README))
    assert roots == {"healthz", "data", "map", "assets", "panels"}
