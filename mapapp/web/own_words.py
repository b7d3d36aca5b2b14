"""The report of a reader's layer in words: every finding and every refusal has its sentence and its advice here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mapapp.core.words import Say, amount, marked


class Told(NamedTuple):
    """What is said of something that was found, and what the reader can do about it, both marked for translation."""

    text: str
    advice: str | None = None


FINDINGS: Mapping[str, Told] = {
    "reprojected": Told(marked("The coordinates were in %(crs)s and were converted to longitude and latitude.")),
    "crs-assumed": Told(
        marked("The file does not say which coordinate system it uses. Longitude and latitude on WGS 84 were assumed."),
        marked("If the layer lies in the wrong place, save it again with its coordinate system."),
    ),
    "repaired": Told(
        marked("Shapes that crossed themselves or were otherwise broken were repaired: %(count)s."),
        marked("Compare them with the original before you rely on their areas."),
    ),
    "dropped-empty": Told(marked("Rows without a shape that can be drawn were left out: %(count)s.")),
    "3d-dropped": Told(marked("Heights were left out; the map is flat. Shapes that had them: %(count)s.")),
    "mixed-geometry": Told(marked("The layer holds points, lines and areas together. Each is drawn in its own way.")),
    "outside-landscape": Told(
        marked("Shapes that lie outside the landscape of this atlas: %(count)s."),
        marked("They are drawn, but the atlas can say nothing about them."),
    ),
    "axis-order": Told(
        marked("Latitude and longitude look exchanged: as they stand, the layer lies far from here."),
        marked("Nothing was exchanged. Read the file again with the two exchanged, if that is right."),
    ),
    "swapped": Told(marked("Latitude and longitude were exchanged, as you asked.")),
}

REFUSALS: Mapping[str, Told] = {
    "empty-file": Told(marked("The file is empty."), marked("Save it again and try once more.")),
    "damaged": Told(
        marked("The file begins like a %(format)s but cannot be read; it is damaged or incomplete."),
        marked("Open it in a GIS such as QGIS and save it again as GeoPackage or GeoJSON."),
    ),
    "unknown-format": Told(
        marked("This kind of file is not known here."),
        marked("Bring GeoJSON, GeoPackage, KML or KMZ, a zipped Shapefile, FlatGeobuf, GPX, or CSV with coordinates."),
    ),
    "no-shapes": Told(marked("The file holds no shapes: there is nothing to draw.")),
    "nothing-drawn": Told(marked("No shape of the file can be drawn: all are empty or broken.")),
    "no-such-layer": Told(marked("The file has no layer of this name.")),
    "too-large": Told(
        marked("The file needs more memory than one reader's file may take here."),
        marked("Make it smaller: fewer features, simpler lines, only the columns that you need."),
    ),
    "stopped": Told(
        marked("Reading the file took too long, or it broke the program that read it, and was given up."),
        marked("Open it in a GIS such as QGIS and save it again as GeoPackage or GeoJSON."),
    ),
}
ANY = "unknown-format"


def refusal_words(refused: Mapping[str, Any], language: str, say: Say) -> dict[str, object]:
    """Why there is no layer: problem and advice, and the code of it."""
    told = REFUSALS.get(refused["code"], REFUSALS[ANY])
    values = _values(refused["values"], language)
    return {
        "code": refused["code"],
        "problem": say(told.text) % values,
        "advice": say(told.advice) % values if told.advice else None,
    }


def report_words(report: Mapping[str, Any], language: str, say: Say) -> dict[str, Any]:
    """The report with every finding in words."""
    return {**report, "findings": [_finding(one, language, say) for one in report["findings"]]}


def _finding(finding: Mapping[str, Any], language: str, say: Say) -> dict[str, object]:
    told = FINDINGS[finding["code"]]
    values = _values({"count": finding["count"] or 0, **finding["values"]}, language)
    return {
        "code": finding["code"],
        "level": finding["level"],
        "text": say(told.text) % values,
        "advice": say(told.advice) % values if told.advice else None,
        "count": finding["count"],
    }


def _values(values: Mapping[str, Any], language: str) -> dict[str, str]:
    return {key: value if isinstance(value, str) else amount(value, None, language) for key, value in values.items()}
