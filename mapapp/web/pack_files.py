"""Make a briefing pack: picture, facts sheet, data and offline page of a view, with sources, licences and checksums.

Names in the pack are written here and nowhere else; the same ask gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from mapapp.core.view import ViewState, from_query
from mapapp.core.words import marked
from mapapp.web import checksums
from mapapp.web.data import visible_ask
from mapapp.web.make import MAKERS
from mapapp.web.making import Ask, NothingToMakeError, Tell
from mapapp.web.pack_texts import pack_texts
from mapapp.web.site import Site

FIRST = dt.date(1980, 1, 1)  # before it a ZIP has no dates
SHUT = (".png", ".gpkg", ".pdf")  # compressed already, or nearly
FINISHING = marked("sources, licences and checksums")


@dataclass(frozen=True)
class Part:
    """A file of the pack that another maker makes: its name, the maker, what is said meanwhile, and its ask."""

    name: str
    what: str
    doing: str
    ask: Callable[[Site, Ask], Ask]


def make(site: Site, ask: Ask, out: Path, tell: Tell) -> None:
    """Write the pack of a view."""
    assert site.atlas is not None  # noqa: S101  # there is nothing to ask for otherwise
    steps = len(PARTS) + 1
    files: dict[str, Path] = {}
    for number, part in enumerate(PARTS):
        tell(number, steps, part.doing)
        files[part.name] = out.with_name(f"part-{number}")
        try:
            import_module(MAKERS[part.what]).make(site, part.ask(site, ask), files[part.name], _say_nothing)
        except NothingToMakeError:  # of an empty sea there are no data
            del files[part.name]
    tell(len(PARTS), steps, FINISHING)
    for name, text in pack_texts(site, view_of(site, ask), ask, sorted(files)).items():
        files[name] = out.with_name(f"text-{len(files)}")
        files[name].write_text(text, encoding="utf-8", newline="")
    sums = out.with_name("sums")
    sums.write_text(checksums.checksums(files), encoding="utf-8")
    files[checksums.NAME] = sums
    write_zip(out, files, site.atlas.citation.released if site.atlas.citation else None)
    tell(steps, steps, FINISHING)


def view_of(site: Site, ask: Ask) -> ViewState:
    """The view that an ask spells."""
    return from_query(ask["view"], site.vocabulary, ask["language"])


def write_zip(out: Path, files: Mapping[str, Path], day: dt.date | None) -> None:
    """A ZIP of files in the order of their names, all dated with the day of the data."""
    dated = max(day or FIRST, FIRST)
    with ZipFile(out, "w") as pack:
        for name in sorted(files):
            info = ZipInfo(name, (dated.year, dated.month, dated.day, 0, 0, 0))
            info.compress_type = ZIP_STORED if name.endswith(SHUT) else ZIP_DEFLATED
            info.create_system = 3  # the same bytes on every system
            info.external_attr = 0o100644 << 16
            with files[name].open("rb") as file, pack.open(info, "w", force_zip64=False) as entry:
                shutil.copyfileobj(file, entry)


def _say_nothing(done: int, of: int, doing: str) -> None:
    """Steps within a part are not told: a part is one step of the pack."""


def _picture(form: str) -> Callable[[Site, Ask], Ask]:
    return lambda _, ask: {"form": form, "size": "a4", **_shared(ask)}


def _facts(site: Site, ask: Ask) -> Ask:
    return {"entry": view_of(site, ask).selected, **_shared(ask)}


def _data(form: str) -> Callable[[Site, Ask], Ask]:
    def visible(site: Site, ask: Ask) -> Ask:
        view = view_of(site, ask)
        return {**visible_ask(site, view.layers, view.year, tuple(ask["box"]) or None), "format": form}

    return visible


def _shared(ask: Ask) -> dict[str, Any]:
    return {key: ask[key] for key in ("language", "view", "base")}


PARTS = (
    Part("picture/map.pdf", "picture", marked("picture for paper"), _picture("pdf")),
    Part("picture/map.png", "picture", marked("picture for slides"), _picture("png")),
    Part("facts.pdf", "facts", marked("facts sheet"), _facts),
    Part("data/visible.geojson", "data", marked("data as GeoJSON"), _data("geojson")),
    Part("data/visible.gpkg", "data", marked("data as GeoPackage"), _data("gpkg")),
    Part("data/facts.csv", "data", marked("facts as a table"), _data("csv")),
    Part("offline.html", "offline", marked("offline page"), lambda *_: {}),
)
"""What a pack holds of what other makers make."""
