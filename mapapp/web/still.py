"""A site that is read without a server: its front end in few files, its search, and what its pages are told."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cached_property

from mapapp.core.atlas import Atlas
from mapapp.core.view import EMBEDDED
from mapapp.store.wording import interface
from mapapp.web.assets import Asset, under
from mapapp.web.front_end import STYLES as LIVE_STYLES
from mapapp.web.front_end import front_modules, one_sheet
from mapapp.web.index import FAILURES
from mapapp.web.modules import as_one
from mapapp.web.search_file import search_file
from mapapp.web.site import Site

STYLES = (*(name for name in LIVE_STYLES if name not in {"here.css", "measuring.css"}), "embed.css", "still.css")
LEAFLET = "leaflet/leaflet.js"
DISK = ("disk/first.js", "disk/rest.js")
"""The scripts that bring all files to pages on a disk."""

PREVIEW = "preview.png"
"""The picture that is shown with a link to a page, beside it."""

FETCHED = ("/panels/", "/data/", "/map/", "/search/")
NOT_FETCHED = ("waiting.html", "layers.css")
"""What pages may fetch of a site, and what of that they do not."""


@dataclass(frozen=True)
class Still:
    """A site that will be read without a server.

    `address` is where it will be found, with a slash at its end; `has_previews`: a picture lies beside each page.
    """

    site: Site
    atlas: Atlas
    address: str = ""
    has_previews: bool = False

    @cached_property
    def search(self) -> tuple[str, dict[str, Asset]]:
        """What is searched in, a file a language: (address of their folder, files by address)."""
        return under("/search", {f"{code}.json": search_file(self.site.search, code) for code in self.atlas.languages})

    @cached_property
    def front(self) -> tuple[str, dict[str, Asset]]:
        """The front end as one script, one style sheet and Leaflet: (address of their folder, files by address)."""
        files = {"map.js": self.script, "map.css": self.styles, LEAFLET: self.text(f"{self.site.front}{LEAFLET}")}
        return under("/front", {name: text.encode() for name, text in files.items()})

    @cached_property
    def sources(self) -> dict[str, str]:
        """The front end's own scripts by name."""
        return front_modules(self.site)

    @cached_property
    def script(self) -> str:
        """All modules of a still page as one."""
        return as_one("still.js", self.sources)

    @cached_property
    def styles(self) -> str:
        """All style sheets as one."""
        sheets = [*(f"{self.site.front}{name}" for name in STYLES), f"{self.site.panels}layers.css"]
        return one_sheet(self.site.assets[address].body for address in sheets).decode()

    def text(self, address: str) -> str:
        """A file of the site as text."""
        return self.site.assets[address].body.decode()

    def told(self, language: str | None, entry: str | None = None) -> dict[str, object]:
        """What every page tells the front end: what an address may hold, and where each language is."""
        known = self.site.vocabulary
        return {
            "vocabulary": {
                "regions": dict(known.regions),
                "topics": sorted(known.topics),
                "layers": known.layers,
                "shown": sorted(known.shown),
                "basemaps": [EMBEDDED],
                "languages": known.languages,
                "years": (known.years.start, known.years.stop),
                "former": sorted(known.former),
                "steps": known.steps,
            },
            "speaks": {code: self._speaks(code) for code in self.atlas.languages},
            "map": self.site.map_script,
            "features": self.site.features,
            "language": language,
            "entry": entry,
            "address": self.address,
        }

    def _speaks(self, language: str) -> dict[str, object]:
        words = interface(language)
        return {
            "panels": self.site.panels_by_language[language],
            "search": f"{self.search[0]}{language}.json",
            "words": {one: words.gettext(one) for one in FAILURES},
        }


def bundles(still: Still) -> tuple[str, str]:
    """What pages fetch, as JSON: {script, files: {address: text or bytes}} for the first map, then further files.

    The first are few, because a browser reads them before it draws: the ground and the bands of doubt follow.
    """
    site = still.site
    bands = {f"/data/layers/{layer.id}.geojson" for layer in still.atlas.layers if layer.holds == "bands"}
    wanted = {address for address in site.preload if address.startswith("/data/")} - bands
    wanted |= {site.map_script, *(f"{panels}names.json" for panels in site.panels_by_language.values())}
    first: dict[str, object] = {"leaflet.js": still.text(f"{site.front}{LEAFLET}")}
    rest: dict[str, object] = {}
    for address, asset in sorted({**site.assets, **still.search[1]}.items()):
        if address in wanted:
            first[address] = _file(asset)
        elif address.startswith((*FETCHED, f"{site.front}basemap/")) and not address.endswith(NOT_FETCHED):
            rest[address] = _file(asset)
    return _json({"script": still.script, "files": first}), _json(rest)


def disk_files(still: Still) -> dict[str, str]:
    """The scripts that bring all files to pages on a disk, by name."""
    first, rest = bundles(still)
    return dict(zip(DISK, (f"begin({first}, () => more);\n", f"arrive({rest});\n"), strict=True))


def _file(asset: Asset) -> object:
    try:
        return asset.body.decode()
    except UnicodeDecodeError:
        return {"bytes": base64.b64encode(asset.body).decode(), "type": asset.media_type}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
