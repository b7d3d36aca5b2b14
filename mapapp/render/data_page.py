"""What stands at `/data/`: the addresses of the data, how to load them, what their fields mean, how sure it all is."""

from __future__ import annotations

from gettext import NullTranslations

from mapapp.core.atlas import Atlas
from mapapp.core.fields import FORMATS, Column, fact_columns, shape_columns
from mapapp.core.words import own_name
from mapapp.render.templating import fill


def data_page(atlas: Atlas, language: str, words: NullTranslations, here: str) -> str:
    """The body of the page in one language; `here` is where it stands, with a slash at its end, for lines to be copied.

    All links are relative to the page.
    """
    shapes = shape_columns(atlas.languages)
    known = {column.name for column in shapes}
    facts = [column for column in fact_columns(atlas.languages) if column.name not in known]
    bands = next((layer for layer in atlas.layers if layer.holds == "bands"), None)
    return fill(
        "data.html",
        words,
        atlas=atlas,
        language=language,
        say=lambda text: atlas.say(text, language),
        own_name=own_name,
        formats=FORMATS,
        here=here,
        example=atlas.layers[0] if atlas.layers else None,
        both=[layer.id for layer in (*atlas.layers[:1], bands) if layer],
        region=min(atlas.regions, key=lambda region: region.project or 9999, default=None),
        tables=[
            (name, [_row(column, language, words) for column in columns])
            for name, columns in (("shapes", shapes), ("facts", facts))
        ],
        terms=list(dict.fromkeys((layer.licence, layer.credit) for layer in atlas.layers)),
    )


def _row(column: Column, language: str, words: NullTranslations) -> tuple[str, str, str]:
    title, meaning = (column.filled(words.gettext(text), language) for text in (column.title, column.words))
    return column.name, title, meaning
