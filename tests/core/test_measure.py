from __future__ import annotations

import itertools

import pytest
from pyproj import Geod, Transformer
from shapely import LineString, MultiLineString, MultiPolygon, Polygon, box

from mapapp.core.measure import area_km2, length_km

OUTER = [(0, 0), (4, 0), (4, 4), (0, 4)]
INNER = [(1, 1), (2, 1), (2, 2), (1, 2)]
AWAY = [(10, 0), (14, 0), (14, 4), (10, 4)]


def test_a_degree_cell_at_the_equator_has_its_known_area() -> None:
    expected, _ = Geod(ellps="WGS84").polygon_area_perimeter([0, 1, 1, 0], [0, 0, 1, 1])
    assert area_km2(box(0, 0, 1, 1)) == pytest.approx(12308.778, abs=0.001)
    assert area_km2(box(0, 0, 1, 1)) == pytest.approx(expected / 1e6, rel=1e-12)


@pytest.mark.parametrize(
    ("line", "kilometres"),
    [([(0, 0), (1, 0)], 111.319491), ([(0, 0), (0, 1)], 110.574389), ([(0, 0), (0, 90)], 10001.965729)],
)
def test_known_geodesics_have_their_known_length(line: list[tuple[float, float]], kilometres: float) -> None:
    assert length_km(LineString(line)) == pytest.approx(kilometres, abs=1e-5)


def test_the_pieces_of_a_line_are_added() -> None:
    pieces = MultiLineString([[(0, 0), (1, 0)], [(10, 0), (11, 0)]])
    assert length_km(pieces) == pytest.approx(2 * 111.319491, abs=1e-5)


def test_web_mercator_would_be_nearly_twice_too_large_here() -> None:
    cell = box(131, 43, 132, 44)
    (west, south), (east, north) = Transformer.from_crs(4326, 3857, always_xy=True).itransform([(131, 43), (132, 44)])
    assert 1.8 < (east - west) * (north - south) / 1e6 / area_km2(cell) < 2.0


@pytest.mark.parametrize(("outer", "inner"), list(itertools.product([OUTER, OUTER[::-1]], [INNER, INNER[::-1]])))
def test_a_hole_is_taken_off_whichever_way_the_rings_run(
    outer: list[tuple[float, float]], inner: list[tuple[float, float]]
) -> None:
    expected = area_km2(Polygon(OUTER)) - area_km2(Polygon(INNER))
    assert area_km2(Polygon(outer, [inner])) == pytest.approx(expected)


@pytest.mark.parametrize(("one", "other"), list(itertools.product([OUTER, OUTER[::-1]], [AWAY, AWAY[::-1]])))
def test_parts_are_added_whichever_way_their_rings_run(
    one: list[tuple[float, float]], other: list[tuple[float, float]]
) -> None:
    expected = 2 * area_km2(Polygon(OUTER))
    assert area_km2(MultiPolygon([Polygon(one), Polygon(other)])) == pytest.approx(expected)
