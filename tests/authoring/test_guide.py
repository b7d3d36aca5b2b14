"""Every command of docs/your-own-atlas.md, in its order, from a folder of GeoJSON to a published site."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

from mapapp.store.atlas import read_atlas
from tests.atlases import collection, square
from tests.basemap.world import write_world
from tests.browser.conftest import free_port, wait_until_it_answers

pytestmark = pytest.mark.enable_socket

REPOSITORY = Path(__file__).resolve().parents[2]
GUIDE = (REPOSITORY / "docs" / "your-own-atlas.md").read_text(encoding="utf-8")
PROGRAM = "python -m mapapp "
SET_UP = ["git clone ADDRESS-OF-THIS-REPOSITORY atlas", "cd atlas", "make run", "source .venv/bin/activate"]


def commands() -> list[str]:
    """The lines of all blocks that are meant for a shell."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", GUIDE, re.DOTALL | re.MULTILINE)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def names_by_hand() -> str:
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    return str(block)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the GeoJSON that the guide begins with, and with all packages at hand."""
    (tmp_path / "my-geojson").mkdir()
    row = {"type": "Feature", "properties": {"name": "High Moor", "half_width_m": 900}, "geometry": square(-70, -45)}
    (tmp_path / "my-geojson" / "reserves.geojson").write_text(json.dumps(collection(row)))
    write_world(tmp_path / "cache")
    return tmp_path


def test_the_guide_brings_a_newcomer_from_geojson_to_a_published_site(desk: Path) -> None:
    told = commands()
    assert told[: len(SET_UP)] == SET_UP
    asked = told[len(SET_UP) :]
    assert [line for line in asked if not line.startswith(PROGRAM)] == []
    assert {line.removeprefix(PROGRAM).split()[0] for line in asked} == {
        "new", "run", "basemap", "doubt", "words", "check", "publish"
    }  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "MAPAPP_CACHE": str(desk / "cache")}
    for line in asked:
        arguments = shlex.split(line.removeprefix(PROGRAM))
        _serve(arguments, desk, environment) if arguments[0] == "run" else _do(arguments, desk, environment)
        if arguments[0] == "basemap":
            (desk / "my-atlas" / "names.yaml").write_text(names_by_hand(), encoding="utf-8")
            _do(arguments, desk, environment)
    loaded = read_atlas(desk / "my-atlas")
    assert (loaded.problems, [region.id for region in loaded.atlas.regions]) == ((), ["high-moor"])
    assert "High Moor" in (desk / "public" / "en" / "high-moor" / "index.html").read_text(encoding="utf-8")
    assert (desk / "public" / "fi").is_dir()


def test_every_file_that_the_guide_names_is_there() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", GUIDE)
    assert [name for name in linked if not (REPOSITORY / "docs" / name).exists()] == []
    assert len(linked) >= 3


def _do(arguments: list[str], desk: Path, environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "mapapp", *arguments]
    done = subprocess.run(command, cwd=desk, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments)}: {done.stdout}{done.stderr}"


def _serve(arguments: list[str], desk: Path, environment: Mapping[str, str]) -> None:
    port = free_port()
    command = [sys.executable, "-m", "mapapp", *arguments]
    env = {**environment, "PORT": str(port), "HOST": "127.0.0.1"}
    with subprocess.Popen(command, cwd=desk, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        try:
            wait_until_it_answers(server, f"http://127.0.0.1:{port}")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:  # our own http address
                assert "My atlas" in page.read().decode()
        finally:
            server.terminate()
            server.wait(20)
