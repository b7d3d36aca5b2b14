"""Where the outlines lie: of the right size, on the right side of the border, clear of each other and of towns."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from shapely import LineString, MultiLineString, Point, union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Region
from mapapp.core.measure import area_km2, length_km
from tests.geodata.conftest import GEODATA

LEOPARD, CHINA, PAD = "land-of-the-leopard", "northeast-china-tiger-and-leopard", "kedrovaya-pad"
# Town centres as (latitude, longitude), from GeoNames.
RUSSIAN = {
    "Kraskino": (42.711, 130.780),
    "Slavyanka": (42.862, 131.389),
    "Barabash": (43.199, 131.492),
    "Vladivostok": (43.106, 131.874),
    "Ussuriysk": (43.802, 131.946),
}
CHINESE = {
    "Hunchun": (42.867, 130.357),
    "Wangqing": (43.311, 129.763),
    "Dongning": (44.084, 131.118),
    "Tumen": (42.966, 129.842),
    "Suiyang": (44.422, 130.882),
    "Muling": (44.916, 130.517),
    "Ning'an": (44.338, 129.474),
}
AREAS = ("Polygon", "MultiPolygon")
Shapes = Mapping[str, BaseGeometry]
Regions = Mapping[str, Region]


def point(place: tuple[float, float]) -> Point:
    return Point(place[1], place[0])


def areas_in(regions: Regions, shapes: Shapes, country: str) -> dict[str, BaseGeometry]:
    """The areas that lie in one country alone."""
    names = [region.id for region in regions.values() if region.countries == (country,)]
    return {name: shapes[name] for name in names if shapes[name].geom_type in AREAS}


def test_what_is_drawn_to_a_published_area_measures_within_a_tenth_of_it(regions: Regions, shapes: Shapes) -> None:
    published = {r.id: r.published_area_km2 for r in regions.values() if r.published_area_km2 and not r.schematic}
    assert len(published) >= 5
    ratios = {name: area_km2(shapes[name]) / area for name, area in published.items()}
    assert {name: round(ratio, 3) for name, ratio in ratios.items() if not 0.9 < ratio < 1.1} == {}


@pytest.mark.parametrize("name", [LEOPARD, CHINA, PAD, "ussuriysky-reserve", "lazovsky-reserve"])
def test_parks_and_strict_reserves_are_drawn_as_areas(shapes: Shapes, name: str) -> None:
    assert shapes[name].geom_type in AREAS


@pytest.mark.parametrize("town", CHINESE)
def test_no_chinese_town_lies_in_a_russian_area(regions: Regions, shapes: Shapes, town: str) -> None:
    russian = areas_in(regions, shapes, "RU")
    assert len(russian) >= 5
    assert [name for name, area in russian.items() if area.contains(point(CHINESE[town]))] == []


@pytest.mark.parametrize("town", RUSSIAN)
def test_no_russian_town_lies_in_a_chinese_area(regions: Regions, shapes: Shapes, town: str) -> None:
    chinese = areas_in(regions, shapes, "CN")
    assert len(chinese) >= 3
    assert [name for name, area in chinese.items() if area.contains(point(RUSSIAN[town]))] == []


@pytest.mark.parametrize("town", ["Kraskino", "Slavyanka", "Barabash", "Hunchun", "Wangqing", "Dongning"])
@pytest.mark.parametrize("park", [LEOPARD, CHINA])
def test_town_centres_lie_outside_the_parks(shapes: Shapes, park: str, town: str) -> None:
    assert not shapes[park].contains(point({**RUSSIAN, **CHINESE}[town]))


def test_no_area_of_one_country_crosses_a_state_border(regions: Regions, shapes: Shapes) -> None:
    lines = json.loads((GEODATA / "basemap" / "borders.geojson").read_text(encoding="utf-8"))["features"]
    border = union_all([shape(line["geometry"]) for line in lines if line["properties"]["kind"] == "state"])
    assert length_km(border) > 500
    single = {**areas_in(regions, shapes, "RU"), **areas_in(regions, shapes, "CN")}
    # Outlines may follow the border, which the base map draws simplified: 1 km inside there must be none of it.
    crossing = {name: within_km(border, area) for name, area in single.items()}
    assert {name: length for name, length in crossing.items() if length > 0.1} == {}


def within_km(border: BaseGeometry, area: BaseGeometry) -> float:
    """Kilometres of border that run more than about 1 km inside an area."""
    inside = border.intersection(area.buffer(-0.01))
    return length_km(inside) if isinstance(inside, LineString | MultiLineString) and not inside.is_empty else 0.0


def test_the_two_parks_do_not_overlap(shapes: Shapes) -> None:
    assert area_km2(shapes[LEOPARD].intersection(shapes[CHINA])) < 0.01


def test_the_two_parks_meet_along_the_border(shapes: Shapes) -> None:
    assert shapes[LEOPARD].distance(shapes[CHINA]) < 0.02


def test_kedrovaya_pad_is_beside_the_park_and_not_in_it(shapes: Shapes) -> None:
    assert area_km2(shapes[LEOPARD].intersection(shapes[PAD])) < 0.01
    assert shapes[LEOPARD].distance(shapes[PAD]) < 0.02


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (PAD, (43.105, 131.512)),
        (CHINA, (43.26, 130.85)),
        (LEOPARD, (43.0, 131.1)),
        ("ussuriysky-reserve", (43.6803, 132.5455)),
    ],
)
def test_an_area_holds_its_published_centre(shapes: Shapes, name: str, place: tuple[float, float]) -> None:
    assert shapes[name].contains(point(place))


def test_the_lazovsky_reserve_is_not_at_the_widely_copied_wrong_place(shapes: Shapes) -> None:
    assert not shapes["lazovsky-reserve"].contains(point((43.2333, 133.4)))


@pytest.mark.parametrize("name", ["china-russia-corridor", "wwf-amur-leopard-programme"])
def test_what_joins_two_countries_reaches_into_both(shapes: Shapes, name: str) -> None:
    assert shapes[name].intersects(shapes[LEOPARD])
    assert shapes[name].intersects(shapes[CHINA])


def test_the_corridor_and_the_programmes_are_called_schematic(regions: Regions) -> None:
    loose = {region.id for region in regions.values() if region.layer in ("corridor", "programmes")}
    assert loose
    assert {name for name in loose if not regions[name].schematic} == set()


def test_everything_lies_in_the_landscape_and_is_sound(shapes: Shapes) -> None:
    assert len(shapes) >= 20
    assert [name for name, drawn in shapes.items() if not drawn.is_valid or drawn.is_empty] == []
