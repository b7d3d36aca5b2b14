"""Counts over the years in a dialog: Altair charts over the map; their tables stand in the card."""

from __future__ import annotations

from gettext import NullTranslations

import streamlit as st

from mapapp.core.atlas import Atlas, Topic
from mapapp.core.view import ViewState
from mapapp.render.charts import Reader, count_chart
from mapapp.web.site import Site

CLOSED = "charts-closed"


def close_numbers() -> None:
    """The dialog was closed: its topic stays open beside the map."""
    st.session_state[CLOSED] = True


def shows_numbers(atlas: Atlas, view: ViewState) -> Topic | None:
    """The selected topic, if its card opens with counts."""
    topics = (topic for topic in atlas.topics if topic.id == view.selected and topic.shows == "numbers")
    return next(topics, None)


def show_numbers(site: Site, atlas: Atlas, view: ViewState, words: NullTranslations) -> None:
    """Open the dialog with one chart for each group of series.

    Closed, it gives way to the tables in the card, and opens again when the topic is chosen anew.
    """
    topic = shows_numbers(atlas, view)
    if topic is None:
        st.session_state.pop(CLOSED, None)
    if topic is None or not site.counts or CLOSED in st.session_state:
        return
    reader = Reader(atlas, view.language, words.gettext, dark=st.context.theme.type == "dark", year=view.year)

    @st.dialog(atlas.say(topic.title, view.language), width="large", on_dismiss=close_numbers)
    def dialog() -> None:
        st.text(
            words.gettext(
                "Point at a mark for its method, range and source. The same numbers stand as tables in the panel."
            )
        )
        counted = {count.series for count in site.counts}
        for chart in dict.fromkeys(series.chart for series in atlas.series if series.id in counted):
            st.subheader(atlas.heading(chart, view.language))
            st.altair_chart(count_chart(chart, site.counts, reader), width="stretch")

    dialog()
