"""The atlas behind a site, read and measured for the makers of files: once a process, however many it makes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mapapp.core.evidence import Evidence, gather
from mapapp.store.atlas import LoadedAtlas, read_atlas
from mapapp.web.site import Site


def loaded_atlas(site: Site) -> LoadedAtlas:
    """What the atlas folder of a site holds. Raises what reading raises."""
    return _read(Path(site.folder), site.state)


def measured_evidence(site: Site) -> Evidence:
    """What is measured of all regions, without the profiles, which take longest."""
    return _measure(Path(site.folder), site.state)


@lru_cache(maxsize=1)
def _read(folder: Path, state: str) -> LoadedAtlas:  # noqa: ARG001 - another state of the folder is another atlas
    return read_atlas(folder)


@lru_cache(maxsize=1)
def _measure(folder: Path, state: str) -> Evidence:
    loaded = _read(folder, state)
    return gather(loaded.atlas, loaded.regions, loaded.bands, loaded.places, loaded.lands, profiled=False)
