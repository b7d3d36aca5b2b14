"""The document at `/data/`: what can be taken away, for users of a GIS, of Python and of R. It needs no script."""

from __future__ import annotations

from functools import partial
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mapapp.store.wording import interface
from mapapp.web.index import VIEWPORT, head_of
from mapapp.web.questions import asked_language
from mapapp.web.site import Site

HERE = "atlas-address"
"""Stands in the built page where its own address belongs, which is known when somebody asks for it."""

STYLES = ("page.css", "panel.css", "data.css")


def data_document(site: Site, language: str, address: str) -> str:
    """The document in one language; `address` is where it stands, with a slash at its end, for lines to be copied."""
    assert site.atlas is not None  # noqa: S101  # there is no data of an atlas that cannot be served
    say = partial(site.atlas.say, language=language)
    title = f"{interface(language).gettext('Take the data with you')} · {say(site.atlas.title)}"
    links = [f'<link rel="icon" href="..{site.front}icon.svg">']
    links += [f'<link rel="stylesheet" href="..{site.front}{name}">' for name in STYLES]
    body = site.assets[f"{site.panels_by_language[language]}data.html"].body.decode().replace(HERE, escape(address))
    head = "\n".join([head_of(title, say(site.atlas.purpose)), *links])
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" class="is-data">\n<head>\n<meta charset="UTF-8">\n'
        f'<meta name="viewport" {VIEWPORT}>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def data_answer(site: Site, request: Request) -> Response:
    """The document for one reader."""
    language = asked_language(request, site.vocabulary.languages)
    address = str(request.url.replace(query="", fragment=""))
    page = data_document(site, language, address)
    return HTMLResponse(page, headers={"Cache-Control": "private, no-cache", "Vary": "Accept-Language"})
