import numpy as np
import pytest
import shapely

from mapapp.core.tiling import SIDE, Tile
from mapapp.prepare import drawing
from mapapp.prepare.drawing import FINER, GRID, Pen, Shapes, draw, lay, near, picture

PEN = Pen(weight=2, fill=0.4, zooms=(5, 13))
TILE = Tile(13, 4700, 3700)
CORNER = np.array([TILE.x, TILE.y]) * float(SIDE)


def levels(shapes: object, tile: Tile = TILE, pen: Pen = PEN) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """Opacities from 0 to 15 of the tile's pixels, as its picture holds them."""
    from io import BytesIO

    from PIL import Image

    given: Shapes = np.atleast_1d(np.asarray(shapes, dtype=object))
    patch = draw(near(given, tile, pen), tile, pen)
    image = None if patch is None else picture(lay(patch, None), pen)
    if image is None:
        return np.zeros((SIDE, SIDE), dtype=np.uint8)
    return np.asarray(Image.open(BytesIO(image)))


def at(x: float, y: float) -> tuple[float, float]:
    """A place by pixels of the tile."""
    return float(CORNER[0]) + x, float(CORNER[1]) + y


def box(west: float, north: float, east: float, south: float) -> shapely.Polygon:
    """A rectangle by pixels of the tile."""
    return shapely.box(*at(west, north), *at(east, south))


def test_a_point_is_a_round_dot_where_it_lies() -> None:
    found = levels(shapely.Point(at(100, 50)))
    assert found[50, 100] == 15
    across = np.flatnonzero(found[50])
    assert 6 <= across[-1] - across[0] <= 8
    assert found[47, 97] < 15  # no square
    assert not found[:40].any()


def test_an_area_is_filled_lightly_and_outlined_fully() -> None:
    found = levels(box(50, 50, 150, 150))
    assert found[100, 100] == round(0.4 * 15)
    assert found[100, 50] == 15
    assert found[100, 20] == 0


def test_a_hole_stays_empty_and_what_lies_below_it_shows() -> None:
    ring = shapely.difference(box(20, 20, 220, 220), box(60, 60, 180, 180))
    assert levels(ring)[120, 120] == 0
    both = levels([ring, box(100, 100, 140, 140)])
    assert both[120, 120] == round(0.4 * 15)


def test_an_area_larger_than_the_tile_shows_no_edge_where_it_is_cut() -> None:
    found = levels(box(-5000, -5000, 5000, 5000))
    assert set(np.unique(found)) == {round(0.4 * 15)}


def test_a_line_goes_on_in_the_next_tile_at_the_same_height() -> None:
    line = shapely.LineString([at(-300, 40), at(600, 200)])
    here, there = levels(line), levels(line, Tile(TILE.z, TILE.x + 1, TILE.y))
    assert abs(int(np.argmax(here[:, -1])) - int(np.argmax(there[:, 0]))) <= 1


def test_what_is_smaller_than_a_pixel_is_seen_all_the_same() -> None:
    assert levels(box(99.9, 99.9, 100.1, 100.1)).any()


def test_the_order_of_drawing_does_not_show() -> None:
    rng = np.random.default_rng(1)
    shapes = np.array([box(x, y, x + 30, y + 30) for x, y in rng.integers(0, 220, (20, 2))], dtype=object)
    one, other = draw(shapes[:7], TILE, PEN), draw(shapes[7:], TILE, PEN)
    assert one is not None
    assert other is not None
    assert (lay(one, lay(other, None)) == lay(other, lay(one, None))).all()
    assert picture(lay(one, lay(other, None)), PEN) == picture(lay(draw(shapes, TILE, PEN) or one, None), PEN)


@pytest.mark.parametrize("width", [3, 8, 26])
def test_a_crowd_of_dots_covers_what_each_of_them_covers(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    places = np.random.default_rng(0).random((400, 2)) * (GRID + 80) - 40
    single, crowd = np.zeros((GRID, GRID), dtype=bool), np.zeros((GRID, GRID), dtype=bool)
    monkeypatch.setattr(drawing, "MOST_STAMPED", 10**9)
    drawing._stamp(single, places, width)
    monkeypatch.setattr(drawing, "MOST_STAMPED", 0)
    drawing._stamp(crowd, places, width)
    assert single.sum() > 400
    assert (single == crowd).all()


def test_lines_and_dots_are_finer_on_smaller_maps() -> None:
    assert [PEN.line(zoom) for zoom in (5, 10, 13)] == [FINER, 2 * FINER, 2 * FINER]
    assert PEN.dot(5) < FINER < PEN.dot(9) < PEN.dot(13)


def test_nothing_is_no_tile() -> None:
    assert draw(near(np.array([box(900, 900, 950, 950)], dtype=object), TILE, PEN), TILE, PEN) is None
    assert picture(np.zeros((2, GRID, GRID // 8), dtype=np.uint8), PEN) is None
