"""OpenStreetMap's answers: waiting for them, and joining the ways of a relation to an area."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest
import shapely
from shapely.affinity import translate
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.build.osm import area_of, read_relation
from geodata.build.osm_api import OsmError, Patience, fetch
from tests.geodata.osm_server import NUMBER, SOUND, SQUARE, Answer, Way, osm_xml, serving, ways_of

# Sockets are open in this module, but to this machine only.
pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


def test_a_server_that_says_nothing_is_given_up_after_the_time_for_reading() -> None:
    start = monotonic()
    with serving(Answer(silent=True)) as server, pytest.raises(OsmError, match="timed out"):
        fetch(server.url, NUMBER, Patience(connect=60, read=0.05, tries=2, pause=lambda _: None))
    assert len(server.asked) == 2
    assert monotonic() - start < 30


def http_date(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        (lambda: {"Retry-After": "7"}, 7, 7),
        (lambda: {"Retry-After": http_date(60)}, 55, 60),
        (lambda: {"Retry-After": http_date(-60)}, 0, 0),
        (lambda: {"Retry-After": "soon"}, 2, 2),
        (dict, 2, 2),
    ],
    ids=["seconds", "a date", "a date gone by", "nonsense", "nothing"],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_after_the_pause_it_wants(
    status: int, headers: Callable[[], dict[str, str]], least: float, most: float
) -> None:
    pauses: list[float] = []
    with serving(Answer(status=status, headers=headers()), Answer(SOUND)) as server:
        assert fetch(server.url, NUMBER, Patience(pause=pauses.append)) == SOUND
    (pause,) = pauses
    assert least <= pause <= most


def area(ways: list[Way]) -> BaseGeometry:
    return area_of(read_relation(osm_xml(ways), NUMBER))


def test_rings_that_touch_at_a_node_stay_two_rings() -> None:
    corner = translate(SQUARE, 0.4, 0.3)
    joined = area([*ways_of(SQUARE), *ways_of(corner)])
    assert shapely.get_num_geometries(joined) == 2
    assert joined.symmetric_difference(shapely.union_all([SQUARE, corner])).area < 1e-9


def test_two_outer_rings_over_one_edge_are_refused() -> None:
    with pytest.raises(OsmError, match="overlap"):
        area([*ways_of(SQUARE), *ways_of(translate(SQUARE, 0.4))])


def test_an_old_relation_without_roles_is_read() -> None:
    assert area([("", list(SQUARE.exterior.coords))]).equals(SQUARE)


def test_a_tiny_crossing_is_mended() -> None:
    ring = [
        (131.0, 43.0),
        (131.4, 43.0),
        (131.4, 43.3),
        (131.0, 43.3),
        (131.0, 43.0001),
        (131.0001, 43.0),
        (131.0, 43.0),
    ]
    crossing = [*ring[:-2], (131.0001, 42.9999), (131.0, 43.0)]
    mended = area([("outer", crossing)])
    assert not Polygon(crossing).is_valid
    assert mended.is_valid
    assert mended.area == pytest.approx(SQUARE.area, rel=0.001)


def test_labels_and_centres_of_a_relation_are_no_part_of_its_line() -> None:
    body = osm_xml(
        ways_of(SQUARE),
        members='<member type="node" ref="9" role="label"/><member type="relation" ref="8" role="subarea"/>',
    )
    assert area_of(read_relation(body, NUMBER)).equals(SQUARE)
