"""The licence of every package that ships, by SPDX name, from what the package says of itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from importlib.metadata import distribution

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from supply.pins import ROOT, SHIPS, read_pins

PAGE = ROOT / "docs" / "licences.md"

ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-CMU", "PSF-2.0", "Zlib"),
        "MPL-2.0",  # copyleft by the file: certifi's list of authorities
        "OFL-1.1",  # of fonts, which may be embedded in what is printed with them
    }
)
READ = {
    "altair": "BSD-3-Clause",
    "dask-geopandas": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "partd": "BSD-3-Clause",
    "pylopdf-fonts-zh-cn": "OFL-1.1",
    "sortedcontainers": "Apache-2.0",
    "xstatic-leaflet": "BSD-2-Clause",
    "zict": "BSD-3-Clause",
}
"""Where a package names no licence that a program can read, what its licence file is."""

WAYS_OF_SAYING = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "OSI Approved :: MIT License": "MIT",
}
HEAD = """# What ships, and its licences

Written by `make licences` from the packages of requirements.txt, and compared with what is installed by a test. All are
permissive, copyleft by the file (MPL-2.0), or the open licence of fonts (OFL-1.1); `supply/licences.py` lists what is
allowed. The licences of the map data stand in the README and in `geodata/atlas.yaml`.

Compiled packages bring libraries along under licences of their own: shapely brings GEOS (LGPL-2.1-or-later, as a
library that can be replaced), pyproj brings PROJ (MIT) and SQLite (public domain), pyogrio brings GDAL (MIT) with GEOS
and others; their wheels hold the texts.

| package | version | licence |
|---|---|---|
"""


def licence_of(name: str) -> str:
    """The SPDX expression of an installed package. Raises ValueError when it says nothing that can be read."""
    metadata = distribution(name).metadata.json
    classifiers = (one.removeprefix("License :: ") for one in metadata.get("classifier", ()))
    said = (READ.get(name), metadata.get("license_expression"), metadata.get("license"), *classifiers)
    for words in map(str, filter(None, said)):
        try:
            return str(canonicalize_license_expression(WAYS_OF_SAYING.get(words, words)))
        except InvalidLicenseExpression:
            continue
    message = f"{name} names no licence that can be read; read its licence file and add it to READ"
    raise ValueError(message)


def refused(licences: Mapping[str, str]) -> list[str]:
    """The packages under a licence that is not allowed, in words."""
    wrong = {name: sorted(parts(licence) - ALLOWED) for name, licence in licences.items()}
    return [f"{name}: {', '.join(found)} is not allowed" for name, found in wrong.items() if found]


def parts(expression: str) -> frozenset[str]:
    """The licences that an SPDX expression names, whether all of them hold or one can be chosen."""
    return frozenset(re.split(r"[\s()]+", expression)) - {"AND", "OR", ""}


def shipped() -> dict[str, str]:
    """Licence by name of every package that ships on this machine. Raises ValueError."""
    return {pin.name: licence_of(pin.name) for pin in read_pins(SHIPS) if pin.here}


def page(licences: Mapping[str, str]) -> str:
    """The page of licences; versions are the pinned ones."""
    versions = {pin.name: pin.version for pin in read_pins(SHIPS)}
    return HEAD + "".join(f"| {name} | {versions[name]} | {licence} |\n" for name, licence in licences.items())


def main() -> int:
    """Write the page; 1 when a licence is not allowed."""
    licences = shipped()
    PAGE.write_text(page(licences), encoding="utf-8")
    for problem in refused(licences):
        print(problem, file=sys.stderr)
    return 1 if refused(licences) else 0
