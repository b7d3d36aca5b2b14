"""Make the base map of an atlas: `python -m mapapp basemap DIR` writes DIR/basemap/ and names it in atlas.yaml.

Two runs give the same bytes. It covers the extent of the landscape in detail and what a wide window shows around it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from shapely.geometry import MultiPolygon

from mapapp.basemap import rasters
from mapapp.basemap.byhand import read_byhand
from mapapp.basemap.countries import lands
from mapapp.basemap.credits import FILE, credits_of
from mapapp.basemap.gshhg import Box
from mapapp.basemap.landscape import border_features, lake_features, land_features, river_features
from mapapp.basemap.names import country_labels, laid_out, read_places, towns
from mapapp.basemap.plan import Plan, grown, plan_for
from mapapp.basemap.shapes import feature
from mapapp.core.atlas import Atlas
from mapapp.store.atlas import read_atlas
from mapapp.store.catalogue import CATALOGUE

FOLDER = "basemap"
COUNTRIES = "countries.geojson"
BUDGET = 420_000
"""Bytes that lines and areas may take together; a shore of many islands is drawn more coarsely until they do."""
RELIEF_PX, FOREST_PX = 24, 20  # pixels to the degree of longitude, a little less than the sources have
WIDEST_PX = 900

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """What was written: bytes by file name, and the keys that atlas.yaml did not have yet."""

    folder: Path
    sizes: dict[str, int]
    added: tuple[str, ...]


def make_basemap(folder: Path, tell: Tell) -> Made:
    """Write the base map of an atlas folder; `tell` hears of each step.

    Raises AtlasError, and PackageUnavailableError when a source package cannot be had; then nothing is changed.
    """
    atlas = read_atlas(folder).atlas
    byhand = read_byhand(folder)
    name = atlas.basemap or FOLDER
    plan = plan_for(atlas.extent)
    with TemporaryDirectory(prefix=".basemap-", dir=folder) as room:
        files = Path(room)
        tell("towns")
        known = towns()
        tell("land, lakes, rivers and borders")
        for part, text in _lines(plan).items():
            (files / part).write_text(text, encoding="utf-8")
        tell("countries")
        countries = lands(plan, known)
        if countries:
            (files / COUNTRIES).write_text(_countries(countries, plan), encoding="utf-8")
        places = read_places(plan, known, atlas.languages[0], byhand.places)
        labels = [*country_labels(countries, plan, atlas.languages), *byhand.labels]
        for part, rows in zip(("places.json", "labels.json"), laid_out(places, labels, plan.farthest), strict=True):
            (files / part).write_text(_json(rows), encoding="utf-8")
        _pictures(files, plan, tell)
        (files / FILE).write_text(credits_of(name, (path.name for path in files.iterdir())), encoding="utf-8")
        sizes = {path.name: path.stat().st_size for path in sorted(files.iterdir())}
        (folder / name).mkdir(parents=True, exist_ok=True)
        for path in files.iterdir():
            path.replace(folder / name / path.name)
    return Made(folder / name, sizes, _named(folder, name, atlas, told=COUNTRIES in sizes))


def _lines(plan: Plan) -> dict[str, str]:
    """Land, lakes, rivers and borders by file name, as fine as the budget allows."""
    while True:
        texts = {
            "land.geojson": _collection(land_features(plan)),
            "lakes.geojson": _collection(lake_features(plan)),
            "rivers.geojson": _collection(river_features(plan)),
            "borders.geojson": _collection(border_features(plan)),
        }
        if sum(map(len, texts.values())) <= BUDGET:
            return texts
        plan = plan.coarser(1.6)


def _countries(countries: dict[str, MultiPolygon], plan: Plan) -> str:
    return _collection([feature(land, {"country": code}, plan.decimals) for code, land in countries.items()])


def _pictures(files: Path, plan: Plan, tell: Tell) -> None:
    around = grown(plan.core, plan.size, plan.wide)
    for name, write, density in (
        ("relief", rasters.write_relief, RELIEF_PX),
        ("forest", rasters.write_forest, FOREST_PX),
    ):
        tell(name)
        write(files / f"{name}.webp", around, _width(around, density))
    (files / "rasters.json").write_text(_json({name: rasters.bounds(around) for name in ("relief", "forest")}))


def _width(box: Box, density: int) -> int:
    return max(16, min(WIDEST_PX, round((box[2] - box[0]) * density)))


def _named(folder: Path, name: str, atlas: Atlas, *, told: bool) -> tuple[str, ...]:
    """Add to atlas.yaml, at its end, the keys that name what was written and that it does not have yet."""
    lines = []
    if atlas.basemap is None:
        lines.append(f"basemap: {name}")
    if atlas.countries is None and told:
        lines.append(f"countries: {name}/{COUNTRIES}")
    if lines:
        path = folder / CATALOGUE
        old = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text("\n".join([old, "", *lines, ""]), encoding="utf-8")
    return tuple(lines)


def _collection(features: list[dict[str, Any]]) -> str:
    return _json({"type": "FeatureCollection", "features": features})


def _json(content: Any) -> str:
    """Compact JSON, one line."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
