"""Components that other installed packages bring: the page uses none, so Streamlit need not look for any.

Its start reads the metadata of every installed package several times to find them, a third of the time until the map
is served, and would serve the files of those that it finds.
"""

from __future__ import annotations

from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.manifest_scanner import ComponentManifest


def look_for_none() -> None:
    """Have Streamlit find no component in installed packages, for which it has no setting; before it starts."""
    manifest_scanner.scan_component_manifests = _none


def _none(max_workers: int | None = None) -> list[tuple[ComponentManifest, Path]]:  # noqa: ARG001  # what it stands for takes it
    return []
