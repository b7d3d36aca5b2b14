from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.render.markdown import to_html
from tests.render.html_reader import Page

TAGS = {
    *[
        "p",
        "em",
        "strong",
        "a",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "code",
        "pre",
        "hr",
        "br",
        "sup",
    ]
}
ATTRIBUTES = {"a": {"href", "title", "class"}, "ol": {"start"}, "code": {"class"}}
SAFE = re.compile(r"(https?://|mailto:|#|$)", re.IGNORECASE)
NUMBERS = {"survey": 1, "journal": 2}
PIECES = (
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    "</a>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:",
    "JaVaScRiPt&colon;",
    "data:text/html,",
    "data:image/png;base64,AA",
    "vbscript:",
    "file:///etc/passwd",
    "//evil.example",
    "ftp://a.example",
    "http://a.example",
    "mailto:a@b.example",
    "[@survey]",
    "[@nobody]",
    '"',
    "'",
    "`",
    "```",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "> ",
    "1. ",
    "*",
    "_",
    "\\",
    "&lt;",
    "&#60;",
    "&amp;",
    "{{ 7*7 }}",
    "${x}",
    "<!--",
    "-->",
    "<?",
    "[a]: ",
    " ",
    "a",
)
words = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=4).map("".join)
LINKS = ("[x]({})", "[x](<{}>)", '[x](http://a "{}")', "<{}>", "![x]({})", "[x][y]\n\n[y]: {}", "```{}\n```", "{}")
texts = st.lists(st.builds(str.format, st.sampled_from(LINKS), words), max_size=4).map("\n".join)


def render(text: str) -> str:
    return str(to_html(text, NUMBERS.get, "source-x"))


def links(text: str) -> list[str | None]:
    return [attributes.get("href") for attributes in Page(render(text)).named("a")]


@given(texts)
def test_no_text_makes_other_tags_than_those_of_prose(text: str) -> None:
    page = Page(render(text))
    assert {tag for tag, _ in page.tags} <= TAGS
    assert page.other == []
    assert page.wrong == []


@given(texts)
def test_no_text_makes_attributes_of_its_own(text: str) -> None:
    assert all(set(attributes) <= ATTRIBUTES.get(tag, set()) for tag, attributes in Page(render(text)).tags)


@given(texts)
def test_no_text_makes_a_link_to_anything_but_pages_and_mail(text: str) -> None:
    assert all(SAFE.match(str(href)) for href in links(text))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java&#10;script:alert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
        "data:image/svg+xml,x",
        "ftp://a.example",
        "tel:123",
        "//evil.example",
        "/data/atlas.json",
        "other.html",
    ],
)
@pytest.mark.parametrize("form", ["[x]({})", "<{}>", "[x]: {}\n\n[x]", "![x]({})"])
def test_an_address_that_is_neither_page_nor_mail_is_no_link(form: str, address: str) -> None:
    assert links(form.format(address)) == []


@pytest.mark.parametrize(
    "address", ["http://a.example/", "https://a.example/?x=1", "mailto:a@b.example", "#source-x-1"]
)
def test_pages_mail_and_places_on_the_page_are_links(address: str) -> None:
    assert links(f"[x]({address})") == [address]


@pytest.mark.parametrize(
    "html", ["<b>x</b>", "<script>x</script>", "<!-- x -->", "a <i onclick=x>b</i>", "<svg/onload=x>"]
)
def test_raw_html_stays_text(html: str) -> None:
    page = Page(render(html))
    assert {tag for tag, _ in page.tags} == {"p"}
    assert page.text.strip() == html


def test_an_image_is_not_drawn() -> None:
    assert Page(render("![alt](http://a.example/x.png)")).named("img") == []


def test_prose_is_marked_up() -> None:
    assert render("### Where\n\n- *a*\n- **b**\n") == (
        "<h3>Where</h3>\n<ul>\n<li><em>a</em></li>\n<li><strong>b</strong></li>\n</ul>\n"
    )


def test_a_citation_is_a_numbered_link_to_the_list_of_sources() -> None:
    assert render("It is so [@journal].") == ('<p>It is so<sup><a class="cite" href="#source-x-2">2</a></sup>.</p>\n')


def test_a_citation_of_nobody_leaves_no_trace() -> None:
    assert render("It is so[@nobody].") == "<p>It is so.</p>\n"


@pytest.mark.parametrize("text", ['[x](http://a.example "see [@survey] there")', "``` [@survey]\nx\n```"])
def test_a_citation_within_an_attribute_does_not_break_it(text: str) -> None:
    page = Page(render(text))
    assert page.wrong == []
    assert all(set(attributes) <= ATTRIBUTES.get(tag, set()) for tag, attributes in page.tags)
