"""Better lines on request: replace approximate outlines by the areas that OpenStreetMap has (docs/better-lines.md).

It needs the network, and is never run by the build itself. What it draws is under the ODbL 1.0.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import shapely
import yaml
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.build import regions
from geodata.build.frame import land_of
from geodata.build.osm import Relation, area_of, read_relation
from geodata.build.osm_api import SERVER, Patience, fetch
from geodata.build.outline import Country, Outline, read_outlines
from geodata.build.products import tidy
from geodata.build.refined import ROOM, Refined, RefineError, path_of
from mapapp.core.errors import MapAppError
from mapapp.core.measure import area_km2

LEAST_OVERLAP = 0.3
"""Intersection over union with the approximate outline below which a relation is taken for a wrong one."""
AREA_OFF = 0.1
"""Difference to the published area, as a share of it, from which on a warning is given."""
MOST_VERTICES = 20_000
_SLIM_DEGREES = 5 / 111_320  # 5 m of latitude, and less than that of longitude
_SCRAP_KM2 = 0.001  # cutting along a border leaves scraps; the smallest islets of a relation are larger
_PROTECTED = {("boundary", "protected_area"), ("boundary", "national_park"), ("leisure", "nature_reserve")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line of refine."""
    parser.add_argument("region", nargs="*", help="regions to refine (default: all whose outline names a relation)")
    parser.add_argument("--source", choices=["osm"], default="osm", help="where the areas come from: OpenStreetMap")
    parser.add_argument("--relation", type=int, metavar="N", help="take this relation for the one region given")
    parser.add_argument("--server", default=SERVER, metavar="URL", help=f"API server (default: {SERVER})")
    parser.add_argument("--undo", nargs="+", default=[], metavar="REGION", help="return to the approximate outline")
    parser.add_argument(
        "--folder", type=Path, default=regions.GEODATA, help="atlas folder (default: this repository's)"
    )


def run(chosen: argparse.Namespace, patience: Patience, today: date) -> None:
    """Refine or undo as the command line says, then rebuild the layers. After a MapAppError nothing has changed."""
    folder: Path = chosen.folder
    outlines = _outlines(folder)
    if chosen.undo:
        undo(folder, [_known(region, outlines).region for region in chosen.undo])
        return
    relations = _relations(chosen.region, chosen.relation, outlines)
    answers = {region: read_relation(fetch(chosen.server, n, patience), n) for region, n in relations.items()}
    with _all_or_nothing(folder):
        drawn = regions.build_all(outlines)
        found = [_fit(relation, outlines[region], drawn[region], today) for region, relation in answers.items()]
        (folder / ROOM).mkdir(exist_ok=True)
        for one in found:
            partial = path_of(folder, one.region).with_suffix(".partial")
            partial.write_text(one.to_text(), encoding="utf-8")
            partial.replace(path_of(folder, one.region))
        regions.main(folder)
    for one in found:
        print(
            f"{one.region}: now drawn from {one.says}, {one.licence}; docs/better-lines.md says what follows from that"
        )


def undo(folder: Path, names: list[str]) -> None:
    """Remove refinements and rebuild the layers from the approximate outlines."""
    missing = [region for region in names if not path_of(folder, region).is_file()]
    if missing:
        message = f"{missing[0]} is not refined; there is nothing to undo"
        raise RefineError(message)
    with _all_or_nothing(folder):
        for region in names:
            path_of(folder, region).unlink()
        if not any((folder / ROOM).iterdir()):
            (folder / ROOM).rmdir()
        regions.main(folder)
    print(f"{', '.join(names)}: drawn from the approximate outline again")


def fitted(relation: Relation, outline: Outline, drawn: BaseGeometry) -> BaseGeometry:
    """Return the relation's area as it will be drawn, and print what was done to it.

    `drawn` is the approximate area of the same region. Raises OsmError for a broken relation and RefineError for one
    that is of another kind or lies elsewhere.
    """
    name = f"relation {relation.number} ({relation.tags.get('name', 'without a name')})"
    _check_kind(relation, name)
    whole = area_of(relation)
    if not shapely.box(*_land(get_args(Country)).bounds).covers(whole):
        west, south, east, north = whole.bounds
        message = f"{name} lies outside this landscape: {west:.2f},{south:.2f} to {east:.2f},{north:.2f}"
        raise RefineError(message)
    kept = _on_its_side(whole, outline)
    if shapely.get_num_coordinates(kept) > MOST_VERTICES:
        kept = kept.simplify(_SLIM_DEGREES, preserve_topology=True)
        print(f"{outline.region}: simplified by at most 5 m to {shapely.get_num_coordinates(kept):,} vertices")
    area = tidy(kept, _SCRAP_KM2)
    share = area.intersection(drawn).area / area.union(drawn).area
    if share < LEAST_OVERLAP:
        message = (
            f"{name} and the approximate outline of {outline.region} have {share:.0%} in common, "
            f"expected {LEAST_OVERLAP:.0%} or more: a wrong relation?"
        )
        raise RefineError(message)
    _say_area(area_km2(area), outline, name)
    return area


def _fit(relation: Relation, outline: Outline, drawn: BaseGeometry, today: date) -> Refined:
    source = f"OpenStreetMap relation {relation.number}, version {relation.version}"
    return Refined(outline.region, fitted(relation, outline, drawn), source, today.isoformat())


def _outlines(folder: Path) -> dict[str, Outline]:
    try:
        return read_outlines(folder / "outlines")
    except (ValueError, OSError, yaml.YAMLError) as error:
        message = f"the outlines of {folder} cannot be read: {error}"
        raise RefineError(message) from error


def _known(region: str, outlines: Mapping[str, Outline]) -> Outline:
    """Return a region's outline; it must be an area."""
    if region not in outlines:
        message = f"there is no outline of {region!r}; there are {', '.join(outlines)}"
        raise RefineError(message)
    if outlines[region].geometry != "polygon":
        message = f"{region} is drawn as a {outlines[region].geometry}; only areas can be refined"
        raise RefineError(message)
    return outlines[region]


def _relations(names: list[str], number: int | None, outlines: Mapping[str, Outline]) -> dict[str, int]:
    """Return the relation to fetch for each region that was asked for."""
    if number is not None and (len(names) != 1 or number < 1):
        message = "--relation takes the number of one relation, for one region"
        raise RefineError(message)
    chosen = names or [region for region, outline in outlines.items() if outline.osm_relation]
    relations = {region: number or _known(region, outlines).osm_relation for region in chosen}
    for region in relations:
        _known(region, outlines)
    unnamed = [region for region, relation in relations.items() if relation is None]
    if unnamed or not relations:
        message = (
            f"{unnamed[0] if unnamed else 'no region'} names no relation of OpenStreetMap; give REGION --relation N"
        )
        raise RefineError(message)
    return {region: relation for region, relation in relations.items() if relation is not None}


def _check_kind(relation: Relation, name: str) -> None:
    """A protected area is wanted, not a town, a lake or a bus line."""
    area = relation.tags.get("type") in {"boundary", "multipolygon"}
    if not area or _PROTECTED.isdisjoint(relation.tags.items()):
        telling = sorted(key for key in relation.tags if ":" not in key)  # less its names in a hundred languages
        tags = ", ".join(f"{key}={relation.tags[key]}" for key in telling) or "none"
        message = f"{name} is not the boundary of a protected area: a wrong relation? Its tags: {tags}"
        raise RefineError(message)


def _on_its_side(area: BaseGeometry, outline: Outline) -> BaseGeometry:
    """Return an area less what lies beyond the state border as it is drawn here, and say how much that was."""
    abroad = area.intersection(_land(tuple(set(get_args(Country)) - set(outline.countries))))
    if abroad.is_empty:
        return area
    kept = area.difference(abroad)
    lost = area_km2(area) - area_km2(kept)
    print(f"{outline.region}: {lost:,.2f} km2 beyond the state border as it is drawn here are cut off")
    return kept


def _land(countries: tuple[Country, ...]) -> BaseGeometry:
    return unary_union([land_of(code) for code in countries])


def _say_area(measured: float, outline: Outline, name: str) -> None:
    """Print the area beside the published one, with a warning when they are far apart."""
    if outline.published_area_km2 is None:
        print(f"{outline.region}: {name} measures {measured:,.1f} km2; no area is published")
        return
    published = outline.published_area_km2.value
    off = measured / published - 1
    warning = "; WARNING: more than a tenth apart" if abs(off) > AREA_OFF else ""
    print(f"{outline.region}: {name} measures {measured:,.1f} km2, published {published:,.1f} ({off:+.1%}){warning}")


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[None]:
    """Put layers and refinements back as they were when anything fails half-way, an interruption included."""
    rooms = (folder / "layers", folder / ROOM)
    before = {path: path.read_bytes() for path in _files(rooms)}
    try:
        yield
    except BaseException as error:
        for path in _files(rooms) - before.keys():
            path.unlink()
        for path, content in before.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        if not any(path.parent.name == ROOM for path in before) and rooms[1].is_dir():
            rooms[1].rmdir()
        if isinstance(error, ValueError | OSError):
            message = f"the layers could not be rebuilt, so everything is as it was: {error}"
            raise RefineError(message) from error
        raise


def _files(rooms: Iterable[Path]) -> set[Path]:
    return {path for room in rooms for path in room.glob("*") if path.is_file()}


def main(arguments: list[str] | None = None, pause: Callable[[float], None] | None = None) -> int:
    """Run the command line; returns the exit status. `pause` waits between tries, in seconds."""
    parser = argparse.ArgumentParser(prog="python -m geodata.build refine", description=__doc__)
    add_arguments(parser)
    patience = Patience() if pause is None else Patience(pause=pause)
    try:
        run(parser.parse_args(arguments), patience, datetime.now(UTC).date())
    except MapAppError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
