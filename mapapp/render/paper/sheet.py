"""The sheet of facts as a PDF: of one entry, or of the whole atlas."""

from __future__ import annotations

from mapapp.core import cite
from mapapp.core.words import day
from mapapp.render.paper.facts import FactsWriter
from mapapp.render.paper.glance import glance_data, glance_map
from mapapp.render.paper.landscape import Landscape, Reader
from mapapp.render.paper.layers import credits_of
from mapapp.render.paper.look import Json, tokens
from mapapp.render.paper.press import press
from mapapp.render.paper.text import address, all_printable


def facts_sheet(landscape: Landscape, entry: str | None, reader: Reader) -> bytes:
    """Some A4 pages about an entry, without one about the whole atlas. The same data give the same bytes.

    Raises KeyError for an entry that the atlas lacks, PressError.
    """
    atlas, say = landscape.atlas, reader.say
    drawn: Json | None
    if entry is None:
        data, (drawn, files) = glance_data(landscape, reader), glance_map(landscape, reader)
    else:
        told_of = {one.id: one for one in atlas.entries}[entry]
        writer = FactsWriter(landscape, told_of, reader)
        data, (drawn, files) = writer.data(), writer.map()
    layers = tuple(layer for layer in atlas.layers if entry is None or layer.id == data["layer"])
    own, under = credits_of(landscape, layers)
    whole = reader.of(atlas, atlas.title)
    told = all_printable(
        {
            **data,
            "map": drawn,
            "tokens": tokens(),
            "language": reader.language,
            "author": whole,
            "description": data["summary"],
            "citation": _citation(landscape, entry, reader),
            "credits": [*own, *(under if drawn else ())],
            "date": say("Data of %(day)s") % {"day": day(landscape.day, reader.language)},
            "words": {
                "cite": say("How to cite"),
                "licence": say("Licences and credits"),
                "page": say("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
                "map": say("Map: %(title)s") % {"title": data["title"]},
            },
        }
    )
    told["link"] = {"text": address(reader.link), "to": reader.link if reader.link.startswith("http") else ""}
    return press("facts.typ", told, "pdf", landscape.day, pictures=files)


def _citation(landscape: Landscape, entry: str | None, reader: Reader) -> str:
    """How to cite what the sheet is about, without the day on which somebody reads it."""
    atlas, base = landscape.atlas, reader.link.partition("?")[0] or None
    asker = cite.Reader(reader.language, base)
    found = next((one for one in atlas.entries if one.id == entry), None)
    reference = cite.cite_entry(atlas, found, asker) if found else cite.cite_atlas(atlas, asker)
    return cite.sentence(reference, reader.language, reader.say)
