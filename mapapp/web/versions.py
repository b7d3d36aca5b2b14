"""Files of other versions of the atlas: while one gives way to another, a page asks for those that it was made with.

They are named by their content, so that a name means the same whoever answers. What a version kept for its next start
(see `keep`) is where the others find them.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from mapapp.web.assets import FOREVER, Asset
from mapapp.web.keep import ENDING, content_of

_BY_CONTENT = re.compile(r"/(assets|panels)/[0-9a-f]{16}/.+|/map/[0-9a-f]{16}\.js", re.ASCII)


@dataclass(frozen=True)
class _Named:
    id: str


@dataclass(frozen=True)
class _Kept:
    """As much of a kept site as other versions need: the rest may look different in each."""

    atlas: _Named | None
    assets: Mapping[str, Asset]


_kept = TypeAdapter(_Kept)


@dataclass
class OtherVersions:
    """The files of versions of one atlas that are kept in a folder, each version read when it is first needed."""

    folder: Path
    atlas: str
    _read: dict[Path, Mapping[str, Asset]] = field(default_factory=dict)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def find(self, address: str) -> Asset | None:
        """What some version has at an address that names its content. Never raises for what is kept."""
        if _BY_CONTENT.fullmatch(address) is None:
            return None
        with self._one_at_a_time:
            self._read = {path: self._files(path) for path in self.folder.glob(f"*{ENDING}")}
            return next((files[address] for files in self._read.values() if address in files), None)

    def _files(self, path: Path) -> Mapping[str, Asset]:
        if path in self._read:
            return self._read[path]
        try:
            kept = _kept.validate_json(content_of(path.read_bytes() if path.is_file() else b""))
        except (OSError, ValueError):
            return {}
        if kept.atlas is None or kept.atlas.id != self.atlas:
            return {}
        return {address: asset for address, asset in kept.assets.items() if asset.caching == FOREVER}
