"""A folder to begin an atlas with: `python -m mapapp new DIR` writes it, with YAML that explains itself.

It holds one example layer, region, source and text; or, from a folder of GeoJSON, a layer for each file and a region
for each feature. What has to be written by hand says so; what has to be translated stands in brackets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mapapp.authoring import yaml_texts as say
from mapapp.authoring.doubt import collection, write_doubt
from mapapp.authoring.geojson_folder import Found, read_folder
from mapapp.core.atlas import Home
from mapapp.core.errors import MapAppError
from mapapp.store.catalogue import read_catalogue
from mapapp.store.wording import texts_of, updated

EXAMPLE = Home(west=10, south=50, east=12, north=51.5)


class ScaffoldError(MapAppError):
    """An atlas folder cannot be begun as asked."""


@dataclass(frozen=True)
class Wishes:
    """What the command line asks for; where it names nothing, an example or what the GeoJSON holds stands in."""

    title: str
    species: str
    languages: Sequence[str]
    countries: Sequence[str]
    extent: Home | None = None
    data: Path | None = None


def write_scaffold(folder: Path, wishes: Wishes) -> list[str]:
    """Write a sound atlas folder; returns the names of its files.

    Raises ScaffoldError for a folder that holds something, and for data that cannot be read; then nothing is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is there already and not empty; name a new folder"
        raise ScaffoldError(message)
    found = read_folder(wishes.data) if wishes.data else ()
    texts = _from_data(wishes, found) if found else _example(wishes)
    try:
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"{folder}: nothing could be written ({error.strerror})"
        raise ScaffoldError(message) from error
    write_doubt(folder)
    names = [*texts, *_placeholders(folder, wishes.languages)]
    return sorted(names)


def _example(wishes: Wishes) -> dict[str, str]:
    """An atlas of one layer with one region, in the middle of its extent."""
    extent = wishes.extent or EXAMPLE
    layer, first = "reserves", wishes.languages[0]
    head = _head(wishes, home=extent, extent=extent)
    feature = {
        "type": "Feature",
        "id": say.EXAMPLE,
        "properties": {"region": say.EXAMPLE, "half_width_m": 2000},
        "geometry": {"type": "Polygon", "coordinates": [_ring(extent)]},
    }
    return {
        "atlas.yaml": say.atlas(head, [layer]),
        "sources.yaml": say.sources(first),
        f"regions/{say.EXAMPLE}.yaml": say.region(head, say.EXAMPLE, layer, "Example reserve", text=True),
        f"layers/{layer}.geojson": collection([feature]),
        "layers/doubt.geojson": collection([]),
        **{f"texts/{one}/{say.EXAMPLE}.md": say.text(one, first) for one in wishes.languages},
    }


def _from_data(wishes: Wishes, found: Sequence[Found]) -> dict[str, str]:
    """An atlas with a layer for each file and a region for each feature."""
    first = wishes.languages[0]
    bounds = [one.bounds for one in found]
    around = Home(
        west=min(b[0] for b in bounds),
        south=min(b[1] for b in bounds),
        east=max(b[2] for b in bounds),
        north=max(b[3] for b in bounds),
    )
    home, extent = _wider(around, 0.1), wishes.extent or _wider(around, 0.3)
    head = _head(wishes, home=home, extent=extent)
    files = {
        "atlas.yaml": say.atlas(head, [one.layer for one in found]),
        "sources.yaml": say.sources(first),
        "layers/doubt.geojson": collection([]),
    }
    for one in found:
        files[f"layers/{one.layer}.geojson"] = collection(one.features)
        for region, title in one.titles.items():
            files[f"regions/{region}.yaml"] = say.region(head, region, one.layer, title)
    return files


def _head(wishes: Wishes, *, home: Home, extent: Home) -> say.Head:
    return say.Head(wishes.title, wishes.species, wishes.languages, wishes.countries, home, extent)


def _placeholders(folder: Path, languages: Sequence[str]) -> list[str]:
    """Write locale/<language>.po where each text stands in brackets until somebody translates it."""
    raw = read_catalogue(folder).raw
    texts = list(dict.fromkeys(texts_of(raw, languages[0], list(languages))))
    names = []
    for language in languages[1:]:
        fresh = updated("", texts, language, mark=f"[{language}]")
        name = f"locale/{language}.po"
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(fresh, encoding="utf-8")
        names.append(name)
    return names


def _ring(extent: Home) -> list[list[float]]:
    """A square-cornered outline in the middle third of a box, counter-clockwise."""
    wide, high = extent.east - extent.west, extent.north - extent.south
    west, east = (round(extent.west + wide * part, 4) for part in (0.35, 0.6))
    south, north = (round(extent.south + high * part, 4) for part in (0.4, 0.62))
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _wider(box: Home, by: float) -> Home:
    """A box that is larger by a share of its size on each side, and never without width or height."""
    across = max((box.east - box.west) * by, 0.02)
    down = max((box.north - box.south) * by, 0.02)
    return Home(
        west=max(-180.0, round(box.west - across, 2)),
        south=max(-85.0, round(box.south - down, 2)),
        east=min(180.0, round(box.east + across, 2)),
        north=min(85.0, round(box.north + down, 2)),
    )
