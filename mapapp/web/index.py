"""Streamlit's index page with our title and description, and with early requests for what the map needs."""

from __future__ import annotations

from html import escape
from importlib.resources import files

from mapapp.web.site import Site

STREAMLIT_ICON = '<link rel="shortcut icon" href="./favicon.png" />'
STYLES = ("leaflet/leaflet.css", "page.css", "panel.css", "map.css")
_HEAD_END = "</head>"


def index_page(site: Site) -> str:
    """The document at `/`: Streamlit's, with a head of our own."""
    page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    title, purpose = _words(site)
    page = page.replace("<title>Streamlit</title>", f"<title>{escape(title)}</title>")
    page = page.replace(STREAMLIT_ICON, f'<link rel="icon" href=".{site.front}icon.svg">' if site.front else "")
    head = [f'<meta name="description" content="{escape(purpose, quote=True)}">']
    if site.atlas is not None:
        head += [f'<link rel="stylesheet" href=".{site.front}{name}">' for name in STYLES]
        head.append(f'<link rel="stylesheet" href=".{site.panels}layers.css">')
        head += [f'<link rel="modulepreload" href=".{address}">' for address in _modules(site)]
        head.append(f'<link rel="preload" as="script" href=".{site.front}leaflet/leaflet.js">')
        head += [f'<link rel="preload" as="fetch" crossorigin href=".{address}">' for address in (*site.preload[1:],)]
    return page.replace(_HEAD_END, "\n".join([*head, _HEAD_END]), 1)


def _words(site: Site) -> tuple[str, str]:
    if site.atlas is None:
        return "The map cannot be shown", "The atlas folder has problems that stop the map."
    first = site.atlas.languages[0]
    return site.atlas.title[first], site.atlas.purpose[first]


def _modules(site: Site) -> list[str]:
    own = [address for address in site.assets if address.startswith(site.front) and address.count("/") == 3]
    return [site.map_script, *sorted(address for address in own if address.endswith(".js"))]
