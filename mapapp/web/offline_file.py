"""Make the map as one file."""

from __future__ import annotations

from pathlib import Path

from mapapp.core.words import marked
from mapapp.web.making import Ask, Tell
from mapapp.web.site import Site
from mapapp.web.still import Still
from mapapp.web.still_pages import offline_page

DOING = marked("Writing the map as one file")


def make(site: Site, _ask: Ask, out: Path, tell: Tell) -> None:
    """Write the whole atlas as one HTML file."""
    tell(0, 1, DOING)
    assert site.atlas is not None  # noqa: S101  # there is nothing to ask for otherwise
    out.write_text(offline_page(Still(site, site.atlas)), encoding="utf-8")
    tell(1, 1, DOING)
