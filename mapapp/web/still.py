"""The document of a page without a server: the map, the panel and everything else by our own front end alone."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape

from mapapp.core.atlas import Atlas, Entry
from mapapp.core.view import EMBEDDED
from mapapp.core.words import locale_of
from mapapp.render.plain import Speech, Where, plain_page
from mapapp.store.wording import interface
from mapapp.web.assets import Asset, under
from mapapp.web.index import FAILURES, VIEWPORT, front_modules, head_of
from mapapp.web.index import STYLES as LIVE_STYLES
from mapapp.web.modules import linked
from mapapp.web.search_file import search_file
from mapapp.web.site import Site

STYLES = (*(name for name in LIVE_STYLES if name not in {"here.css", "measuring.css"}), "embed.css", "still.css")
NOWHERE = ("base-uri 'none'", "form-action 'none'")


@dataclass(frozen=True)
class Still:
    """A site that will be read without a server, and where it will be found (an address with a slash at its end)."""

    site: Site
    atlas: Atlas
    address: str = ""

    @cached_property
    def search(self) -> tuple[str, dict[str, Asset]]:
        """What is searched in, a file a language: (address of their folder, files by address)."""
        return under("/search", {f"{code}.json": search_file(self.site.search, code) for code in self.atlas.languages})

    @cached_property
    def sources(self) -> dict[str, str]:
        """The front end's own scripts by name."""
        return front_modules(self.site)

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The names of the scripts that a still page runs, each after those that it imports."""
        return linked("still.js", self.sources)

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


def still_page(still: Still, language: str, entry: Entry | None = None, *, root: bool = False) -> str:
    """A page of a published atlas: of an entry, or of the whole; `root` is the page in the language a reader wants.

    Every address in it is relative, so that the folder may lie anywhere; where a folder may have no page of its own
    (on a disk) links name the file.
    """
    site, atlas = still.site, still.atlas
    up = "../../" if entry else "" if root else "../"
    scripts = [f"{up}{site.front[1:]}{name}" for name in still.modules]
    fetched = [site.panels_by_language[language] + name for name in ("names.json", "index.html")]
    start = still.told(None if root else language, entry and entry.id) | {
        "root": up or "./",
        "front": f"{up or './'}{site.front[1:]}",
        "modules": [f"{up}{site.map_script[1:]}", *scripts],
        "preload": [f"{up}{address[1:]}" for address in (f"{site.front}leaflet/leaflet.js", *fetched, *site.preload)],
    }
    boot = still.sources["boot.js"]
    head = [
        _policy(
            boot, "script-src 'self' blob:", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'"
        ),
        *describe(still, language, entry, root=root),
        f'<link rel="icon" href="{up}{site.front[1:]}icon.svg">',
        *(f'<link rel="stylesheet" href="{up}{site.front[1:]}{name}">' for name in STYLES),
        f'<link rel="stylesheet" href="{up}{site.panels[1:]}layers.css">',
        f'<meta name="atlas-start" content="{escape(json.dumps(start), quote=True)}">',
        f"<script>{boot}</script>",
    ]
    where = Where(
        home=f"{up}{language}/index.html",
        entry=lambda other: f"{up}{language}/{other}/index.html",
        language=lambda code: f"{up}{code}/{f'{entry.id}/' if entry else ''}index.html",
        data=f"{up}data/atlas.json",
    )
    card = site.assets[f"{site.panels_by_language[language]}cards/{entry.id}.html"].body.decode() if entry else ""
    if entry:
        card = card.replace('href="data/', f'href="{up}data/')
    return _document(language, head, plain_page(atlas, Speech(language, interface(language)), where, entry, card))


def describe(still: Still, language: str, entry: Entry | None = None, *, root: bool = False) -> list[str]:
    """Title and description of a page, for people, for search engines and for previews of links to it."""
    atlas, say = still.atlas, partial(still.atlas.say, language=language)
    title = f"{say(entry.title)} · {say(atlas.title)}" if entry else say(atlas.title)
    purpose = say(entry.summary if entry else atlas.purpose)
    path = f"{entry.id}/" if entry else ""
    preview = {
        "og:type": "article" if entry else "website",
        "og:site_name": say(atlas.title),
        "og:title": say(entry.title) if entry else title,
        "og:description": purpose,
        "og:locale": locale_of(language),
    }
    lines = [head_of(title, purpose)]
    if still.address:  # search engines and previews want whole addresses
        preview["og:url"] = f"{still.address}{'' if root else f'{language}/'}{path}"
        lines.append(f'<link rel="canonical" href="{escape(preview["og:url"], quote=True)}">')
        lines += [
            f'<link rel="alternate" hreflang="{code}" href="{escape(address, quote=True)}">'
            for code, address in alternates(still, path)
        ]
    lines += [f'<meta property="{name}" content="{escape(words, quote=True)}">' for name, words in preview.items()]
    lines.append('<meta name="twitter:card" content="summary">')
    return lines


def alternates(still: Still, path: str) -> list[tuple[str, str]]:
    """The same page in each language by its whole address, and where readers of others go."""
    first = still.atlas.languages[0]
    found = [(code, f"{still.address}{code}/{path}") for code in still.atlas.languages]
    return [*found, ("x-default", f"{still.address}{f'{first}/{path}' if path else ''}")]


def offline_page(still: Still) -> str:
    """The whole atlas as one file, which needs neither a server nor a network and may ask nobody for anything."""
    site, atlas = still.site, still.atlas
    language = atlas.languages[0]
    boot = still.sources["boot.js"]
    sheets = [*(f"{site.front}{name}" for name in STYLES), f"{site.panels}layers.css"]
    # A browser reads every line end as one sign before it takes the digest.
    styles = [site.assets[name].body.decode().replace("\r\n", "\n") for name in sheets]
    icon = base64.b64encode(site.assets[f"{site.front}icon.svg"].body).decode()
    start = still.told(None) | {"root": "./", "single": True}
    known = " ".join(_hash(style) for style in styles)
    head = [
        _policy(boot, "script-src blob:", f"style-src {known}", "img-src data: blob:"),
        head_of(atlas.say(atlas.title, language), atlas.say(atlas.purpose, language)),
        f'<link rel="icon" href="data:image/svg+xml;base64,{icon}">',
        *(f"<style>{style}</style>" for style in styles),
        f'<meta name="atlas-start" content="{escape(json.dumps(start), quote=True)}">',
        f"<script>{boot}</script>",
    ]
    # What an address in this document may lead to: the list stands in words alone, its entries have no pages.
    where = Where(home="", entry=lambda other: f"?region={other}", language=lambda code: f"?lang={code}")
    body = plain_page(atlas, Speech(language, interface(language)), where)
    files = f'<script type="application/json" id="atlas-files">{bundle(still).replace("<", chr(92) + "u003c")}</script>'
    return _document(language, head, f"{body}\n{files}")


def bundle(still: Still) -> str:
    """Everything that pages fetch, as JSON: {modules: [[name, source] in order], files: {address: text or bytes}}."""
    site = still.site
    taken = {
        address: asset
        for address, asset in {**site.assets, **still.search[1]}.items()
        if address.startswith(("/panels/", "/data/", "/map/", "/search/", f"{site.front}basemap/"))
        and not address.endswith(("waiting.html", "layers.css"))
    }
    files: dict[str, object] = {address: _file(asset) for address, asset in sorted(taken.items())}
    files["leaflet.js"] = site.assets[f"{site.front}leaflet/leaflet.js"].body.decode()
    modules = [[name, still.sources[name]] for name in still.modules]
    return json.dumps({"modules": modules, "files": files}, ensure_ascii=False, separators=(",", ":"))


def _file(asset: Asset) -> object:
    try:
        return asset.body.decode()
    except UnicodeDecodeError:
        return {"bytes": base64.b64encode(asset.body).decode(), "type": asset.media_type}


def _policy(boot: str, scripts: str, *others: str) -> str:
    """The security policy of a document: nothing but what is named, and of inline scripts the one that begins."""
    policy = "; ".join(("default-src 'none'", f"{scripts} {_hash(boot)}", *others, *NOWHERE))
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _document(language: str, head: Sequence[str], body: str) -> str:
    lines = "\n".join(head)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="UTF-8">\n'
        f'<meta name="viewport" {VIEWPORT}>\n{lines}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )
