import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from mapapp.__main__ import main
from tests.atlases import edit
from tests.large import large, points

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def source(folder: Path) -> Path:
    edit(folder, lambda catalogue: catalogue.update(large=[large()]))
    path = folder.parent / "trees.parquet"
    points(400).to_parquet(path)
    return path


def command(folder: Path, source: Path, workers: int) -> Sequence[str]:
    start = [sys.executable, "-m", "mapapp", "prepare", str(source), "--atlas", str(folder), "--layer", "trees"]
    return [*start, "--workers", str(workers)]


@pytest.mark.enable_socket
def test_a_run_that_is_killed_goes_on_and_ends_with_the_same_bytes(folder: Path, source: Path) -> None:
    target = folder / "layers/trees.mbtiles"
    process = subprocess.Popen(command(folder, source, 2), cwd=REPOSITORY, stderr=subprocess.PIPE, text=True)
    with process:
        assert process.stderr is not None
        for line in process.stderr:
            if "Drawing, cells: " in line and "Drawing, cells: 0 " not in line:
                process.kill()
                break
    assert process.returncode == -9
    assert not target.exists()
    begun = len(list((folder / "layers/.trees.mbtiles.work/tiles").glob("[0-9]*.arrow")))
    assert begun
    resumed = subprocess.run(command(folder, source, 2), cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert "400 features" in resumed.stdout
    assert "Drawing, cells: 0 of" not in resumed.stderr
    after_a_kill = target.read_bytes()
    subprocess.run(command(folder, source, 1), cwd=REPOSITORY, capture_output=True, check=True)
    assert target.read_bytes() == after_a_kill
    assert list((folder / "layers").glob(".*")) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--layer", "paths"], "there is no layer 'paths' under `large:` in the catalogue; there are: trees"),
        (["--layer", "trees", "--workers", "0"], "--workers must be at least 1"),
        (["--layer", "trees", "--memory", "much"], "'much' is no size; write 1GB or 800MB"),
        (["--layer", "trees", "--from", "b"], "has no layer 'b'"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, source: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    geojson = source.with_suffix(".geojson")
    points(3).to_file(geojson)
    assert main(["prepare", str(geojson), "--atlas", str(folder), *arguments]) == 1
    assert message in capsys.readouterr().err


def test_a_mistake_in_the_layer_is_told_with_its_place(
    folder: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, lambda catalogue: catalogue.update(large=[large(style={"light": "red", "dark": "#ff9c8f"})]))
    assert main(["prepare", str(source), "--atlas", str(folder), "--layer", "trees"]) == 1
    assert "a mistake at style › light" in capsys.readouterr().err


def test_animals_without_a_policy_are_refused(folder: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, lambda catalogue: (catalogue.update(large=[large(animals=True)]), catalogue.pop("policy", None)))
    assert main(["prepare", str(source), "--atlas", str(folder), "--layer", "trees"]) == 1
    assert "has no policy that says how finely" in capsys.readouterr().err


def test_serving_loads_nothing_of_what_preparing_needs() -> None:
    asked = (
        "import sys, mapapp.web.routes; sys.exit(bool({'dask', 'distributed', 'pyarrow', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", asked], cwd=REPOSITORY, check=False).returncode == 0
