"""The papers of a briefing pack: what it is and shows, how to cite it, its sources and its licences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import yaml

from mapapp.core.atlas import Atlas
from mapapp.core.bibliography import bibtex, cff, ris
from mapapp.core.cite import ADVICE, Reader, Reference, cite_atlas, cite_entry, cite_source, sentence
from mapapp.core.view import ViewState
from mapapp.core.words import Say, day, marked
from mapapp.store.wording import interface
from mapapp.web.assets import digest
from mapapp.web.checksums import CHECK
from mapapp.web.making import Ask
from mapapp.web.site import Site

README, CITATION, LICENCES = "README.txt", "CITATION.cff", "LICENCES.txt"
TELLS = {
    "picture/map.pdf": marked("the view on one sheet of paper"),
    "picture/map.png": marked("the same as a picture for slides"),
    "facts.pdf": marked("facts with their sources, to print"),
    "data/visible.geojson": marked("what is visible, for web maps"),
    "data/visible.gpkg": marked("what is visible, for QGIS and ArcGIS"),
    "data/facts.csv": marked("the facts as a table"),
    "offline.html": marked("the whole map, to be opened without a network"),
    "sources/sources.txt": marked("all sources, to read"),
    "sources/sources.bib": marked("all sources, for LaTeX and reference managers"),
    "sources/sources.ris": marked("all sources, for reference managers"),
    CITATION: marked("how to cite the atlas, for programs"),
    LICENCES: marked("what may be done with each part"),
}


def pack_texts(site: Site, view: ViewState, ask: Ask, made: Sequence[str]) -> dict[str, str]:
    """The papers by their names in the pack; `made` are the names of its other files."""
    atlas, language = site.atlas, view.language
    assert atlas is not None  # noqa: S101  # there is nothing to ask for otherwise
    today = dt.date.fromisoformat(ask["day"]) if ask.get("day") else None
    reader = Reader(language, ask.get("base"), today)
    whole = cite_atlas(atlas, reader)
    sources = [cite_source(atlas, source, language) for source in atlas.sources]
    say = interface(language).gettext
    texts = {
        CITATION: yaml.safe_dump(cff(whole), allow_unicode=True, sort_keys=False, width=1000),
        LICENCES: _lines(_licences(atlas, language, say)),
        "sources/sources.bib": bibtex([whole, *sources]),
        "sources/sources.ris": ris([whole, *sources]),
        "sources/sources.txt": _lines(sentence(one, language, say) for one in sources),
    }
    names = sorted([*made, *texts])
    return texts | {README: _lines(_readme(site, view, ask, reader, names))}


def state_of_data(site: Site) -> str:
    """SHA-256 over all that is served below /data, as it was built."""
    return digest((address, asset.body) for address, asset in site.assets.items() if address.startswith("/data/"))


def _readme(site: Site, view: ViewState, ask: Ask, reader: Reader, names: Sequence[str]) -> Iterator[str]:
    atlas, language = site.atlas, view.language
    assert atlas is not None  # noqa: S101  # there is nothing to ask for otherwise
    say = interface(language).gettext
    cited = _cited(atlas, view, reader)
    yield atlas.say(atlas.title, language)
    yield atlas.say(atlas.purpose, language)
    yield ""
    yield from _view_words(atlas, view, language, say)
    if reader.base:
        query = "&".join(f"{key}={value}" for key, value in {**ask["view"], "lang": language}.items())
        yield say("Address: %(address)s") % {"address": f"{reader.base}?{query}"}
    if reader.today:
        yield say("Packed on %(day)s") % {"day": day(reader.today, language)}
    if cited.day:
        yield say("Data of %(day)s") % {"day": day(cited.day, language)}
    yield ""
    yield from (f"{name}  {say(TELLS[name])}" for name in names if name in TELLS)
    yield ""
    yield atlas.say(atlas.doubt, language)
    if atlas.policy:
        yield atlas.say(atlas.policy.words, language)
    yield ""
    yield say("How to cite")
    yield sentence(cited, language, say)
    yield say(ADVICE)
    yield ""
    yield say("To check that nothing has been changed: %(command)s") % {"command": CHECK}
    yield say("State of the data: %(digest)s") % {"digest": f"sha256 {state_of_data(site)}"}


def _cited(atlas: Atlas, view: ViewState, reader: Reader) -> Reference:
    entry = next((one for one in atlas.entries if one.id == view.selected), None)
    return cite_entry(atlas, entry, reader) if entry else cite_atlas(atlas, reader)


def _view_words(atlas: Atlas, view: ViewState, language: str, say: Say) -> Iterator[str]:
    """What the pack shows, in words."""
    entry = next((atlas.say(one.title, language) for one in atlas.entries if one.id == view.selected), None)
    yield say("This pack shows: %(what)s") % {"what": entry or say("the whole landscape")}
    layers = [atlas.say(layer.title, language) for layer in atlas.layers if layer.id in view.layers]
    if layers:
        yield say("Layers: %(layers)s") % {"layers": "; ".join(layers)}
    if view.year:
        yield say("As it was at the end of %(year)s") % {"year": view.year}
    if view.place:
        latitude, longitude, _ = view.place
        yield say("Middle of the map: %(place)s (latitude, longitude)") % {"place": f"{latitude:.4f}, {longitude:.4f}"}


def _licences(atlas: Atlas, language: str, say: Say) -> Iterator[str]:
    whole = cite_atlas(atlas, Reader(language))
    if whole.licence:
        owners = ", ".join((whole.licence, *whole.names))
        yield say("Texts, figures and layers of the atlas: %(licence)s") % {"licence": owners}
        yield ""
    yield say("Layers")
    yield from (f"{atlas.say(one.title, language)}: {one.licence}, {one.credit}" for one in atlas.layers)
    if atlas.files:
        yield ""
        yield say("Base map and other files")
    for file in atlas.files:
        first = f"{atlas.say(file.title, language)}: {file.licence}, {file.credit}"
        yield ". ".join(part for part in (first, file.made_from, file.changes) if part)


def _lines(lines: Iterable[str]) -> str:
    """Lines of a text file; a text of the atlas stays in its own line."""
    return "".join(" ".join(line.splitlines()) + "\n" for line in lines)
