"""The sheet of facts as a PDF: of one entry, or of the whole atlas."""

from __future__ import annotations

from mapapp.core.words import day
from mapapp.render.paper.facts import FactsWriter
from mapapp.render.paper.glance import glance_data, glance_map
from mapapp.render.paper.landscape import Landscape, Reader
from mapapp.render.paper.look import tokens
from mapapp.render.paper.press import press
from mapapp.render.paper.text import address, all_printable


def facts_sheet(landscape: Landscape, entry: str | None, reader: Reader, citation: str = "") -> bytes:
    """Some A4 pages about an entry, without one about the whole atlas. `citation` says how to cite it.

    Raises KeyError for an entry that the atlas lacks, PressError.
    """
    atlas, say = landscape.atlas, reader.say
    if entry is None:
        data, (drawn, files) = glance_data(landscape, reader), glance_map(landscape, reader)
    else:
        writer = FactsWriter(landscape, {one.id: one for one in atlas.entries}[entry], reader)
        data, (drawn, files) = writer.data(), writer.map()
    licences = dict.fromkeys(layer.licence for layer in atlas.layers)
    whole = reader.of(atlas, atlas.title)
    told = all_printable(
        {
            **data,
            "map": drawn,
            "tokens": tokens(),
            "language": reader.language,
            "author": whole,
            "description": data["summary"],
            "citation": citation,
            "licence": ", ".join(licences),
            "date": say("Data as of %(day)s") % {"day": day(landscape.day, reader.language)},
            "words": {
                "cite": say("How to cite"),
                "licence": say("Licence"),
                "page": say("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
                "map": say("Map: %(title)s") % {"title": data["title"]},
            },
        }
    )
    told["link"] = {"text": address(reader.link), "to": reader.link if reader.link.startswith("http") else ""}
    return press("facts.typ", told, "pdf", landscape.day, pictures=files)
