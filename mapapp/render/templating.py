"""The one autoescaping template environment: pages, panels and cards are filled in here, one language at a time."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations

from jinja2 import Environment, PackageLoader, StrictUndefined

_spoken: ContextVar[NullTranslations] = ContextVar("_spoken")


def fill(template: str, words: NullTranslations, **values: object) -> str:
    """A template of `render/templates` with values in it; what it says itself comes from the catalogue `words`."""
    token = _spoken.set(words)
    try:
        return _templates().get_template(template).render(values)
    finally:
        _spoken.reset(token)


@cache
def _templates() -> Environment:
    """The templates, compiled once."""
    environment = Environment(
        loader=PackageLoader("mapapp.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # by the extension
        lambda words: _spoken.get().gettext(words),
        lambda one, many, count: _spoken.get().ngettext(one, many, count),
        newstyle=True,
    )
    return environment
