"""Columns that would tell again what the guard has taken away: coordinates in numbers, texts, codes and ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from mapapp.core.arrays import Array
from mapapp.core.own.layer import Field
from mapapp.core.own.terms import Words

PLACED = Words(
    """
    lat* lon lng long longitude* longit* decimal* coord* easting* northing* east north x y z utm* mgrs*
    geohash* pluscode* olc wkt* wkb* ewkt geom* thegeom shape point position* grid* cell* quad* location*
    locality* address* place* site* what* altitude* alt ele elev* height* heading* bearing* azimuth* course*
    speed* step* velocity turn* distance* dist url* link* href map* zone* tile* широт* долгот* коорд*
    координат* адрес* мест* урочищ* высот* азимут* расстоян* скорост* квадрат* квартал* ссылк*
    """,
    "经度 纬度 坐标 位置 地点 地址 海拔 高程 方位 距离 速度 北纬 东经 网格 链接",
)
_CODES = re.compile(
    r"\d\s*[°º]|\b(?:POINT|LINESTRING|POLYGON|SRID)\b|\bcoordinates\b|https?:|\bgeo:|"
    r"^0[01]0[0-9a-f]0{2}[0-9a-f]{20,}|"  # well-known binary
    r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b|"  # plus code
    r"\b\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b|"  # MGRS
    r"\b8[0-9a-f]{14}\b|"  # H3
    r"^(?:///)?[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+$",  # three words
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_LONG = re.compile(r"\d+[.,_\-]\d{2,}|\d{5,}")
_LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"
_HASH = re.compile(f"[{_LETTERS}]{{4,12}}")
MOST_NUMBERS = 6  # of a text that are compared
ENOUGH = 8  # rows, from which on a likeness is none of chance
LIKE = 0.9  # the share of a column's variance that places explain
METRES = 3000


def telling(fields: Iterable[Field], xy: Array, degrees: float) -> list[Field]:
    """The columns that tell places; `xy` is the raw place of each row (longitude, latitude)."""
    return [field for field in fields if PLACED.found(field.title) or _tells(field, xy, degrees)]


def without_numbers(text: str) -> str:
    """A name without the numbers in it that may be coordinates."""
    return _LONG.sub("…", text)


def _tells(field: Field, xy: Array, degrees: float) -> bool:
    if field.kind in {"date", "yes-no"}:
        return False
    if field.kind == "number":
        return _series_tells(
            [float(cell) if isinstance(cell, (int, float)) else np.nan for cell in field.cells], xy, degrees
        )
    texts = [str(cell) if cell is not None else "" for cell in field.cells]
    if any(_CODES.search(text) for text in set(texts)):
        return True
    hashes = [(_geohash(text) or (np.nan, np.nan)) for text in texts]
    if (np.abs(np.array(hashes) - xy) < degrees).all(axis=1).any():
        return True
    numbers = [[_value(one) for one in _NUMBER.findall(text)[:MOST_NUMBERS]] for text in texts]
    most = max(map(len, numbers), default=0)
    series = ([row[n] if n < len(row) else np.nan for row in numbers] for n in range(most))
    return any(_series_tells(one, xy, degrees) for one in series)


def _series_tells(cells: Sequence[float], xy: Array, degrees: float) -> bool:
    """Whether numbers are the places in degrees or metres, or go up and down with them."""
    values = np.array(cells, dtype=float)
    known = np.isfinite(values)
    if not known.any():
        return False
    values, places = values[known], xy[known]
    if (np.abs(np.abs(values)[:, None] - np.abs(places)) < degrees).any():
        return True
    if (np.abs(np.abs(values) % 1e6 - _metres(places).T % 1e6) < METRES).any() and np.abs(values).max() > 1e5:
        return True
    if len(values) < ENOUGH or np.ptp(values) == 0:
        return False
    plane = np.column_stack([np.ones(len(places)), places - places.mean(axis=0)])
    solved = np.linalg.lstsq(plane, values, rcond=None)[0]
    return bool(1 - np.var(values - plane @ solved) / np.var(values) > LIKE)


def _metres(places: Array) -> Array:
    """Eastings and northings of places in UTM and its neighbours, and in Web Mercator, to a kilometre or so.

    By the first terms of the transverse Mercator projection (Snyder 1987, USGS PP 1395, p. 61).
    """
    longitude, latitude = np.radians(places[:, 0]), np.radians(places[:, 1])
    radius = 6378137.0
    columns = [radius * longitude, radius * np.log(np.tan(np.pi / 4 + latitude / 2))]
    arc = 111132.954 * places[:, 1] - 16038.5 * np.sin(2 * latitude) + 16.8 * np.sin(4 * latitude)
    for width in (3, 6):
        for beside in (-1, 0, 1):
            off = longitude - np.radians((np.floor(places[:, 0] / width) + 0.5 + beside) * width)
            east, north = radius * np.cos(latitude) * off, arc + radius * np.sin(2 * latitude) / 4 * off**2
            columns += [500_000 + east, 500_000 + 0.9996 * east, north, 0.9996 * north]
    return np.column_stack(columns)


def _geohash(text: str) -> tuple[float, float] | None:
    """The longitude and latitude that a text is the geohash of (Niemeyer 2008); None when it can be none."""
    word = text.strip().casefold()
    if not _HASH.fullmatch(word):
        return None
    bits = "".join(f"{_LETTERS.index(letter):05b}" for letter in word)
    spans = ((-180.0, 360.0, bits[::2]), (-90.0, 180.0, bits[1::2]))
    across, up = (start + width * (int(part, 2) + 0.5) / 2 ** len(part) for start, width, part in spans)
    return across, up


def _value(text: str) -> float:
    return float(text.replace(",", "."))
