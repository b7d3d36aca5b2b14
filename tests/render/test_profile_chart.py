from __future__ import annotations

import math
import re
from dataclasses import replace
from gettext import NullTranslations
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.profile import Crossing, Pinch, Profile, Station
from mapapp.render.profile_chart import BASE, LEFT, RIGHT, TOP, WIDTH, Chart, make_chart, table

PIECE = re.compile(r"M(?:[-\d.]+ [-\d.]+)(?:L[-\d.]+ [-\d.]+)*Z?")
TITLES = {"bridge": "Title of bridge"}


def station(number: int, left: float = 4, right: float = 2, **changes: Any) -> Station:
    """The station in the middle of a piece 2 km long."""
    at = Station(
        distance_km=2.0 * number + 1,
        longitude=25.0,
        latitude=16 + number / 50,
        left_km=left,
        right_km=right,
        least_km=None,
        most_km=None,
        left_country="RU",
        right_country="CN",
        ends=((24.9, 16.0), (25.1, 16.0)),
        capped=False,
        share=0.5,
    )
    return replace(at, **changes)


def profile(*stations: Station, pinches: tuple[int, ...] = (), crossings: tuple[Crossing, ...] = ()) -> Profile:
    return Profile(
        length_km=2.0 * len(stations),
        left_out_km=0,
        step_km=2.0,
        reach_km=20.0,
        stations=stations,
        pinches=tuple(Pinch(number) for number in pinches),
        crossings=crossings,
        protected_share=0.5,
        left_mean_km=4,
        right_mean_km=2,
    )


def chart(made: Profile, language: str = "en") -> Chart:
    return make_chart(made, TITLES, language, NullTranslations().gettext)


def points(path: str) -> list[tuple[float, float]]:
    """The places of a path of straight lines, which is all that it may be."""
    assert PIECE.fullmatch(path)
    return [(float(x), float(y)) for x, y in re.findall(r"([-\d.]+) ([-\d.]+)", path)]


def inside(path: str) -> bool:
    """Whether all of a path lies in the plot, to half a tenth of a unit."""
    return all(LEFT - 0.05 <= x <= RIGHT + 0.05 and TOP - 0.05 <= y <= BASE + 0.05 for x, y in points(path))


widths = st.floats(0, 20)
sides = st.tuples(widths, widths, widths, widths, st.floats(0, 1))


def doubtful(number: int, values: tuple[float, ...]) -> Station:
    left, right, less, more, share = values
    width = left + right
    return station(number, left, right, least_km=max(0, width - less), most_km=width + more, share=share)


@given(st.lists(sides, min_size=1, max_size=12))
def test_everything_lies_in_the_plot_whatever_was_measured(measured: list[tuple[float, ...]]) -> None:
    made = chart(profile(*(doubtful(number, values) for number, values in enumerate(measured))))
    assert made.doubt is not None
    assert all(map(inside, (made.left, made.right, made.both, made.doubt)))
    assert all(LEFT <= tick.at <= RIGHT for tick in made.across)
    assert all(TOP - 1e-9 <= tick.at <= BASE for tick in made.up)
    assert BASE < WIDTH


def test_areas_are_closed_and_the_sum_of_both_sides_is_a_line() -> None:
    made = chart(profile(station(0), station(1, least_km=1.0, most_km=9.0), station(2)))
    assert (made.left[-1], made.right[-1], made.both[-1] == "Z") == ("Z", "Z", False)
    assert len(points(made.left)) == len(points(made.right)) == 6
    assert len(points(made.both)) == 3


def test_the_right_side_stands_upon_the_left_one() -> None:
    made = chart(profile(station(0, 4, 2), station(1, 1, 0)))
    upper, lower = points(made.right)[:2], points(made.right)[2:][::-1]
    assert lower == points(made.left)[:2]
    assert upper == points(made.both)
    assert [y for _, y in points(made.left)[2:]] == [BASE, BASE]


def test_heights_are_true_to_scale() -> None:
    made = chart(profile(station(0, 5, 5), station(1, 2.5, 0)))
    assert [y for _, y in points(made.both)] == [TOP, pytest.approx(BASE - (BASE - TOP) / 4, abs=0.05)]


def test_without_limits_for_every_station_there_is_no_doubt_to_draw() -> None:
    assert chart(profile(station(0), station(1, least_km=1.0, most_km=9.0))).doubt is None
    drawn = chart(profile(*(station(n, least_km=3.0, most_km=10.0) for n in range(2)))).doubt
    assert drawn is not None
    assert [y for _, y in points(drawn)] == [TOP, TOP, pytest.approx(119), pytest.approx(119)]


@given(st.lists(st.tuples(widths, widths), min_size=1, max_size=40))
def test_ticks_are_few_round_and_even(measured: list[tuple[float, float]]) -> None:
    made = chart(profile(*(station(number, *both) for number, both in enumerate(measured))))
    for ticks, most in ((made.across, 6), (made.up, 5)):
        places = [tick.at for tick in ticks]
        steps = [abs(after - before) for before, after in pairwise(places)]
        assert 2 <= len(ticks) <= most
        assert steps == pytest.approx([steps[0]] * len(steps))


@pytest.mark.parametrize(
    ("width", "numbers"),
    [
        (0, ["0", "0.5", "1"]),
        (6.5, ["0", "2", "4", "6", "8"]),
        (31, ["0", "10", "20", "30", "40"]),
        (40, 5),
        (0.9, None),
    ],
)
def test_the_numbers_on_the_left_are_round(width: float, numbers: list[str] | int | None) -> None:
    found = [tick.number for tick in chart(profile(station(0, width, 0), station(1, 0, 0))).up]
    if isinstance(numbers, list):
        assert found == numbers
    assert len(set(found)) == len(found)
    assert float(found[-1]) >= width


def test_the_numbers_below_say_how_far_along() -> None:
    made = chart(profile(*(station(number) for number in range(56))))
    assert [tick.number for tick in made.across] == ["0", "50", "100"]
    assert [tick.at for tick in made.across] == pytest.approx([LEFT, LEFT + 298 * 50 / 112, LEFT + 298 * 100 / 112])


def test_a_pinch_is_marked_where_the_line_is_and_says_what_its_station_says() -> None:
    made = chart(profile(station(0), station(1, 1, 0), station(2), pinches=(1,)))
    (mark,) = made.pinches
    assert (round(mark.x, 1), round(mark.y, 1)) == points(made.both)[1]
    assert mark.words == made.stations[1]["says"]


def test_a_crossing_is_marked_on_the_base_line_and_opens_its_region() -> None:
    (mark,) = chart(profile(station(0), station(1), crossings=(Crossing("bridge", 3.0, 0.2),))).crossings
    assert (round(mark.x, 6), mark.y) == (LEFT + 298 * 0.75, BASE)
    assert (mark.region, mark.words.replace("\u00a0", " ")) == ("bridge", "Title of bridge, 3 km")


def test_the_strip_is_as_deep_as_the_protected_share() -> None:
    bars = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+Z", chart(profile(*shared(0, 0.25, 1))).strip)
    assert [float(height) for *_, height in bars] == [2.5, 10.0]
    left, top, width, _ = map(float, bars[-1])
    assert left + width == pytest.approx(RIGHT, abs=0.1)
    assert BASE < top < BASE + 10


def shared(*shares: float) -> tuple[Station, ...]:
    return tuple(station(number, share=share) for number, share in enumerate(shares))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "At 1 km: protected over 6 km; Russia 4 km; China 2 km"),
        ({"left_km": 0, "right_km": 0}, "At 1 km: not protected here"),
        (
            {"least_km": 3.0, "most_km": 9.0},
            "At 1 km: protected over 6 km (between 3–9 km); Russia 4 km; China 2 km",
        ),
        ({"left_country": "CN"}, "At 1 km: protected over 6 km"),
        ({"left_country": None}, "At 1 km: protected over 6 km; China 2 km"),
        ({"left_country": None, "right_country": None}, "At 1 km: protected over 6 km"),
    ],
)
def test_a_station_says_where_how_wide_how_sure_and_in_which_country(changes: dict[str, Any], says: str) -> None:
    (only,) = chart(profile(station(0, **changes))).stations
    assert str(only["says"]).replace("\u00a0", " ") == says


def test_the_countries_are_those_of_most_stations_in_the_language_of_the_reader() -> None:
    stations = (station(0), station(1), station(2, left_country="KP"))
    assert chart(profile(*stations), "ru").countries == ("Россия", "Китай")
    assert chart(profile(station(0, left_country=None, right_country=None))).countries == (None, None)


def test_the_script_gets_places_as_latitude_and_longitude_and_the_place_on_the_chart() -> None:
    first, second = chart(profile(station(0), station(1, longitude=25.123456789))).stations
    assert (first["place"], first["ends"]) == ([16.0, 25.0], [[16.0, 24.9], [16.0, 25.1]])
    assert second["place"] == [16.02, 25.12346]
    assert (first["x"], second["x"]) == (108.5, 257.5)
    assert set(first) == {"x", "place", "ends", "says"}


@given(st.lists(sides, min_size=1, max_size=12))
def test_a_table_has_a_row_for_each_station(measured: list[tuple[float, ...]]) -> None:
    made = profile(*(doubtful(number, values) for number, values in enumerate(measured)))
    rows = table(made, "en")
    assert len(rows) == len(made.stations)
    assert all(all(row) for row in rows)


def test_a_row_tells_distance_sides_interval_and_share() -> None:
    first, second = table(profile(station(0, least_km=3.0, most_km=9.0), station(1, share=0.04)), "en")
    assert [cell.replace("\u00a0", " ") for cell in first] == ["1 km", "4 km", "2 km", "3–9 km", "50%"]
    assert (second[3], second[4]) == ("", "4.0%")


def test_no_number_of_the_chart_is_infinite_or_none() -> None:
    made = chart(profile(station(0, 0, 0, share=0)))
    values = [*points(made.left), *points(made.both), *((tick.at, 0.0) for tick in (*made.up, *made.across))]
    assert all(math.isfinite(value) for pair in values for value in pair)
    assert made.strip == ""
