"""The front end's files: modules and styles as they were written, Leaflet, and what a page runs as one file of each."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from mapapp.web.modules import as_one
from mapapp.web.site import Site

PAGE, FRAME = "atlas", "frame"
"""What the index page and the page of an embedded map run: a script and a style sheet of this name."""

STYLES = (
    "leaflet/leaflet.css",
    "page.css",
    "panel.css",
    "map.css",
    "years.css",
    "search.css",
    "loading.css",
    "sheet.css",
    "dialogs.css",
    "share.css",
    "citing.css",
    "takeaway.css",
    "here.css",
    "large.css",
    "measuring.css",
    "print.css",
)
FRAME_STYLES = ("leaflet/leaflet.css", "page.css", "panel.css", "map.css", "years.css", "loading.css", "embed.css")


def front_end() -> dict[str, bytes]:
    """All files by name."""
    own = files("mapapp.render") / "front"
    found = {item.name: item.read_bytes() for item in own.iterdir() if item.name.endswith((".js", ".css", ".svg"))}
    leaflet = files("xstatic.pkg.leaflet") / "data"
    found |= {f"leaflet/{name}": (leaflet / name).read_bytes() for name in ("leaflet.js", "leaflet.css")}
    sources = {name: body.decode() for name, body in found.items() if name.endswith(".js") and "/" not in name}
    linked = {
        f"{PAGE}.js": as_one("early.js", sources).encode(),
        f"{FRAME}.js": as_one("embedded.js", sources).encode(),
        f"{PAGE}.css": one_sheet(found[name] for name in STYLES),
        f"{FRAME}.css": one_sheet(found[name] for name in FRAME_STYLES),
    }
    return found | linked


def one_sheet(sheets: Iterable[bytes]) -> bytes:
    """Style sheets as one; a browser reads every line end as one sign before it takes a digest."""
    return b"\n".join(sheets).replace(b"\r\n", b"\n")


def leaflet_tag(site: Site) -> str:
    """Leaflet as a page begins to read it in its head: it waits for nothing, and `front/files.js` waits for it."""
    return f'<script data-leaflet async fetchpriority="high" src=".{site.front}leaflet/leaflet.js"></script>'


def front_modules(site: Site) -> dict[str, str]:
    """The sources of the front end's own scripts by name."""
    own = [address for address in site.assets if address.startswith(site.front) and address.count("/") == 3]
    return {
        address.rpartition("/")[2]: site.assets[address].body.decode() for address in own if address.endswith(".js")
    }
