"""The page: its order, and the one way that state flows. The address is the state; an event rewrites the address."""

from __future__ import annotations

import streamlit as st

from mapapp.core.atlas import Atlas
from mapapp.core.view import ViewState, from_query, to_query
from mapapp.ui.components import read_event, show_panel, show_stage
from mapapp.web.site import Site, current_site


def apply_event() -> None:
    """Turn what the reader did on the map or in the list into the new address."""
    site, event = current_site(), read_event()
    selected = event.get("selected", "")
    view = from_query({**event, "region": selected, "topic": selected}, site.vocabulary)
    st.query_params.from_dict(to_query(view, site.vocabulary))


def _title(atlas: Atlas, view: ViewState) -> str:
    language = atlas.languages[0]
    entry = next((entry.title[language] for entry in atlas.entries if entry.id == view.selected), None)
    name = atlas.title[language]
    return f"{entry} · {name}" if entry else name


def _show_problems(site: Site) -> None:
    """What the atlas folder has wrong, as text: the rest of the map is there."""
    with st.expander(f"{len(site.problems)} part(s) of the atlas could not be shown", expanded=False):
        for problem in site.problems:
            st.text(str(problem))


def show_page(site: Site) -> None:
    """The whole page for the address that the reader came with."""
    view = from_query(st.query_params.to_dict(), site.vocabulary)
    if site.atlas is None:
        st.set_page_config(page_title="The map cannot be shown")
        st.error("The map cannot be shown: its atlas folder has problems.")
        for problem in site.problems:
            st.text(str(problem))
        return
    st.set_page_config(page_title=_title(site.atlas, view), layout="wide", initial_sidebar_state="expanded")
    known = to_query(view, site.vocabulary)
    if st.query_params.to_dict() != known:
        st.query_params.from_dict(known)  # unknown values leave the address
    show_stage(site, view, apply_event)
    with st.sidebar:
        show_panel(site)
        if site.problems:
            _show_problems(site)


show_page(current_site())
