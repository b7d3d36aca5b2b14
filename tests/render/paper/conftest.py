from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from mapapp.core.evidence import gather
from mapapp.core.view import ViewState
from mapapp.render.paper.landscape import Landscape, Reader
from mapapp.store.atlas import read_atlas
from mapapp.store.wording import interface
from tests.atlases import Json, collection, edit, feature, guarded_files, square, write_guarded

ALL = frozenset({"parks", "paths", "posts", "fords", "doubt"})


def landscape_in(folder: Path, change: Callable[[Json], object] = lambda _: None) -> Landscape:
    """The guarded atlas on a square of land, with a change to its catalogue, as it is read."""
    land = {"type": "Feature", "properties": {}, "geometry": square(20.5, 10.5, 9)}
    parks = json.loads(guarded_files()["layers/parks.geojson"])["features"]
    parks[1]["properties"]["valid_from"] = "2001"
    gate = feature("gate", {"type": "Point", "coordinates": [25, 15]})
    write_guarded(
        folder,
        {
            "basemap/land.geojson": json.dumps(collection(land)),
            "layers/parks.geojson": json.dumps(collection(*parks)),
            "layers/posts.geojson": json.dumps(collection(gate)),
        },
    )
    edit(folder, change)
    loaded = read_atlas(folder)
    evidence = gather(loaded.atlas, loaded.regions, loaded.bands, loaded.places, loaded.lands)
    return Landscape(loaded.atlas, loaded.features, loaded.basemap, loaded.texts, loaded.counts, evidence)


def reader(language: str = "en", link: str = "https://maps.example.org/?lang=en&region=north-park") -> Reader:
    return Reader(language, interface(language).gettext, link)


def view(selected: str | None = None, layers: frozenset[str] = ALL, year: int | None = None) -> ViewState:
    return ViewState(selected, layers, year=year)


def words_of(pdf: bytes) -> str:
    """The text of all pages as a search in a PDF sees it, without what may break lines."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).replace("\u200b", "").replace("\u2060", "").split())


@pytest.fixture(scope="session")
def landscape(tmp_path_factory: pytest.TempPathFactory) -> Landscape:
    """The guarded atlas, read once; no test changes it."""
    return landscape_in(tmp_path_factory.mktemp("paper") / "atlas")
