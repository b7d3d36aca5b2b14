"""The command line that makes the map data."""

from __future__ import annotations

import pytest

from geodata.build.__main__ import main


def test_the_command_line_lists_what_it_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert [command for command in ("regions", "basemap", "frame", "refine") if f"  {command}" not in said] == []


def test_the_command_line_leads_to_refine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["refine", "--source", "osm", "siberia"]) == 1
    assert "no outline of 'siberia'" in capsys.readouterr().err
