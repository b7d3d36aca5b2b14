"""Markdown of the atlas to safe HTML: no raw HTML, no images, citations as numbered links."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from markdown_it import MarkdownIt
from markupsafe import Markup

from mapapp.core.rules import CITATION


def to_html(text: str, number_of: Callable[[str], int | None], anchor: str) -> Markup:
    """HTML of a Markdown text. `[@source-id]` becomes a link to `#<anchor>-<number>`.

    Raw HTML in the text is shown as text; links keep only http, https and mailto addresses.
    """
    reader = MarkdownIt("commonmark", {"html": False}).disable("image")

    def cite(html: str) -> str:
        return CITATION.sub(lambda match: _mark(number_of(match[1]), anchor), html)

    # A citation is plain text to Markdown and holds only slug letters, so it can be replaced after escaping.
    return Markup(cite(reader.render(text)))  # noqa: S704  # rendered with raw HTML off


def _mark(number: int | None, anchor: str) -> str:
    if number is None:
        return ""
    target = escape(f"{anchor}-{number}", quote=True)
    return f'<sup><a class="cite" href="#{target}">{number}</a></sup>'
