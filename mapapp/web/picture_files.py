"""Make a picture of a view: `ask` holds form, size, language, the view as addresses spell it, and the base address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from mapapp.core.evidence import Evidence
from mapapp.core.view import from_query
from mapapp.core.words import marked
from mapapp.render.paper.landscape import Landscape, Reader
from mapapp.render.paper.picture import picture
from mapapp.store.atlas import LoadedAtlas
from mapapp.store.wording import interface
from mapapp.web.loaded import loaded_atlas
from mapapp.web.making import Ask, Tell
from mapapp.web.site import Site

DRAWING = marked("Drawing the map")


def make(site: Site, ask: Ask, out: Path, tell: Tell) -> None:
    """Write the picture."""
    tell(0, 1, DRAWING)
    landscape = landscape_of(loaded_atlas(site))
    view = from_query(ask["view"], site.vocabulary, ask["language"])
    out.write_bytes(picture(landscape, view, reader_of(ask), ask["form"], ask["size"]))
    tell(1, 1, DRAWING)


def landscape_of(loaded: LoadedAtlas, evidence: Evidence | None = None) -> Landscape:
    """What sheets are made from."""
    return Landscape(
        atlas=loaded.atlas,
        features=loaded.features,
        basemap=loaded.basemap,
        texts=loaded.texts,
        counts=loaded.counts,
        evidence=evidence or Evidence(),
    )


def reader_of(ask: Ask) -> Reader:
    """Who a sheet is for; without a base address it has no link."""
    query = urlencode({"lang": ask["language"], **ask["view"]}, safe=",")
    link = f"{ask['base']}?{query}" if ask["base"] else ""
    return Reader(ask["language"], interface(ask["language"]).gettext, link)
