"""The document of a page without a server: the map, the panel and everything else by our own front end alone."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Sequence
from functools import partial
from html import escape

from mapapp.core.atlas import Entry
from mapapp.core.words import locale_of
from mapapp.render.plain import Speech, Where, plain_page
from mapapp.store.wording import interface
from mapapp.web.index import VIEWPORT, head_of
from mapapp.web.still import DISK, PREVIEW, Still, bundles

BEGIN = 'begin(read("atlas-first"), () => written.then(() => unpack("atlas-rest")));'
OFFERS = ("data", "ready", "ready-citations", "offline")  # what lies in the folder beside the pages; front/offers.js
NOWHERE = ("base-uri 'none'", "form-action 'none'")


def still_page(still: Still, language: str, entry: Entry | None = None, *, root: bool = False) -> str:
    """A page of a published atlas: of an entry, or of the whole; `root` is the page in the language a reader wants.

    Every address in it is relative, so that the folder may lie anywhere; where a folder may have no page of its own
    (on a disk) links name the file.
    """
    site, atlas = still.site, still.atlas
    up = "../../" if entry else "" if root else "../"
    front = f"{up}{still.front[0][1:]}"
    panels = site.panels_by_language[language]
    layers = [address for address in site.preload if address.startswith("/data/")]  # first what the map tells of
    wanted = dict.fromkeys([f"{panels}names.json", *layers, f"{panels}index.html", *site.preload])
    start = still.told(None if root else language, entry.id if entry else None) | {
        "root": up or "./",
        "offers": OFFERS,
        "script": f"{front}map.js",
        "modules": [f"{front}map.js", f"{up}{site.map_script[1:]}"],
        "leaflet": f"{front}leaflet/leaflet.js",
        "preload": [f"{up}{address[1:]}" for address in wanted],
        "files": [f"{up}{name}" for name in DISK],
    }
    boot = still.sources["boot.js"]
    sources = ("script-src 'self' blob:", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'")
    head = [
        _policy([boot], *sources),
        f'<meta name="atlas-start" content="{escape(json.dumps(start), quote=True)}">',
        f"<script>{boot}</script>",  # before the styles: a script waits for those that stand before it
        *describe(still, language, entry, root=root),
        f'<link rel="icon" href="{up}{site.front[1:]}icon.svg">',
        f'<link rel="stylesheet" href="{front}map.css">',
    ]
    where = Where(
        home=f"{up}{language}/index.html",
        entry=lambda other: f"{up}{language}/{other}/index.html",
        language=lambda code: f"{up}{code}/{f'{entry.id}/' if entry else ''}index.html",
        data=f"{up}data/atlas.json",
    )
    card = still.text(f"{panels}cards/{entry.id}.html") if entry else ""
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
    if still.address and still.has_previews:
        picture = f"{still.address}{language}/{path}{PREVIEW}"
        preview |= {"og:image": picture, "og:image:width": "1200", "og:image:height": "630", "og:image:alt": title}
    lines += [f'<meta property="{name}" content="{escape(words, quote=True)}">' for name, words in preview.items()]
    size = "summary_large_image" if "og:image" in preview else "summary"
    lines.append(f'<meta name="twitter:card" content="{size}">')
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
    icon = base64.b64encode(site.assets[f"{site.front}icon.svg"].body).decode()
    start = still.told(None) | {"root": "./", "single": True}
    head = [
        _policy([boot, BEGIN], "script-src blob:", f"style-src {_hash(still.styles)}", "img-src data: blob:"),
        head_of(atlas.say(atlas.title, language), atlas.say(atlas.purpose, language)),
        f'<link rel="icon" href="data:image/svg+xml;base64,{icon}">',
        f"<style>{still.styles}</style>",
        f'<meta name="atlas-start" content="{escape(json.dumps(start), quote=True)}">',
        f"<script>{boot}</script>",
    ]
    # The list stands here in words alone: its entries have no pages.
    where = Where(home="", entry=lambda other: f"?region={other}", language=lambda code: f"?lang={code}")
    first, rest = bundles(still)
    first = first.replace("<", "\\u003c")  # so that no text ends its element
    packed = base64.b64encode(gzip.compress(rest.encode(), 9, mtime=0)).decode()  # less to read before the map is drawn
    body = [
        plain_page(atlas, Speech(language, interface(language)), where),
        f'<script type="application/json" id="atlas-first">{first}</script>',
        f"<script>{BEGIN}</script>",
        f'<script type="text/plain" id="atlas-rest">{packed}</script>',
    ]
    return _document(language, head, "\n".join(body))


def _policy(inline: Sequence[str], scripts: str, *others: str) -> str:
    """The security policy of a document: nothing but what is named, and these inline scripts alone."""
    policy = "; ".join(("default-src 'none'", " ".join((scripts, *map(_hash, inline))), *others, *NOWHERE))
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _document(language: str, head: Sequence[str], body: str) -> str:
    lines = "\n".join(head)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="UTF-8">\n'
        f'<meta name="viewport" {VIEWPORT}>\n{lines}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )
