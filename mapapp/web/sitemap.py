"""What a web host and search engines want beside the pages: sitemap.xml, robots.txt and a page for lost readers."""

from __future__ import annotations

from html import escape

from mapapp.core.words import marked
from mapapp.store.wording import interface
from mapapp.web.still import Still
from mapapp.web.still_pages import alternates

LOST = marked("There is no page at this address.")


def sitemap(still: Still) -> str:
    """Every page with its whole address and the same page in the other languages (sitemaps.org, with hreflang)."""
    lines = []
    for path in ("", *(f"{entry.id}/" for entry in still.atlas.entries)):
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(address)}"/>'
            for code, address in alternates(still, path)
        )
        own = [f"{still.address}{language}/{path}" for language in still.atlas.languages]
        lines += [
            f"<url><loc>{escape(address)}</loc>{others}</url>" for address in ([] if path else [still.address]) + own
        ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "\n".join(lines)
        + "\n</urlset>\n"
    )


def robots(still: Still) -> str:
    """Leave to read everything, and the way to the sitemap."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {still.address}sitemap.xml\n" if still.address else "")


def not_found(still: Still) -> str:
    """A page for any address below: it needs no other file, and knows the way home only with an address."""
    atlas = still.atlas
    parts = []
    for language in atlas.languages:
        home = f"{still.address}{language}/"
        title = escape(atlas.say(atlas.title, language))
        way = f'<a href="{escape(home)}">{title}</a>' if still.address else title
        parts.append(f'<p lang="{escape(language)}">{escape(interface(language).gettext(LOST))} {way}</p>')
    body = "\n".join(parts)
    title = escape(atlas.say(atlas.title, atlas.languages[0]))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(atlas.languages[0])}">\n<head>\n<meta charset="UTF-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="robots" content="noindex">\n<title>{title}</title>\n'
        "<style>:root{color-scheme:light dark}body{max-width:36rem;margin:12vh auto;padding:0 24px;"
        "font:17px/1.6 system-ui,sans-serif}</style>\n"
        f"</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
