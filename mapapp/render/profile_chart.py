"""The chart of a corridor profile: coordinates for the template, and what each station says, in one language."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mapapp.core.profile import Profile, Station
from mapapp.core.words import Say, country, measured, share

WIDTH, LEFT, RIGHT = 340.0, 34.0, 332.0  # the chart and its plot, in the SVG's own units
TOP, BASE = 14.0, 164.0
STRIP = 10.0  # the height of the strip of protected shares


@dataclass(frozen=True)
class Tick:
    """A line of the grid and its number."""

    at: float
    number: str


@dataclass(frozen=True)
class Mark:
    """A pinch or a crossing: where on the axis, its name and where on the map."""

    x: float
    y: float
    words: str
    region: str | None = None


@dataclass(frozen=True)
class Chart:
    """Everything that the template draws; `stations` is what the page's script needs, as plain values."""

    left: str
    right: str
    both: str
    doubt: str | None
    strip: str
    countries: tuple[str | None, str | None]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    pinches: tuple[Mark, ...]
    crossings: tuple[Mark, ...]
    stations: tuple[dict[str, object], ...]


def make_chart(profile: Profile, titles: Mapping[str, str], language: str, say: Say) -> Chart:
    """Lay out a profile: left side below, right side above it, the interval of doubt round their sum."""
    stations = profile.stations
    highest = max(max(s.width_km, s.most_km or 0) for s in stations)
    top = _ceiling(max(highest, 1.0))
    sides = _usual([s.left_country for s in stations]), _usual([s.right_country for s in stations])

    def x(km: float) -> float:
        return LEFT + (RIGHT - LEFT) * km / profile.length_km

    def y(km: float) -> float:
        return BASE - (BASE - TOP) * min(km, top) / top

    def area(low: Sequence[float], high: Sequence[float]) -> str:
        there = [(x(s.distance_km), y(km)) for s, km in zip(stations, high, strict=True)]
        back = [(x(s.distance_km), y(km)) for s, km in zip(stations, low, strict=True)]
        return f"{_line([*there, *reversed(back)])}Z"

    none = [0.0] * len(stations)
    lefts, widths = [s.left_km for s in stations], [s.width_km for s in stations]
    doubtful = all(s.least_km is not None and s.most_km is not None for s in stations)
    says = [_say_station(s, sides, language, say) for s in stations]
    pinches = [(stations[p.station], says[p.station]) for p in profile.pinches]
    return Chart(
        left=area(none, lefts),
        right=area(lefts, widths),
        both=_line([(x(s.distance_km), y(s.width_km)) for s in stations]),
        doubt=area([s.least_km or 0 for s in stations], [s.most_km or 0 for s in stations]) if doubtful else None,
        strip=_strip(stations, x),
        countries=(_name(sides[0], language), _name(sides[1], language)),
        across=tuple(Tick(x(km), measured(km, "none", language)) for km in _steps(profile.length_km, 5)),
        up=tuple(Tick(y(km), measured(km, "none", language)) for km in _steps(top, 4)),
        pinches=tuple(Mark(x(s.distance_km), y(s.width_km), words) for s, words in pinches),
        crossings=tuple(
            Mark(x(c.distance_km), BASE, _say_crossing(titles[c.id], c.distance_km, language), c.id)
            for c in profile.crossings
        ),
        stations=tuple(_for_script(s, x(s.distance_km), words) for s, words in zip(stations, says, strict=True)),
    )


def _say_station(station: Station, sides: tuple[str | None, str | None], language: str, _: Say) -> str:
    where = measured(station.distance_km, "km", language)
    if station.width_km == 0:
        return _("At %(where)s: not protected here") % {"where": where}
    width = measured(station.width_km, "km", language)
    said = _("At %(where)s: protected over %(width)s") % {"where": where, "width": width}
    if station.least_km is not None and station.most_km is not None:
        bounds = measured(station.least_km, "km", language, station.most_km)
        said += _(" (between %(range)s)") % {"range": bounds}
    for code, km in zip(sides, (station.left_km, station.right_km), strict=True):
        if code and sides[0] != sides[1]:
            said += f"; {country(code, language)} {measured(km, 'km', language)}"
    return said


def _say_crossing(title: str, km: float, language: str) -> str:
    return f"{title}, {measured(km, 'km', language)}"


def _for_script(station: Station, x: float, words: str) -> dict[str, object]:
    ends = [[round(lat, 5), round(lon, 5)] for lon, lat in station.ends]
    place = [round(station.latitude, 5), round(station.longitude, 5)]
    return {"x": round(x, 1), "place": place, "ends": ends, "says": words}


def table(profile: Profile, language: str) -> list[tuple[str, str, str, str, str]]:
    """Rows of distance, left, right, interval and protected share, for readers of tables."""
    rows = []
    for s in profile.stations:
        bounds = "" if s.least_km is None or s.most_km is None else measured(s.least_km, "km", language, s.most_km)
        sides = (measured(s.left_km, "km", language), measured(s.right_km, "km", language))
        rows.append((measured(s.distance_km, "km", language), *sides, bounds, share(s.share, language)))
    return rows


def _strip(stations: Sequence[Station], x: Callable[[float], float]) -> str:
    """Bars from below the axis downwards, as long as the protected share of the ground within reach."""
    half = (x(stations[-1].distance_km) - x(stations[0].distance_km)) / max(len(stations) - 1, 1) / 2
    bars = ((x(s.distance_km), BASE + 4, STRIP * s.share) for s in stations if s.share > 0)
    return "".join(f"M{at - half:.1f} {y:.1f}h{2 * half:.2f}v{height:.1f}h{-2 * half:.2f}Z" for at, y, height in bars)


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in points)


def _usual(codes: Sequence[str | None]) -> str | None:
    known = Counter(code for code in codes if code)
    return max(sorted(known), key=lambda code: known[code]) if known else None


def _name(code: str | None, language: str) -> str | None:
    return country(code, language) if code else None


def _ceiling(value: float) -> float:
    """The next round number for the top of the chart."""
    step = 10 ** math.floor(math.log10(value)) if value > 0 else 1
    return next((step * m for m in (1, 2, 4, 5, 8, 10) if step * m >= value), step * 10)


def _steps(end: float, most: int) -> list[float]:
    """Round numbers from 0 to an end, at most so many steps."""
    rough = end / most
    size = 10 ** math.floor(math.log10(rough)) if rough > 0 else 1
    step = next(size * m for m in (1, 2, 5, 10) if size * m >= rough)
    return [step * n for n in range(int(end / step) + 1)]
