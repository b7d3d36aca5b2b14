"""Markdown of the atlas to safe HTML: no raw HTML, no images, citations as numbered links."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from mapapp.core.rules import CITATION

CITED = re.compile(r"\s*" + CITATION.pattern)  # a mark stands close to its word
SCHEMES = ("https://", "http://", "mailto:", "#")


def to_html(text: str, number_of: Callable[[str], int | None], anchor: str) -> Markup:
    """HTML of a Markdown text. `[@source-id]` becomes a link to `#<anchor>-<number>`.

    Raw HTML in the text is shown as text; a link to anything but a web page, a mail address or a place
    on the page is none.
    """

    def cite(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
        # Only running text is searched: a citation in code or in an attribute stays what it is.
        return CITED.sub(lambda match: _mark(number_of(match[1]), anchor), escape(tokens[index].content))

    reader = make_reader()
    reader.add_render_rule("text", cite)
    return Markup(reader.render(text))  # noqa: S704  # rendered with raw HTML off


def make_reader() -> MarkdownIt:
    """Reads Markdown as it is understood here: raw HTML is text, images are none, links go to a few kinds of places."""
    reader = MarkdownIt("commonmark", {"html": False}).disable("image")
    reader.validateLink = lambda url: url.lower().startswith(SCHEMES)  # type: ignore[method-assign]  # its documented hook
    return reader


def _mark(number: int | None, anchor: str) -> str:
    if number is None:
        return ""
    target = escape(f"{anchor}-{number}", quote=True)
    return f'<sup><a class="cite" href="#{target}">{number}</a></sup>'
