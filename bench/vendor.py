"""The files that Folium takes from public CDNs, laid out for a local server so that no request leaves the machine."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import folium

# (kind, name at Folium, package, path in it); no package: an empty file, see docs/performance.md.
_FILES = (
    ("js", "leaflet", "leaflet", "leaflet.js"),
    ("js", "jquery", "jquery", "jquery.min.js"),
    ("js", "bootstrap", "bootstrap", "js/bootstrap.bundle.min.js"),
    ("js", "awesome_markers", None, "awesome-markers.js"),
    ("css", "leaflet_css", "leaflet", "leaflet.css"),
    ("css", "bootstrap_css", "bootstrap", "css/bootstrap.min.css"),
    ("css", "glyphicons_css", None, "glyphicons.css"),
    ("css", "awesome_markers_font_css", "font_awesome", "css/all.min.css"),
    ("css", "awesome_markers_css", None, "awesome-markers.css"),
    ("css", "awesome_rotate_css", None, "awesome-rotate.css"),
)


def write_vendor(target: Path) -> None:
    """Copy the files below `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for _, _, package, path in _FILES:
        source = files(f"xstatic.pkg.{package}") / "data" / path if package else None
        (target / Path(path).name).write_bytes(source.read_bytes() if source else b"")


def use_vendor(address: str) -> None:
    """Make Folium, in this process, ask `address` for every file that it would ask a CDN for."""
    links = {
        kind: [(name, f"{address}/{Path(path).name}") for k, name, _, path in _FILES if k == kind] for kind in _kinds()
    }
    folium.Map.default_js = links["js"]
    folium.Map.default_css = links["css"]


def _kinds() -> set[str]:
    return {kind for kind, _, _, _ in _FILES}
