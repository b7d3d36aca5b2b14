"""The two elements of the page that are ours: the stage of the map and the side panel."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from mapapp.core.view import ViewState
from mapapp.web.site import Site

STAGE = "stage"
EVENT = ("selected", "layers", "basemap", "year", "story")


def _module(name: str) -> str:
    """A component's script: it only imports the real one, which the browser keeps. Of one line it would be a path.

    A page runs one version of the front end for as long as it is open, that of its index page: after an update this
    script comes from a newer server, and beside what the page runs already a second map would be begun. What cannot
    be loaded is said by the page itself; Streamlit would show an error of its own over it. `atlas` is the script of the
    index page that has this id.
    """
    return f"export default\n((await import(atlas.src).then(page=>page.{name},()=>0))||{{mount(){{}}}}).mount"


def show_panel(site: Site, view: ViewState) -> None:
    """The list of regions and topics; the card of the selected one opens in it."""
    element = st.components.v2.component(
        "atlas_panel", html="<div class='atlas-panel'></div>", js=_module("panel"), isolate_styles=False
    )
    element(key="panel", data={"panels": site.panels_by_language[view.language]})


def show_stage(site: Site, view: ViewState, address: str, on_event: Callable[[], None]) -> None:
    """The map, told which address (a query string) it shows; its one event holds ids only, see `read_event`."""
    element = st.components.v2.component(
        "atlas_stage", html="<div class='atlas-stage'></div>", js=_module("stage"), isolate_styles=False
    )
    element(key=STAGE, data=site.stage_data(view) | {"address": address}, on_event_change=on_event)


def read_event() -> dict[str, str]:
    """The last event of the stage, as address values."""
    return clean_event(getattr(st.session_state.get(STAGE), "event", None))


def clean_event(event: object) -> dict[str, str]:
    """Address values of an event. Whatever the browser sent, only short strings under known keys come through."""
    if not isinstance(event, dict):
        return {}
    return {
        str(key): value for key, value in event.items() if isinstance(value, str) and len(value) < 1000 and key in EVENT
    }
