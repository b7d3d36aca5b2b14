"""Read files of strangers in a process that is closed as the real one is: `python -m tests.own.reader FOLDER NAME...`.

Each NAME is a file of FOLDER; NAME.json beside it, when it is there, has the name that the reader's machine gave it and
what was chosen. A line of JSON for each file tells the report and what is drawn, or the code of the refusal.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import shapely

from mapapp.core.atlas import Home
from mapapp.core.own.drawn import drawn
from mapapp.core.own.layer import Choices, UnreadableError
from mapapp.core.own.taking import Landscape, take
from mapapp.store.uploads.closed import close
from mapapp.store.uploads.kept import keep, kept
from mapapp.store.uploads.reading import read_upload
from mapapp.web.own_files import report_of

OUTLINE = shapely.Polygon([(130.1, 43.1), (130.4, 43.05), (130.5, 43.3), (130.2, 43.4)])
LANDSCAPE = Landscape(Home(west=127.5, south=41.3, east=140, north=48.2), (OUTLINE,), 0.1, ("amur leopard",))


def read(path: Path, name: str, choices: Choices) -> dict[str, Any]:
    """What the real process makes of a file, and what comes of keeping it."""
    try:
        raw = read_upload(path, name, choices.layer)
        taken = take(raw, LANDSCAPE, choices)
    except UnreadableError as error:
        return {"refused": error.code, "values": error.values}
    except MemoryError:
        return {"refused": "too-large", "values": {}}
    collection, simplified = drawn(taken.layer)
    scratch = path.with_name(f"{path.name}.kept")
    keep(taken.layer, scratch)
    assert len(kept(scratch).shapes) == len(taken.layer.shapes)
    scratch.unlink()
    report = report_of(raw, taken, simplified=simplified)
    return json.loads(json.dumps({"report": report, "drawn": json.loads(collection)}, allow_nan=False))  # type: ignore[no-any-return]


def main(folder: Path, names: list[str]) -> None:
    """Read each file."""
    close()
    for name in names:
        beside = folder / f"{name}.json"
        said = json.loads(beside.read_text()) if beside.is_file() else {}
        choices = Choices(**said.get("choices", {}))
        print(json.dumps({"file": name, **read(folder / name, said.get("name", name), choices)}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
