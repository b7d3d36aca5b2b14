"""Streamlit's index page with our title and description, and with the map drawn before Streamlit is there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from html import escape
from importlib.resources import files
from urllib.parse import urlencode

from mapapp.core.language import preferred
from mapapp.core.view import ViewState, from_query, to_query
from mapapp.core.words import marked
from mapapp.store.wording import interface
from mapapp.web.front_end import PAGE, leaflet_tag
from mapapp.web.site import Site

STREAMLIT_ICON = '<link rel="shortcut icon" href="./favicon.png" />'
OFFERS = ("cite", "data", "visible", "picture", "facts", "offline", "pack", "own")
"""What this server gives to take away; a page without a server names less (see front/offers.js)."""

START = "<!-- atlas-start -->"
HEAD = "<!-- atlas-head -->"
BODY, END = "<!-- atlas-body -->", "</body>"
LANGUAGE = "atlas-language"
STREAMLIT_KEYS = ("embed", "embed_options")
STREAMLIT_LANGUAGE = '<html lang="en"'
STREAMLIT_AGENTS = re.compile(r'<link rel="service-desc"[^>]*>')  # of its interface for programs, a door that is closed
STREAMLIT_SCRIPTS = re.compile(r'<(?:script type="module"|link rel="modulepreload")(?=[^>]*"\./static/)')
STREAMLIT_TITLE = "<title>Streamlit</title>"
STREAMLIT_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
STREAMLIT_VIEWPORT = 'content="width=device-width, initial-scale=1, shrink-to-fit=no"'
VIEWPORT = 'content="width=device-width, initial-scale=1, viewport-fit=cover"'  # page.css keeps clear of notches
# What the page may have to say when the file with its words does not come.
FAILURES = (marked("The list could not be loaded."), marked("Try again"))


def index_page(site: Site) -> str:
    """The document at `/`: Streamlit's, with a head of our own and a place for what the address asks for."""
    page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    page = page.replace(STREAMLIT_LANGUAGE, f'<html lang="{LANGUAGE}"', 1)
    page = page.replace(STREAMLIT_VIEWPORT, VIEWPORT, 1)
    page = page.replace(STREAMLIT_ICON, f'<link rel="icon" href=".{site.front}icon.svg">' if site.front else "")
    page = STREAMLIT_NOSCRIPT.sub("", page, count=1)
    page = STREAMLIT_AGENTS.sub("", page)
    page = STREAMLIT_SCRIPTS.sub(r'\g<0> fetchpriority="low"', page)  # the map is drawn before they run
    if site.atlas is not None:  # last, so that Streamlit's link past the list stays the first link of the page
        page = page.replace(END, f"{BODY}\n{END}", 1)
    head = [HEAD]
    if site.atlas is not None:
        head.append(f'<link rel="stylesheet" href=".{site.front}{PAGE}.css">')
        head.append(f'<link rel="stylesheet" href=".{site.panels}layers.css">')
        head += [START, f'<script type="module" id="atlas" src=".{site.front}{PAGE}.js"></script>']
        head.append(f'<link rel="modulepreload" href=".{site.map_script}">')
        head.append(leaflet_tag(site))
        head += [f'<link rel="preload" as="fetch" crossorigin href=".{address}">' for address in site.preload]
    # Ours comes first: modules run in the order of the document, and Streamlit's are two megabytes.
    return page.replace(STREAMLIT_TITLE, "\n".join(head), 1)


def for_reader(index: str, site: Site, query: Mapping[str, str], accept_language: str) -> str:
    """The document for one reader: in the language and with the state of the map that the address asks for."""
    if site.atlas is None:
        page = index.replace(
            HEAD, head_of("The map cannot be shown", "The atlas folder has problems that stop the map.")
        )
        return page.replace(LANGUAGE, "en", 1)
    view = from_query(query, site.vocabulary, preferred(accept_language, site.atlas.languages))
    say = partial(site.atlas.say, language=view.language)
    words = interface(view.language)
    told = {
        "address": address(site, query, view, accept_language),
        "words": {w: words.gettext(w) for w in FAILURES},
        "offers": OFFERS,
        "features": site.features,
    }
    start = json.dumps(site.stage_data(view) | told)
    panels = site.panels_by_language[view.language]
    lines = [f'<meta name="atlas-start" content="{escape(start, quote=True)}">']
    lines += [
        f'<link rel="preload" as="fetch" crossorigin href=".{panels}{name}">' for name in ("names.json", "index.html")
    ]
    page = index.replace(HEAD, head_of(say(site.atlas.title), say(site.atlas.purpose)), 1)
    page = page.replace(BODY, site.assets[f"{panels}waiting.html"].body.decode(), 1)
    return page.replace(START, "\n".join(lines), 1).replace(LANGUAGE, view.language, 1)


def address(site: Site, query: Mapping[str, str], view: ViewState, accept_language: str) -> str:
    """The query string that says a view and no more; what belongs to Streamlit stays in it."""
    theirs = {key: query[key] for key in STREAMLIT_KEYS if key in query}
    reader = preferred(accept_language, site.vocabulary.languages)
    return urlencode(theirs | to_query(view, site.vocabulary, reader))


def head_of(title: str, purpose: str) -> str:
    """Title and description of a document, escaped."""
    return f'<title>{escape(title)}</title>\n<meta name="description" content="{escape(purpose, quote=True)}">'
