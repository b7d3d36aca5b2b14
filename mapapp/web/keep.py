"""Keep what was built from an atlas for the next start, which then neither measures nor renders.

Building needs Folium, GEOS and a few seconds, so a process of its own does it and the server stays small. What it
made is kept under a name that changes with every byte of the atlas and of the program, and is made anew when it is
missing or damaged. Where nothing can be kept, the map is served all the same.
"""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

import platformdirs
from pydantic import TypeAdapter

from mapapp.core.errors import MapAppError
from mapapp.store.fingerprint import fingerprint
from mapapp.web.site import Site

REPOSITORY_ATLAS = Path(__file__).resolve().parents[2] / "geodata"
PROGRAM = Path(__file__).resolve().parents[1]
MAKERS = ("folium", "shapely", "pyproj", "babel", "jinja2", "markdown-it-py", "xstatic-leaflet", "xyzservices")
"""Packages whose release shows in what is built."""

MOST_KEPT = 6  # atlases, or states of one, of a few hundred kilobytes each
ENDING = ".site"
NOWHERE = Path(os.devnull) / "without-a-home"

_log = logging.getLogger(__name__)
_sites = TypeAdapter(Site)


class BuildError(MapAppError):
    """An atlas could not be built, for a reason that lies in the program or the machine."""


class DamagedError(ValueError):
    """What was kept is not what was written."""


@cache
def current_site() -> Site:
    """The site of the current atlas folder, read once."""
    return site_of(current_atlas())


def current_atlas() -> Path:
    """The atlas folder that MAPAPP_ATLAS names, by default this repository's own."""
    return Path(os.environ.get("MAPAPP_ATLAS") or REPOSITORY_ATLAS)


def site_of(folder: Path) -> Site:
    """The site of an atlas folder, as kept or built anew. Raises BuildError when it cannot be built."""
    path = kept_at(folder)
    try:
        if path.is_file():
            return replace(unpack(path.read_bytes()), state=path.stem, folder=str(folder))
    except (OSError, ValueError) as error:
        _log.warning("What was kept of %s cannot be used and is made anew: %s", folder, error)
    packed = _build(folder)
    try:
        keep(path, packed)
    except OSError as error:
        _log.warning("What was built of %s cannot be kept for the next start: %s", folder, error)
    return replace(unpack(packed), state=path.stem, folder=str(folder))


def kept_at(folder: Path) -> Path:
    """Where the site of an atlas is kept: named by the state of atlas, program and packages."""
    state = (fingerprint(folder), fingerprint(PROGRAM), *(version(package) for package in MAKERS))
    name = hashlib.sha256("\n".join(state).encode()).hexdigest()[:32]
    return room() / f"{name}{ENDING}"


def room() -> Path:
    """The folder to keep sites in. For a user without a home it is a place where nothing can be."""
    named = os.environ.get("MAPAPP_CACHE")
    found = Path(named) if named else platformdirs.user_cache_path("mapapp")
    return found if named or found.is_absolute() else NOWHERE


def pack(site: Site) -> bytes:
    """A site as bytes: their digest on the first line, then JSON."""
    content = _sites.dump_json(site)
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def unpack(packed: bytes) -> Site:
    """The site in these bytes. Raises ValueError when they are not what `pack` made."""
    return _sites.validate_json(content_of(packed))


def content_of(packed: bytes) -> bytes:
    """The JSON in these bytes. Raises DamagedError when its digest is another one."""
    digest, _, content = packed.partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != digest:
        message = "it is incomplete or has been changed"
        raise DamagedError(message)
    return content


def keep(path: Path, packed: bytes) -> None:
    """Write what was packed, whole or not at all, and forget what is oldest. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, delete=False) as part:
        try:
            part.write(packed)
            part.close()
            Path(part.name).replace(path)
        except OSError:
            Path(part.name).unlink(missing_ok=True)
            raise
    kept = sorted(path.parent.glob(f"*{ENDING}"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in kept[MOST_KEPT:]:
        old.unlink(missing_ok=True)


def _build(folder: Path) -> bytes:
    """What a process of its own makes of the folder, packed."""
    command = [sys.executable, "-m", "mapapp.web.build", str(folder.absolute())]
    made = subprocess.run(command, stdout=subprocess.PIPE, cwd=PROGRAM.parent, check=False)  # noqa: S603  # ourselves
    if made.returncode:
        message = f"{folder} could not be built; the reason stands above"
        raise BuildError(message)
    return made.stdout
