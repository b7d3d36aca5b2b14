"""The guard of animals: what looks like them is moved to the centres of cells, and nothing tells the places again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from mapapp.core.fields import Cell
from mapapp.core.own.guard import centres, guard
from mapapp.core.own.layer import Field, OwnLayer
from mapapp.core.own.suspicion import Suspicion, suspicion

PLACES = [(131.0312 + n * 0.0137 % 0.9, 43.0456 + n * 0.0291 % 0.7) for n in range(20)]
WHY = Suspicion("column", "collar")
METRES = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32652", always_xy=True)
PULKOVO = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:28422", always_xy=True)


def layer(*fields: Field, shapes: Sequence[BaseGeometry] = tuple(map(Point, PLACES)), name: str = "layer") -> OwnLayer:
    return OwnLayer(name, tuple(shapes), fields)


def texts(title: str, *cells: str) -> Field:
    return Field(title, "text", tuple(cells[n % len(cells)] for n in range(len(PLACES))))


def numbers(title: str, cells: Sequence[Cell]) -> Field:
    return Field(title, "number", tuple(cells))


@pytest.mark.parametrize(
    "title",
    [
        "Collar",
        "collar_id",
        "animalID",
        "individual-local-identifier",
        "DEN",
        "camera",
        "Camera trap",
        "species",
        "sex",
        "scientificName",
        "ошейник",
        "Фотоловушка №",
        "вид",
        "особь",
        "След",
        "项圈编号",
        "红外相机",
        "物种",
        "个体",
    ],
)
def test_titles_of_columns_give_animals_away(title: str) -> None:
    assert suspicion(layer(texts(title, "a", "b"))) == Suspicion("column", title)


@pytest.mark.parametrize(
    "title",
    [
        "name",
        "identity",
        "residence",
        "density",
        "dental",
        "sector",
        "speciality store",
        "camel",
        "видимость",
        "следующий",
        "trapezoid",
        "个人",
        "相册",
    ],
)
def test_titles_that_only_look_like_them_do_not(title: str) -> None:
    assert suspicion(layer(texts(title, "a", "b"))) is None


@pytest.mark.parametrize(
    "text", ["An Amur leopard", "Panthera tigris", "два леопарда", "след тигра", "东北豹", "PANTHERA"]
)
def test_species_in_texts_at_points_give_animals_away(text: str) -> None:
    assert suspicion(layer(texts("note", text, "nothing"))) is not None


def test_parks_may_be_named_after_animals() -> None:
    area = shapely.box(131, 43, 132, 44)
    parks = OwnLayer("Parks", (area,), (Field("name", "text", ("Land of the Leopard",)),))
    assert suspicion(parks) is None
    assert suspicion(OwnLayer("Home ranges", (area,), (Field("animal", "text", ("F12",)),))) is not None


def test_an_atlas_names_species_of_its_own() -> None:
    moths = layer(texts("note", "two moon moths"))
    assert suspicion(moths) is None
    assert suspicion(moths, ("Moon moth",)) == Suspicion("species", "moon moth")


TELLING = [
    numbers("a", [y for _, y in PLACES]),
    numbers("b", [round(x, 1) for x, _ in PLACES]),
    numbers("c", [3 * x - 7 * y + 5 for x, y in PLACES]),
    numbers("d", [METRES.transform(*place)[0] for place in PLACES]),
    numbers("e", [METRES.transform(*place)[1] for place in PLACES]),
    numbers("f", [PULKOVO.transform(*place)[0] for place in PLACES]),
    numbers("g", [-x for x, _ in PLACES]),
    Field("h", "text", tuple(f"seen at {y:.4f}; {x:.4f}" for x, y in PLACES)),
    Field("i", "text", tuple(Point(place).wkt for place in PLACES)),
    Field("j", "text", tuple(Point(place).wkb_hex for place in PLACES)),
    texts("k", "43°12'30\" N", ""),
    texts("l", "ordinary", "52SFH6543212345"),
    texts("m", "8Q7XMQ2J+WV", ""),
    texts("n", "871fb4662ffffff"),
    texts("o", "https://maps.example/?q=1"),
    texts("p", "filled.count.soap"),
    texts("Easting", "a"),
    texts("широта", "a"),
    texts("海拔", "a"),
    texts("locality", "by the bridge"),
]


@pytest.mark.parametrize("field", TELLING, ids=lambda field: field.title)
def test_what_tells_places_again_is_dropped(field: Field) -> None:
    left = guard(layer(field, texts("collar", "F1", "F2")), WHY, 0.1)
    assert [one.title for one in left.layer.fields] == ["collar"]
    assert [one.code for one in left.findings] == ["columns-dropped"]


def test_what_does_not_tell_them_stays() -> None:
    kept = (
        numbers("weight", [30 + n * 7 % 11 for n in range(20)]),
        texts("collar", "F1", "M2"),
        Field("alive", "yes-no", (True, False) * 10),
        Field("day", "date", (dt.date(2024, 5, 1),) * 20),
    )
    assert guard(layer(*kept), WHY, 0.1).layer.fields == kept


def test_moments_become_days_and_names_lose_numbers() -> None:
    moments = Field("seen", "date", tuple(dt.datetime(2024, 5, 1, n % 24, 10) for n in range(20)))
    left = guard(layer(moments, name="den 43.12345 131.54321"), WHY, 0.1).layer
    assert set(left.fields[0].cells) == {dt.date(2024, 5, 1)}
    assert left.name == "den … …"


coordinates = st.tuples(st.floats(-179, 179), st.floats(-89, 89))
shapes = st.one_of(
    coordinates.map(Point),
    st.lists(coordinates, min_size=2, max_size=8, unique=True).map(LineString),
    st.lists(coordinates, min_size=3, max_size=8, unique=True).map(Polygon),
    st.tuples(coordinates, st.floats(0.001, 0.5)).map(lambda one: Point(one[0]).buffer(one[1])),
    st.lists(st.tuples(coordinates, st.floats(0.001, 0.5)), min_size=2, max_size=4).map(
        lambda some: shapely.union_all([Point(place).buffer(size) for place, size in some])
    ),
    st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)), min_size=3, max_size=9, unique=True).map(Polygon),
)


@given(shapes, st.sampled_from([0.1, 0.25, 1.0]))
def test_every_corner_of_any_shape_lies_in_the_centre_of_a_cell(shape: BaseGeometry, degrees: float) -> None:
    (moved,) = guard(OwnLayer("x", (shape,), ()), WHY, degrees).layer.shapes
    assert moved.is_valid
    assert not moved.is_empty
    xy = shapely.get_coordinates(moved)
    known = {tuple(place) for place in centres(shapely.get_coordinates(shape), degrees).tolist()}
    assert {tuple(place) for place in xy.tolist()} <= known


def test_areas_smaller_than_a_cell_are_points_and_parts_that_fall_together_are_one() -> None:
    den, other = shapely.box(131.01, 43.01, 131.02, 43.02), shapely.box(131.05, 43.05, 131.06, 43.06)
    left = guard(OwnLayer("x", (den, MultiPolygon([den, other])), ()), WHY, 0.1).layer
    assert [one.wkt for one in left.shapes] == ["POINT (131.05 43.05)"] * 2


def test_cells_have_no_memory_of_the_place() -> None:
    near = np.array([[131.0001, 43.0999], [131.0999, 43.0001]])
    assert centres(near, 0.1).tolist() == [[131.05, 43.05]] * 2
