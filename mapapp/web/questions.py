"""Languages, places and years as readers' browsers ask for them in an address, read strictly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.requests import Request

from mapapp.core.language import preferred
from mapapp.core.words import marked

MOST_POINTS = 200
_NUMBER = r"-?\d{1,3}(?:\.\d{1,12})?"
_PLACE = re.compile(rf"({_NUMBER}),({_NUMBER})", re.ASCII)

NO_PLACE = marked("Ask for a place as latitude,longitude in degrees, such as 43.1,131.5.")
NO_POINTS = marked("Give two to 200 points as latitude,longitude in degrees, with semicolons between them.")
NO_YEAR = marked("Ask for a year in four digits, such as 1996.")

Position = tuple[float, float]
"""Longitude and latitude in degrees, as geometries have them."""


class BadQuestionError(ValueError):
    """What is asked cannot be read; the message is one sentence that is marked for translation."""


def asked_language(request: Request, languages: Sequence[str]) -> str:
    """The language that an address names, or else the one that the reader's browser asks for."""
    asked = request.query_params.get("lang", "")
    return asked if asked in languages else preferred(request.headers.get("accept-language", ""), languages)


def read_place(text: str) -> Position:
    """`43.1,131.5` as longitude and latitude. Raises BadQuestionError for anything that is no place on Earth."""
    place = _place(text)
    if place is None:
        raise BadQuestionError(NO_PLACE)
    return place


def read_points(text: str) -> list[Position]:
    """`43.1,131.5;43.2,131.6` as longitudes and latitudes; the same point twice running counts once.

    Raises BadQuestionError for fewer than two points, more than 200, or one that is no place on Earth.
    """
    parts = text.split(";", MOST_POINTS + 1)  # one more than the most may close an area
    read = [_place(part) for part in parts]
    points = [place for place in read if place is not None]
    if len(points) < len(read):
        raise BadQuestionError(NO_POINTS)
    distinct = [place for number, place in enumerate(points) if not number or place != points[number - 1]]
    corners = len(distinct) - (len(distinct) > 1 and distinct[0] == distinct[-1])
    if not 2 <= corners <= MOST_POINTS:
        raise BadQuestionError(NO_POINTS)
    return distinct


def read_year(text: str | None) -> int | None:
    """A year in four digits; None when no year, or an empty one, is asked for. Raises BadQuestionError otherwise."""
    if not text:
        return None
    if re.fullmatch(r"[12]\d{3}", text, re.ASCII) is None:
        raise BadQuestionError(NO_YEAR)
    return int(text)


def _place(text: str) -> Position | None:
    parts = _PLACE.fullmatch(text)
    if parts is None:
        return None
    latitude, longitude = (float(part) for part in parts.groups())
    return (longitude, latitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
