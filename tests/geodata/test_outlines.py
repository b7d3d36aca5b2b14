"""Where the outlines lie: of the right size, on the right side of the border, clear of each other and of towns."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from shapely import LineString, MultiLineString, Point, box, union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mapapp.core.atlas import Region
from mapapp.core.measure import area_km2, length_km, shared_km
from mapapp.store.atlas import LoadedAtlas
from tests.geodata.conftest import GEODATA

LEOPARD, CHINA, PAD = "land-of-the-leopard", "northeast-china-tiger-and-leopard", "kedrovaya-pad"
# Town centres as (latitude, longitude), from GeoNames.
RUSSIAN = {
    "Kraskino": (42.711, 130.780),
    "Slavyanka": (42.862, 131.389),
    "Barabash": (43.199, 131.492),
    "Vladivostok": (43.106, 131.874),
    "Primorsky": (43.0996, 131.5894),
    "Zanadvorovka": (43.3024, 131.6023),
    "Nezhino": (43.4551, 131.7720),
    "Razdolnoye": (43.5404, 131.8973),
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


def test_what_is_drawn_to_a_published_area_measures_within_3_percent_of_it(regions: Regions, shapes: Shapes) -> None:
    drawn = [region for region in regions.values() if shapes[region.id].geom_type in AREAS]
    published = {region.id: region.published_area_km2 for region in drawn if region.published_area_km2}
    assert len(published) >= 15
    ratios = {name: area_km2(shapes[name]) / area for name, area in published.items()}
    assert {name: round(ratio, 3) for name, ratio in ratios.items() if not 0.97 < ratio < 1.03} == {}


@pytest.mark.parametrize(("name", "jilin"), [(CHINA, 67.95), (f"{CHINA}-pilot", 71)])
def test_the_chinese_park_is_parted_between_its_provinces_as_published(
    shapes: Shapes, frame: Shapes, name: str, jilin: float
) -> None:
    park = shapes[name]
    share = 100 * area_km2(park.intersection(frame["jilin"])) / area_km2(park)
    assert share == pytest.approx(jilin, abs=3)
    assert area_km2(park.intersection(frame["heilongjiang"])) == pytest.approx(
        area_km2(park) * (1 - share / 100), rel=1e-3
    )


# Boxes of the counties that are published: west, south, east, north.
HUNCHUN = box(130.0558, 42.4222, 131.3092, 43.5050)
WANGQING = box(129.0833, 43.1, 130.9333, 44.05)
DONGNING = box(130.3333, 43.4167, 131.2833, 44.8333)


def test_the_chinese_park_lies_in_its_counties(shapes: Shapes, frame: Shapes) -> None:
    park = shapes[CHINA]
    east = park.intersection(box(130.9334, 42, 132, 45))
    assert area_km2(east) > 1000
    # East of Wangqing there are Hunchun and Dongning alone.
    assert area_km2(east.difference(union_all([HUNCHUN, DONGNING]))) < 0.01
    # South of Dongning and of Wangqing there are Hunchun and Tumen alone, all of it in Jilin.
    south = park.intersection(box(129, 42, 132, 43.1))
    assert area_km2(south) > 1000
    assert area_km2(south.difference(frame["jilin"])) < 0.01
    assert area_km2(park.intersection(box(129, 44.84, 132, 46))) == 0


def test_the_pilot_lies_in_its_published_box(shapes: Shapes) -> None:
    published = box(129.0833, 42.5183, 131.3133, 44.2469)
    assert area_km2(shapes[f"{CHINA}-pilot"].difference(published)) < 1


def test_no_area_of_one_country_holds_land_of_another(regions: Regions, shapes: Shapes, lands: Shapes) -> None:
    for country in ("RU", "CN"):
        foreign = union_all([land for code, land in lands.items() if code != country])
        wrong = {
            name: area_km2(area.intersection(foreign)) for name, area in areas_in(regions, shapes, country).items()
        }
        assert {name: round(area, 4) for name, area in wrong.items() if area > 1e-3} == {}


def test_the_shared_border_is_computed_and_shorter_than_the_published_one(loaded: LoadedAtlas, shapes: Shapes) -> None:
    computed = shared_km(shapes[LEOPARD], shapes[CHINA])
    (published,) = [
        figure for region in loaded.atlas.regions if region.id == CHINA for figure in region.figures if figure.neighbour
    ]
    assert (published.value, published.unit, published.neighbour) == (280, "km", LEOPARD)
    assert 200 <= computed < 280


def test_what_a_park_took_over_lay_in_it(shapes: Shapes) -> None:
    old = union_all([shapes["barsovy-refuge"], shapes["borisovskoye-plateau-refuge"]])
    joined = shapes["leopardovy-refuge"]
    assert area_km2(old.symmetric_difference(joined)) < 1
    assert area_km2(joined.difference(shapes[f"{LEOPARD}-2012"])) < 1
    assert area_km2(shapes[f"{LEOPARD}-2012"].difference(shapes[LEOPARD])) < 1


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


@pytest.mark.parametrize("town", [*RUSSIAN, *CHINESE])
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
