"""What the head of a document says, read as a browser would."""

from __future__ import annotations

import re
from html import unescape

from tests.render.html_reader import Page


class Document(Page):
    """A whole document: its title, its meta elements, its links, its policy and what it runs."""

    def __init__(self, html: str) -> None:
        super().__init__(html)
        found = re.search(r"<title>([^<]*)</title>", html)
        self.title = unescape(found[1]) if found else ""
        self.inline = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)

    def meta(self, name: str) -> str:
        """The content of a meta element by its name, property or header."""
        (content,) = [
            meta["content"]
            for meta in self.named("meta")
            if name in {meta.get(key) for key in ("name", "property", "http-equiv")}
        ]
        return str(content)

    def links(self, rel: str) -> list[str]:
        """The addresses of the links of a kind, in order."""
        return [str(link["href"]) for link in self.named("link") if link.get("rel") == rel]
