"""A page's content without scripts: the card of an entry as plain text with links, and the way to all others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from markupsafe import Markup

from mapapp.core.atlas import Atlas, Entry
from mapapp.core.contents import key_projects, others_by_layer, topics_by_kind
from mapapp.core.words import own_name
from mapapp.render.templating import fill

# What only a script can use, in the cards of our own templates.
_OPENS = re.compile(r'<button type="button" class="([a-z]+)" data-open="([^"]*)">(.*?)</button>', re.DOTALL)
_OTHER = re.compile(r"<button [^>]*>(.*?)</button>", re.DOTALL)
_SLIDER = re.compile(r' role="slider" tabindex="0"((?: aria-label="[^"]*")?)(?: aria-value\w+="[^"]*")*')


@dataclass(frozen=True)
class Speech:
    """A language and the interface's words in it."""

    language: str
    words: NullTranslations


@dataclass(frozen=True)
class Where:
    """Addresses as one page writes them: of the home page, of entries and of languages; of data, "" for none."""

    home: str
    entry: Callable[[str], str]
    language: Callable[[str], str]
    data: str = ""


def plain_page(atlas: Atlas, speech: Speech, where: Where, entry: Entry | None = None, card: str = "") -> str:
    """The body of a page that scripts take over: of the whole atlas, or of an entry with its rendered card."""
    language, words = speech.language, speech.words

    def links(entries: Sequence[Entry]) -> list[tuple[str, str]]:
        return [(atlas.say(one.title, language), where.entry(one.id)) for one in entries]

    groups = [
        (words.gettext("Key projects"), links(key_projects(atlas))),
        *((words.gettext(name), links(found)) for name, found in topics_by_kind(atlas)),
        *((atlas.say(layer.title, language), links(found)) for layer, found in others_by_layer(atlas)),
    ]
    return fill(
        "still.html",
        words,
        say=lambda told: atlas.say(told, language),
        title=atlas.say(atlas.title, language),
        purpose=atlas.say(atlas.purpose, language),
        entry=entry,
        home=where.home,
        language=language,
        languages=[(code, own_name(code), where.language(code)) for code in atlas.languages],
        card=without_buttons(card, where.entry),
        groups=[(heading, found) for heading, found in groups if found],
        data=where.data,
    )


def without_buttons(card: str, address: Callable[[str], str]) -> Markup:
    """A rendered card whose buttons are links to what they open, or plain words."""
    linked = _OPENS.sub(lambda found: f'<a class="{found[1]}" href="{address(found[2])}">{found[3]}</a>', card)
    return Markup(_SLIDER.sub(r' role="img"\1', _OTHER.sub(r"<span>\1</span>", linked)))  # noqa: S704 - from our own autoescaping templates
