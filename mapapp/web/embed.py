"""The map for another page's frame: a document of its own without Streamlit, and who may frame it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from html import escape

from mapapp.core.errors import SetupError
from mapapp.core.language import preferred
from mapapp.core.view import from_query
from mapapp.web.front_end import FRAME, leaflet_tag
from mapapp.web.index import VIEWPORT, head_of
from mapapp.web.site import Site

ANYONE = "*"
_ORIGIN = re.compile(
    r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?", re.ASCII
)


def asks_to_embed(query: Mapping[str, str]) -> bool:
    """Whether an address asks for the map alone."""
    return query.get("embed") == "true"


def embed_page(site: Site, query: Mapping[str, str], accept_language: str) -> str:
    """The document at `/?embed=true` for one reader; a story needs a panel and room, so none is told here."""
    if site.atlas is None:
        words = "The map cannot be shown: its atlas folder has problems."
        return _document("en", head_of("The map cannot be shown", words), f"<main><p>{words}</p></main>")
    view = from_query(query, site.vocabulary, preferred(accept_language, site.atlas.languages))
    say = partial(site.atlas.say, language=view.language)
    start = json.dumps({**site.stage_data(replace(view, step=None)), "features": site.features, "embedded": True})
    head = [
        head_of(say(site.atlas.title), say(site.atlas.purpose)),
        f'<link rel="icon" href=".{site.front}icon.svg">',
        f'<link rel="stylesheet" href=".{site.front}{FRAME}.css">',
        f'<link rel="stylesheet" href=".{site.panels}layers.css">',
        f'<meta name="atlas-start" content="{escape(start, quote=True)}">',
        leaflet_tag(site),
        f'<script type="module" src=".{site.front}{FRAME}.js"></script>',
    ]
    waiting = site.assets[f"{site.panels_by_language[view.language]}waiting.html"].body.decode()
    body = f'<main><h1 class="unseen">{escape(say(site.atlas.title))}</h1></main>\n{waiting}'
    return _document(view.language, "\n".join(head), body)


def _document(language: str, head: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" class="is-embedded">\n<head>\n<meta charset="UTF-8">\n'
        f'<meta name="viewport" {VIEWPORT}>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def read_embedders(text: str) -> tuple[str, ...]:
    """Who may show the map in a frame: origins parted by spaces, `*` for anyone (the default), `none` for nobody else.

    Raises SetupError for what is not an origin: a scheme, a host, perhaps a port.
    """
    words = tuple(text.split()) or (ANYONE,)
    if words in {(ANYONE,), ("none",)}:
        return words if words == (ANYONE,) else ()
    for word in words:
        if not _ORIGIN.fullmatch(word):
            message = (
                f"{word!r} is not an origin that may embed the map; write https:// and a host, "
                "with a port if it has one and nothing after it; several with spaces between them, "
                "or * for anyone, or none"
            )
            raise SetupError(message)
    return words
