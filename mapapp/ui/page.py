"""The page: its order, and the one way that state flows. The address is the state; an event rewrites the address."""

from __future__ import annotations

from gettext import NullTranslations
from urllib.parse import urlencode

import streamlit as st

from mapapp.core.atlas import Atlas
from mapapp.core.language import preferred
from mapapp.core.view import ViewState, from_query, to_query
from mapapp.store.wording import interface
from mapapp.ui.components import read_event, show_panel, show_stage
from mapapp.ui.numbers import show_numbers
from mapapp.web.keep import current_site
from mapapp.web.site import Site


def apply_event() -> None:
    """Turn what the reader did on the map or in the list into the new address."""
    st.query_params.from_dict(_address_after(current_site(), read_event()))


def _address_after(site: Site, event: dict[str, str]) -> dict[str, str]:
    selected = event.get("selected", "")
    kept = {key: st.query_params.get(key, "") for key in ("lang", "view")}
    asked = {**kept, **event, "region": selected, "topic": selected}
    view = from_query(asked, site.vocabulary, _reader_language(site))
    return to_query(view, site.vocabulary, _reader_language(site))


def _reader_language(site: Site) -> str:
    """What the reader's browser asks for, among the languages of the atlas."""
    return preferred(st.context.headers.get("Accept-Language", ""), site.vocabulary.languages)


def _title(atlas: Atlas, view: ViewState) -> str:
    entry = next((atlas.say(entry.title, view.language) for entry in atlas.entries if entry.id == view.selected), None)
    name = atlas.say(atlas.title, view.language)
    return f"{entry} · {name}" if entry else name


def _show_problems(site: Site, words: NullTranslations) -> None:
    """What the atlas folder has wrong, as text: the rest of the map is there."""
    count = len(site.problems)
    title = words.ngettext(
        "%(count)d part of the atlas could not be shown", "%(count)d parts of the atlas could not be shown", count
    )
    with st.expander(title % {"count": count}, expanded=False):
        for problem in site.problems:
            st.text(str(problem))


def show_page(site: Site) -> None:
    """The whole page for the address that the reader came with."""
    language = _reader_language(site)
    view = from_query(st.query_params.to_dict(), site.vocabulary, language)
    words = interface(view.language)
    if site.atlas is None:
        st.set_page_config(page_title=words.gettext("The map cannot be shown"))
        st.error(words.gettext("The map cannot be shown: its atlas folder has problems."))
        for problem in site.problems:
            st.text(str(problem))
        return
    st.set_page_config(page_title=_title(site.atlas, view), layout="wide", initial_sidebar_state="expanded")
    known = to_query(view, site.vocabulary, language)
    if st.query_params.to_dict() != known:
        st.query_params.from_dict(known)  # unknown values leave the address
    show_stage(site, view, urlencode(known), apply_event)
    # The first event of a new session (the server was started anew under an open page) finds no callback yet.
    if (event := read_event()) and _address_after(site, event) != st.query_params.to_dict():
        apply_event()
        st.rerun()
    show_numbers(site, site.atlas, view, words)
    with st.sidebar:
        show_panel(site, view)
        if site.problems:
            _show_problems(site, words)


show_page(current_site())
