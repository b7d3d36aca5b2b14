"""Make a sheet of facts: `ask` holds the entry or None, language, the view it links to, and the base address."""

from __future__ import annotations

from pathlib import Path

from mapapp.core.words import marked
from mapapp.render.paper.sheet import facts_sheet
from mapapp.web.loaded import loaded_atlas, measured_evidence
from mapapp.web.making import Ask, Tell
from mapapp.web.picture_files import landscape_of, reader_of
from mapapp.web.site import Site

MEASURING, SETTING = marked("Measuring"), marked("Setting the sheet")


def make(site: Site, ask: Ask, out: Path, tell: Tell) -> None:
    """Write the sheet."""
    tell(0, 2, MEASURING)
    landscape = landscape_of(loaded_atlas(site), measured_evidence(site))
    tell(1, 2, SETTING)
    out.write_bytes(facts_sheet(landscape, ask["entry"], reader_of(ask)))
    tell(2, 2, SETTING)
