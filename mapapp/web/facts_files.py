"""Make a sheet of facts: `ask` holds the entry or None, language, the view it links to, and the base address."""

from __future__ import annotations

from pathlib import Path

from mapapp.core.evidence import gather
from mapapp.core.words import marked
from mapapp.render.paper.sheet import facts_sheet
from mapapp.store.atlas import read_atlas
from mapapp.web.keep import current_atlas
from mapapp.web.making import Ask, Tell
from mapapp.web.picture_files import landscape_of, reader_of
from mapapp.web.site import Site

MEASURING, SETTING = marked("Measuring"), marked("Setting the sheet")


def make(site: Site, ask: Ask, out: Path, tell: Tell) -> None:  # noqa: ARG001 - as every maker
    """Write the sheet."""
    tell(0, 2, MEASURING)
    loaded = read_atlas(current_atlas())
    evidence = gather(loaded.atlas, loaded.regions, loaded.bands, loaded.places, loaded.lands, profiled=False)
    tell(1, 2, SETTING)
    out.write_bytes(facts_sheet(landscape_of(loaded, evidence), ask["entry"], reader_of(ask)))
    tell(2, 2, SETTING)
