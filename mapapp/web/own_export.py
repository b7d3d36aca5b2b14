"""Write a reader's layer in a format of a GIS or a spreadsheet, in a process of its own."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from mapapp.core.words import marked
from mapapp.store.exports.formats import WRITERS
from mapapp.store.uploads.kept import kept
from mapapp.store.uploads.taken_away import collection_of
from mapapp.web.making import Ask, Tell
from mapapp.web.own_room import REPORT, WHOLE
from mapapp.web.site import Site

WRITING = marked("Writing the layer")


def make(_: Site, ask: Ask, out: Path, tell: Tell) -> None:
    """Write the layer that is kept beside `out` in a `format`: as exact as it may be seen."""
    tell(0, 1, WRITING)
    whole = out.with_name(WHOLE)
    guarded = json.loads(out.with_name(REPORT).read_bytes())["guarded"]
    day = dt.datetime.fromtimestamp(whole.stat().st_mtime, dt.UTC).date()
    layer = kept(whole)
    WRITERS[ask["format"]](collection_of(layer, ask["format"], day, guarded and guarded["degrees"]), out)
    tell(1, 1, WRITING)
