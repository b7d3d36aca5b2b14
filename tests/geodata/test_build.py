"""The committed GeoJSON: what the outlines and the frame give, small, sound, and drawn on the same lines."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.build import frame, regions
from geodata.build.outline import Outline, read_outlines
from geodata.build.products import rounded, tidy
from mapapp.core.measure import area_km2, length_km, shared_km
from tests.geodata.conftest import GEODATA

PATHS = sorted((GEODATA / "layers").glob("*.geojson"))
FILES = [*PATHS, GEODATA / "frame.geojson"]
LEOPARD, CHINA = "land-of-the-leopard", "northeast-china-tiger-and-leopard"
Found = tuple[dict[str, Any], ...]


def features(path: Path) -> Found:
    return tuple(json.loads(path.read_text(encoding="utf-8"))["features"])


def polygons(path: Path) -> Iterator[Polygon]:
    for feature in features(path):
        geometry = shape(feature["geometry"])
        yield from (part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon))


@pytest.fixture(scope="session")
def outlines() -> Mapping[str, Outline]:
    return read_outlines(GEODATA / "outlines")


@pytest.fixture(scope="session")
def texts(outlines: Mapping[str, Outline]) -> Mapping[str, str]:
    """Every layer, built anew."""
    return regions.layer_texts(outlines)


@pytest.fixture(scope="session")
def committed() -> Mapping[str, BaseGeometry]:
    """What is drawn of each region, bands left out."""
    drawn = (feature for path in PATHS if path.stem != regions.DOUBT for feature in features(path))
    return {feature["id"]: shape(feature["geometry"]) for feature in drawn}


def test_building_anew_gives_the_same_layers(texts: Mapping[str, str]) -> None:
    assert sorted(texts) == [path.stem for path in PATHS]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_building_anew_gives_the_same_bytes(texts: Mapping[str, str], path: Path) -> None:
    assert path.read_bytes() == texts[path.stem].encode()


def test_building_regions_needs_none_of_the_source_packages() -> None:
    program = "import sys, geodata.build.regions; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=GEODATA.parent, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "geodata.build.frame" in loaded
    assert not {"netCDF4", "geodata.build.dcw", "geodata.build.baselines"} & set(loaded)


def test_the_layers_are_small_enough_for_a_slow_line() -> None:
    text = b"".join(path.read_bytes() for path in PATHS)
    assert 100_000 < len(text) < 1_000_000
    assert len(gzip.compress(text)) < 250_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_position_is_finer_than_five_decimals(path: Path) -> None:
    numbers = re.findall(r"\d+\.(\d+)", path.read_text(encoding="utf-8"))
    assert max(map(len, numbers)) == 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_feature_is_sound_and_named_once(path: Path) -> None:
    found = features(path)
    geometries = [shape(feature["geometry"]) for feature in found]
    assert [one for one in geometries if not one.is_valid or one.is_empty] == []
    assert len({feature["id"] for feature in found}) == len(found) > 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_outer_rings_run_counter_clockwise_and_holes_clockwise(path: Path) -> None:
    outer = [area.exterior for area in polygons(path)]
    holes = [hole for area in polygons(path) for hole in area.interiors]
    assert [ring for ring in outer if not ring.is_ccw] == []
    assert [ring for ring in holes if ring.is_ccw] == []


def test_the_frame_has_five_faces_without_gap_or_overlap() -> None:
    found = features(frame.FILE)
    countries = {feature["properties"]["name"]: feature["properties"]["country"] for feature in found}
    assert countries == {"jilin": "CN", "heilongjiang": "CN", "primorsky": "RU", "khabarovsk": "RU", "KP": "KP"}
    assert shapely.coverage_is_valid([shape(feature["geometry"]) for feature in found])


def test_the_frame_is_as_fine_as_its_sources() -> None:
    assert sum(shapely.get_num_coordinates(shape(feature["geometry"])) for feature in features(frame.FILE)) > 25_000
    (longest, *_others) = sorted(frame.base_line("state-border"), key=length_km, reverse=True)
    assert length_km(longest) / len(longest.coords) < 1.2  # kilometres from one vertex of the border to the next


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_feature_says_since_when_and_until_when(outlines: Mapping[str, Outline], path: Path) -> None:
    for feature in features(path):
        outline, said = outlines[feature["id"]], feature["properties"]
        assert (said["valid_from"], said["valid_to"]) == (outline.valid_from, outline.valid_to)


def test_every_region_is_drawn_once_and_has_one_band(
    outlines: Mapping[str, Outline], committed: Mapping[str, BaseGeometry]
) -> None:
    drawn = [feature["id"] for path in PATHS if path.stem != regions.DOUBT for feature in features(path)]
    assert sorted(drawn) == sorted(outlines)
    assert [feature["id"] for feature in features(GEODATA / "layers" / "doubt.geojson")] == sorted(outlines)


def test_the_two_parks_share_the_border_vertex_by_vertex(committed: Mapping[str, BaseGeometry]) -> None:
    parks = committed[LEOPARD], committed[CHINA]
    assert shared_km(*parks) > 150
    shared = frame.joined(parks[0].boundary.intersection(parks[1].boundary))
    border = {tuple(place) for line in frame.base_line("state-border") for place in line.coords}
    assert [place for line in shared for place in line.coords if tuple(place) not in border] == []
    assert len(shared) == 1  # one unbroken line: no gap
    assert area_km2(parks[0].intersection(parks[1])) == 0  # and no overlap


def test_a_shape_that_lies_nowhere_it_may_is_refused(outlines: Mapping[str, Outline]) -> None:
    pad = outlines["kedrovaya-pad"].model_copy(update={"countries": ("KP",)})
    with pytest.raises(ValueError, match="kedrovaya-pad: nothing of it lies in KP"):
        regions.build_all({"kedrovaya-pad": pad})


def test_tidying_turns_sorts_and_dusts() -> None:
    small, big = shapely.box(131, 43, 131.01, 43.01), shapely.box(132, 43, 132.1, 43.1).reverse()
    speck = shapely.box(133, 43, 133.0001, 43.0001)
    tidied = tidy(shapely.union_all([small, big, speck]), dust_km2=0.05)
    assert isinstance(tidied, MultiPolygon)
    assert [part.bounds[0] for part in tidied.geoms] == [132, 131]
    assert all(part.exterior.is_ccw for part in tidied.geoms)


def test_rounding_is_to_five_decimals() -> None:
    assert rounded(shapely.Point(131.1234567, 43.7654321)).coords[0] == (131.12346, 43.76543)


def test_no_island_of_japan_counts_as_russian(frame: Mapping[str, BaseGeometry]) -> None:
    okushiri, vladivostok = shapely.Point(139.45, 42.15), shapely.Point(131.95, 43.15)
    assert [name for name, face in frame.items() if face.intersects(okushiri)] == []
    assert [name for name, face in frame.items() if face.intersects(vladivostok)] == ["primorsky"]
