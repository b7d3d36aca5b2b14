"""Each kind of damage is told with file and place; what is sound is served; the command says the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapapp.__main__ import main
from mapapp.core.errors import AtlasError, Problem
from mapapp.store.atlas import read_atlas
from mapapp.web.build import build_site
from tests.store.damages import FATAL, PARTIAL, Damage
from tests.store.evidence_damages import EVIDENCE
from tests.store.unreadable_damages import UNREADABLE, UNREADABLE_CATALOGUE

each = pytest.mark.parametrize(
    "damage", [*PARTIAL, *EVIDENCE, *UNREADABLE, *FATAL, *UNREADABLE_CATALOGUE], ids=lambda damage: damage.name
)
each_partial = pytest.mark.parametrize("damage", [*PARTIAL, *EVIDENCE, *UNREADABLE], ids=lambda damage: damage.name)
each_fatal = pytest.mark.parametrize("damage", [*FATAL, *UNREADABLE_CATALOGUE], ids=lambda damage: damage.name)


def told(problems: tuple[Problem, ...], damage: Damage) -> list[Problem]:
    return [
        problem
        for problem in problems
        if damage.file in problem.file and damage.where in problem.where and damage.words in problem.message
    ]


@each_partial
def test_damage_is_told_with_file_and_place(folder: Path, damage: Damage) -> None:
    damage.do(folder)
    problems = read_atlas(folder).problems
    assert told(problems, damage), problems


@each_partial
def test_what_is_sound_is_served_beside_the_damage(folder: Path, damage: Damage) -> None:
    damage.do(folder)
    site = build_site(folder)
    assert site.problems
    assert f"{site.panels}cards/south-park.html" in site.assets
    drawn = json.loads(site.assets["/data/layers/parks.geojson"].body)["features"]
    assert "south-park" in {feature["id"] for feature in drawn}


@each_fatal
def test_fatal_damage_is_told_with_file_and_place(folder: Path, damage: Damage) -> None:
    damage.do(folder)
    with pytest.raises(AtlasError) as caught:
        read_atlas(folder)
    assert told(caught.value.problems, damage), caught.value.problems


@each_fatal
def test_fatal_damage_makes_a_site_that_says_so(folder: Path, damage: Damage) -> None:
    damage.do(folder)
    site = build_site(folder)
    assert site.atlas is None
    assert told(site.problems, damage)


@each
def test_the_command_prints_the_damage_and_fails(
    folder: Path, damage: Damage, capsys: pytest.CaptureFixture[str]
) -> None:
    damage.do(folder)
    assert main(["check", str(folder)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert [line for line in printed if damage.file in line and damage.where in line and damage.words in line]


def test_the_command_finds_a_sound_atlas_sound(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder)]) == 0
    assert "3 layers, 4 regions" in capsys.readouterr().out
