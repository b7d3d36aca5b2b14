"""What is to be made of which file: all that the result depends on, and nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from mapapp.core.atlas import Home
from mapapp.core.errors import MapAppError
from mapapp.core.large import FORMAT

SPLIT = 9  # zoom from which on tiles are drawn cell by cell; a cell is one tile of this zoom


class PrepareError(MapAppError):
    """A layer cannot be prepared; the message says why and what to do."""


@dataclass(frozen=True)
class Plan:
    """A layer to make, from a file with this digest, for an extent and style.

    `guard` is the width in degrees of the cells on which animals are shown. A piece of the file, which is what a
    worker holds at a time, has at most `most_features` and `most_bytes` of geometry.
    """

    layer: str
    name: str
    digest: str
    crs: str
    fields: tuple[str, ...]
    extent: tuple[float, float, float, float]
    zooms: tuple[int, int]
    weight: float
    fill: float
    guard: float | None = None
    most_features: int = 20_000
    most_bytes: int = 16_000_000
    format: int = FORMAT

    @property
    def home(self) -> Home:
        """The extent as a box of degrees."""
        west, south, east, north = self.extent
        return Home(west=west, south=south, east=east, north=north)

    @property
    def split(self) -> int:
        """The zoom of cells."""
        return min(max(SPLIT, self.zooms[0]), self.zooms[1])

    def to_json(self) -> str:
        """The plan as text; two equal plans have the same."""
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)

    @property
    def state(self) -> str:
        """What names the result: 32 hexadecimal digits."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:32]


def digest_of(path: Path) -> str:
    """SHA-256 of a file and of those that belong to it (a Shapefile is several), read bit by bit. Raises OSError."""
    total = hashlib.sha256()
    beside = sorted(path.parent.glob(f"{path.stem}.*")) if path.suffix.lower() == ".shp" else [path]
    for one in beside:
        total.update(one.suffix.lower().encode())
        with one.open("rb") as file:
            while part := file.read(1 << 20):
                total.update(part)
    return total.hexdigest()
