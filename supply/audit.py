"""Ask the advisory service about every package that ships. Fails for what is known, never for want of a network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

from supply.pins import SHIPS

PATIENCE = 40.0
"""Seconds that the service has for its answers."""

UNREACHED = "pip-audit: skipped, the advisory service cannot be reached"
NETWORK = re.compile(r"requests\.exceptions\.|ServiceError|ConnectionError")
"""How pip-audit ends when nobody answers."""

COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--requirement", str(SHIPS)),
    *("--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off", "--timeout", "5"),
)


def main() -> int:
    """Print what the service knows of the pinned packages; 1 when that is a vulnerability."""
    try:
        ran = subprocess.run(COMMAND, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        print(UNREACHED)
        return 0
    status, said = judge(ran.stdout, ran.stderr)
    print(said)
    return status


def judge(report: str, complaints: str = "") -> tuple[int, str]:
    """The exit status and the words for a report of pip-audit and what it complained of.

    It reports nothing when the network fails, and passes over what the service does not know with status 0.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except ValueError:
        return (0, UNREACHED) if NETWORK.search(complaints) else (1, f"pip-audit: {complaints}")
    known = [package for package in packages if "vulns" in package]
    found = [_words(package, one) for package in known for one in package["vulns"]]
    if found:
        return 1, "\n".join(found)
    if not known:
        return 0, UNREACHED
    unknown = [package["name"] for package in packages if package not in known]
    rest = f"; not known to the service: {', '.join(unknown)}" if unknown else ""
    return 0, f"pip-audit: nothing is known against {len(known)} packages{rest}"


def _words(package: dict[str, Any], found: dict[str, Any]) -> str:
    mended = ", ".join(found["fix_versions"]) or "no release"
    return f"pip-audit: {package['name']} {package['version']}: {found['id']}, mended in {mended}"
