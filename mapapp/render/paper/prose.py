"""Markdown of the atlas as a tree of plain values: the template says how each kind is set, nothing is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from mapapp.render.markdown import CITED, make_reader
from mapapp.render.paper.look import Json

Number = Callable[[str], int | None]
WEB = ("https://", "http://", "mailto:")
KINDS = {
    "paragraph": "paragraph",
    "heading": "heading",
    "bullet_list": "list",
    "ordered_list": "numbers",
    "list_item": "item",
    "blockquote": "quote",
    "strong": "strong",
    "em": "em",
    "link": "link",
    "inline": "inline",
}


def tree(text: str, number_of: Number) -> list[Json]:
    """Blocks of a Markdown text: `{kind, parts}` or `{kind, text}`; `[@source]` is `{kind: cite, text: number}`."""
    return _all(SyntaxTreeNode(make_reader().parse(text)).children, number_of)


def _all(nodes: Sequence[SyntaxTreeNode], number_of: Number) -> list[Json]:
    return [made for node in nodes for made in _made(node, number_of)]


def _made(node: SyntaxTreeNode, number_of: Number) -> Iterator[Json]:
    if node.type == "text":
        yield from _running(node.content, number_of)
    elif node.type in ("softbreak", "hardbreak"):
        yield {"kind": "text", "text": " "} if node.type == "softbreak" else {"kind": "break"}
    elif node.type == "hr":
        yield {"kind": "rule"}
    elif node.type in KINDS:
        made: Json = {"kind": KINDS[node.type], "parts": _all(node.children, number_of)}
        target = str(node.attrs.get("href", "")) if node.type == "link" else ""
        yield made | {"to": target if target.lower().startswith(WEB) else ""}
    elif node.content:
        yield {"kind": "code", "text": node.content}


def _running(text: str, number_of: Number) -> Iterator[Json]:
    """Words and the marks of sources between them."""
    marks = [(found.start(), found.end(), number_of(found[1])) for found in CITED.finditer(text)]
    edges: list[Any] = [(0, 0, None), *marks, (len(text), len(text), None)]
    for (_, end, _), (start, _, number) in pairwise(edges):
        if end < start:
            yield {"kind": "text", "text": text[end:start]}
        if number is not None:
            yield {"kind": "cite", "text": str(number)}
