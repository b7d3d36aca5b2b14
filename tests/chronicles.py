"""Builders of what a tiny atlas tells of time: events, a story, counts, in English and Russian."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mapapp.core.atlas import Atlas
from mapapp.core.chronicle import Count
from tests.atlases import Json, layer, region, tiny, write_atlas

COUNTS = """series,year,year_to,value,low,high,count,method,note,sources
wolves-north,2001,,20,,,adults,snow-tracks,A cold winter.,survey
wolves-north,2002,,24,20,31,estimate,snow-tracks,,survey journal
wolves-north,2004,2005,30,,,minimum,camera-traps,,letters
wolves-south,2002,,,5,9,animals,report,,almanac
bears,2003,,1234,,,adults,dna,,journal
"""
RUSSIAN = """msgid "Title of gate"
msgstr "Ворота"

msgid "A cold winter."
msgstr "Холодная зима."

#, fuzzy
msgid "Title of old-path"
msgstr "Тропа?"

msgid "Tiny atlas"
msgstr "Малый атлас"
"""


def event(name: str, date: str, **changes: object) -> Json:
    """Something that happened."""
    told = {"title": {"en": f"Title of {name}"}, "words": {"en": f"Words of {name}"}}
    return {"id": name, "date": date, **told, "kind": "count", "sources": ["almanac"], **changes}


def step(name: str, **changes: object) -> Json:
    """A step of the story that shows the parks."""
    told = {"title": {"en": f"Title of {name}"}, "words": {"en": f"Words of {name}"}}
    view = {"latitude": 15, "longitude": 25, "zoom": 8}
    return {"id": name, **told, "view": view, "layers": ["parks"], "sources": ["survey"], **changes}


def series(name: str, chart: str, **changes: object) -> Json:
    """Counts under one name."""
    return {
        "id": name,
        "title": {"en": f"Title of {name}"},
        "chart": chart,
        "light": "#0e6f55",
        "dark": "#50faaf",
        **changes,
    }


def chronicled() -> Json:
    """The tiny catalogue in two languages, with a past: events, a story of two steps, counts and a policy."""
    catalogue = tiny()
    about = catalogue["topics"][0]
    catalogue["topics"] = [
        about,
        {**about, "id": "numbers", "title": {"en": "Numbers"}, "kind": "overview", "shows": "numbers"},
        {**about, "id": "timeline", "title": {"en": "Timeline"}, "kind": "overview", "shows": "timeline"},
    ]
    catalogue["layers"].append(layer("dens", animals=True))
    catalogue["regions"].append(region("den", "dens"))
    return catalogue | {
        "languages": ["en", "ru"],
        "policy": {"degrees": 0.1, "words": {"en": "Nothing finer than ten kilometres"}},
        "events": [event("later", "2012-04-05", region="gate"), event("sooner", "2007", at=[15.1, 25.2])],
        "story": [step("first"), step("second", year=2007, region="gate", layers=["posts", "parks"])],
        "series": [
            series("wolves-north", "wolves"),
            series("wolves-south", "wolves", light="#c04b0d", dark="#f0a070", mark="square"),
            series("bears", "bears"),
        ],
        "counts": "counts.csv",
    }


def chronicled_files() -> dict[str, str]:
    """The other files of the chronicled atlas, by name."""
    den = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "den", "properties": {"region": "den"},'
        ' "geometry": {"type": "Point", "coordinates": [25.123456, 15.654321]}}]}'
    )
    return {
        "counts.csv": COUNTS,
        "locale/ru.po": RUSSIAN,
        "layers/dens.geojson": den,
        "texts/ru/north-park.md": "Волки *живут* здесь [@letters].\n",
    }


def write_chronicled(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """An atlas folder in two languages with events, a story and counts."""
    return write_atlas(folder, chronicled(), {**chronicled_files(), **(files or {})})


def chronicled_atlas(**changes: object) -> Atlas:
    """The chronicled catalogue as a model, without any file."""
    return Atlas.model_validate(chronicled() | changes)


def count(of: str, year: int, **changes: object) -> Count:
    """A count of adults by camera traps."""
    given = {"series": of, "year": year, "count": "adults", "method": "camera-traps", "sources": ["survey"]}
    return Count.model_validate({**given, **({"value": 10} if "low" not in changes else {}), **changes})
