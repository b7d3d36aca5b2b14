"""Markdown becomes a tree of plain values, in which nothing is markup any more."""

from __future__ import annotations

from mapapp.render.paper.look import Json
from mapapp.render.paper.prose import tree

NUMBERS = {"survey": 1, "journal": 2}


def said(parts: list[Json]) -> str:
    """All text below the parts, marks in brackets."""
    marks = (f"[{one['text']}]" if one["kind"] == "cite" else one.get("text", "") for one in parts)
    return "".join(mark + said(one.get("parts", [])) for mark, one in zip(marks, parts, strict=True))


def test_citations_are_numbers_close_to_their_words() -> None:
    parts = tree("Wolves live here [@survey], and *there* [@journal][@nobody].", NUMBERS.get)
    assert said(parts) == "Wolves live here[1], and there[2]."


def test_blocks_keep_their_kinds() -> None:
    parts = tree("# Head\n\nWords\n\n- one\n- two\n\n1. first\n\n> said\n\n---\n", NUMBERS.get)
    assert [one["kind"] for one in parts] == ["heading", "paragraph", "list", "numbers", "quote", "rule"]
    assert [item["kind"] for item in parts[2]["parts"]] == ["item", "item"]


def test_links_lead_to_the_web_alone() -> None:
    text = "[good](https://example.org) [bad](javascript:alert(1)) [file](file:///etc/passwd) [here](#a)"
    parts = tree(text, NUMBERS.get)[0]["parts"][0]["parts"]
    assert [one["to"] for one in parts if one["kind"] == "link"] == ["https://example.org", ""]
    assert "javascript:alert(1)" in said(parts)


def test_html_and_typst_are_text() -> None:
    text = '<script>x</script> #import "a.typ" $x$ `#read("b")` ![picture](data.json)'
    shown = said(tree(text, NUMBERS.get))
    for part in ("<script>x</script>", '#import "a.typ"', "$x$", '#read("b")', "data.json"):
        assert part in shown


def test_code_is_shown_as_it_is_and_cites_nothing() -> None:
    assert said(tree("`[@survey]`\n\n    [@journal]\n", NUMBERS.get)) == "[@survey][@journal]\n"
