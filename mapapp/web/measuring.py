"""What a reader measures on the map, as the finished words of `/measure`."""

from __future__ import annotations

from mapapp.core.path import CORNERS, measure_path
from mapapp.core.words import Say, area_words, length_words, marked
from mapapp.web.questions import NO_POINTS, BadQuestionError, read_points

HOW = marked("Along the shortest ways on the Earth's ellipsoid, not on the flat map.")
CROSSES = marked("The line crosses or touches itself, so it bounds no one area and no area is given.")
TOO_FEW = marked("An area needs at least three points.")


def measured_words(points: str, language: str, say: Say) -> dict[str, object]:
    """Length, or area and perimeter, of `lat,lon;lat,lon;...`; the first point again at the end closes an area.

    Raises BadQuestionError with one sentence for what cannot be read or measured.
    """
    places = read_points(points)
    try:
        path = measure_path(places)
    except ValueError as error:
        raise BadQuestionError(TOO_FEW if len(places) <= CORNERS and places[0] == places[-1] else NO_POINTS) from error
    length = length_words(path.length_km, language)
    if not path.closed:
        return {"facts": [{"label": say("Length"), "words": length}], "note": say(HOW)}
    facts = [{"label": say("Perimeter"), "words": length}]
    if path.area_km2 is None:
        return {"facts": facts, "note": say(CROSSES)}
    return {
        "facts": [{"label": say("Area"), "words": area_words(path.area_km2, language)}, *facts],
        "note": say(HOW),
    }
