"""How to cite the atlas, an entry or a figure: `/cite.txt`, and `.bib`, `.ris`, `.json` for reference managers."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapapp.core.atlas import Atlas, Entry, Figure
from mapapp.core.bibliography import bibtex, csl, ris
from mapapp.core.cite import (
    ADVICE,
    Reader,
    Reference,
    cite_atlas,
    cite_entry,
    cite_figure,
    figure_advice,
    figure_words,
    sentence,
)
from mapapp.store.wording import interface
from mapapp.web.assets import nothing_here
from mapapp.web.questions import asked_language
from mapapp.web.site import Site

MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}
_BASE = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,255}/[A-Za-z0-9/._~-]{0,255}", re.ASCII)

Today = Callable[[], dt.date]


def today() -> dt.date:
    """The day in UTC."""
    return dt.datetime.now(dt.UTC).date()


def base_of(request: Request) -> str | None:
    """The address that the atlas was asked for at; None for a strange one, which would end up in what others read."""
    base = str(request.base_url)
    return base if _BASE.fullmatch(base) else None


def cite_routes(site: Site, today: Today = today) -> list[Route]:
    """The routes of a site. `today` is the day that addresses count as read."""

    async def cite(request: Request) -> Response:
        ending, asked = request.path_params["ending"], request.query_params
        if site.atlas is None or ending not in MEDIA_TYPES:
            return nothing_here()
        reader = Reader(asked_language(request, site.vocabulary.languages), base_of(request), today())
        found, body = _found(site.atlas, asked), cite_file(site.atlas, asked, ending, reader)
        if found is None or body is None:
            return nothing_here()
        names = (site.atlas.id, *(one.id for one in found if one is not None))
        headers = {"Cache-Control": "private, max-age=60"}
        if ending != "txt":
            headers["Content-Disposition"] = f'attachment; filename="{"-".join(names)}.{ending}"'
        return Response(body, media_type=MEDIA_TYPES[ending], headers=headers)

    return [Route("/cite.{ending}", cite)]


def cite_file(atlas: Atlas, asked: Mapping[str, str], ending: str, reader: Reader) -> bytes | None:
    """A citation as a file; None when the atlas has no such `region`, `topic` or `figure`."""
    found = _found(atlas, asked)
    if found is None:
        return None
    entry, figure = found
    references = _references(atlas, entry, figure, reader)
    if ending == "bib":
        return bibtex(references).encode()
    if ending == "ris":
        return ris(references).encode()
    if ending == "json":
        return json.dumps(csl(references), ensure_ascii=False, indent=1).encode()
    say = interface(reader.language).gettext
    lines = [sentence(one, reader.language, say) for one in references]
    if entry is not None and figure is not None:
        lines = [figure_words(atlas, entry, figure, reader.language), figure_advice(figure, say), *lines[1:], lines[0]]
    else:
        lines.append(say(ADVICE))
    return "".join(f"{line}\n" for line in lines).encode()


def _found(atlas: Atlas, asked: Mapping[str, str]) -> tuple[Entry | None, Figure | None] | None:
    """The entry and the figure that are asked for, None for each that is not; None when there is no such thing."""
    named = {"region": atlas.regions, "topic": atlas.topics}
    wanted = [(entries, asked[key]) for key, entries in named.items() if asked.get(key)]
    found = [next((one for one in entries if one.id == name), None) for entries, name in wanted]
    entry, name = next(iter(found), None), asked.get("figure")
    figure = next((one for one in (entry.figures if entry else ()) if one.id == name), None)
    return None if None in found or (name and figure is None) else (entry, figure)


def _references(atlas: Atlas, entry: Entry | None, figure: Figure | None, reader: Reader) -> tuple[Reference, ...]:
    if entry is None:
        return (cite_atlas(atlas, reader),)
    return cite_figure(atlas, entry, figure, reader) if figure else (cite_entry(atlas, entry, reader),)
