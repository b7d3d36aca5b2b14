"""The side panel as HTML: one list, one fragment an entry, all through one autoescaping template environment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import NullTranslations

from mapapp.core.atlas import Atlas, Entry, Region, Topic
from mapapp.core.card import make_card
from mapapp.core.chronicle import Count
from mapapp.core.cite import ADVICE
from mapapp.core.contents import key_projects, others_by_layer, topics_by_kind
from mapapp.core.evidence import Evidence
from mapapp.core.features import Feature
from mapapp.core.survey import edge_kinds
from mapapp.core.words import day, language_name, marked, measured, own_name, share
from mapapp.render.chronicle import chart_tables, event_rows, story_steps
from mapapp.render.citing import atlas_sentence, entry_sentence, figure_sentences
from mapapp.render.markdown import to_html
from mapapp.render.profile_chart import Chart, make_chart, table
from mapapp.render.script_words import script_words
from mapapp.render.sentences import Sentences
from mapapp.render.stylesheet import layer_css
from mapapp.render.templating import fill
from mapapp.render.years import years

FOLLOWS = {
    "state-border": marked("State border"),
    "provincial-line": marked("Provincial line"),
    "coast": marked("Coast"),
    "river": marked("River, by eye"),
    "railway": marked("Railway, by eye"),
    "road": marked("Road, by eye"),
    "published-extent": marked("Published extent"),
    "by-eye": marked("By eye, from descriptions"),
    "openstreetmap": marked("OpenStreetMap"),
}


TRUST = {"high": marked("high"), "medium": marked("medium"), "low": marked("low")}


def render_panels(  # noqa: PLR0913 - an atlas, its language, and what was written, measured, said and counted
    atlas: Atlas,
    language: str,
    texts: Mapping[tuple[str, str], str],
    evidence: Evidence,
    *,
    words: NullTranslations | None = None,
    counts: Sequence[Count] = (),
    features: Sequence[Feature] = (),
) -> dict[str, bytes]:
    """Files of the panel by name: `index.html`, `waiting.html` (what the page shows before it), `names.json`,
    `layers.css`, `cards/<entry>.html`, `citations/<entry>.json` and `profiles/<region>.json`, `story.json`.

    `texts` holds Markdown by (entry, language), `words` are the interface's.
    """
    words = words or NullTranslations()
    writer = _Writer(atlas, language, evidence, words, tuple(counts))
    files = {
        "index.html": writer.list_page("index.html"),
        "waiting.html": writer.list_page("waiting.html"),
        "layers.css": layer_css(atlas.layers),
    }
    for entry in atlas.entries:
        first = texts.get((entry.id, atlas.languages[0]), "")
        files[f"cards/{entry.id}.html"] = writer.card(entry, texts.get((entry.id, language), first))
        figures = figure_sentences(atlas, entry, language, words.gettext)
        files[f"citations/{entry.id}.json"] = json.dumps(figures, ensure_ascii=False, separators=(",", ":"))
    for name, chart in writer.charts.items():
        files[f"profiles/{name}.json"] = json.dumps(chart.stations, ensure_ascii=False, separators=(",", ":"))
    files["story.json"] = json.dumps(story_steps(atlas, language), ensure_ascii=False, separators=(",", ":"))
    names = _names(atlas, language, words) | {
        "where": writer.where,
        "valid": {one.region: {"valid_from": one.valid_from, "valid_to": one.valid_to} for one in features},
        "years": years(atlas, features, language, writer.titles, words.gettext),
    }
    files["names.json"] = json.dumps(names, ensure_ascii=False, sort_keys=True)
    return {name: content.encode() for name, content in files.items()}


@dataclass(frozen=True)
class _Writer:
    """Fills the templates in one language."""

    atlas: Atlas
    language: str
    evidence: Evidence
    words: NullTranslations
    counts: tuple[Count, ...]

    @cached_property
    def charts(self) -> dict[str, Chart]:
        return {
            name: make_chart(profile, self.titles, self.language, self.words.gettext)
            for name, profile in self.evidence.profiles.items()
        }

    @cached_property
    def titles(self) -> dict[str, str]:
        return {entry.id: self._say(entry.title) for entry in self.atlas.entries}

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.atlas, self.language, self.evidence, self.words.gettext)

    @cached_property
    def where(self) -> dict[str, str]:
        """The second line of each region's row."""
        return {region.id: self.sentences.short(region) for region in self.atlas.regions}

    def _say(self, words: Mapping[str, str]) -> str:
        return self.atlas.say(words, self.language)

    def _measured(self, value: float, unit: str, to: float | None = None) -> str:
        return measured(value, unit, self.language, to)

    def _share(self, value: float, *, signed: bool = False) -> str:
        return share(value, self.language, signed=signed)

    def card(self, entry: Entry, text: str) -> str:
        shows = entry.shows if isinstance(entry, Topic) else "text"
        events = self.atlas.events if shows == "timeline" else ()
        counts = self.counts if shows == "numbers" else ()
        cited = [
            source for sources in (*(e.sources for e in events), *(c.sources for c in counts)) for source in sources
        ]
        made = make_card(self.atlas, entry, self.language, text, self.evidence.surveys, cited=cited)
        anchor = f"source-{entry.id}"
        profile = self.evidence.profiles.get(entry.id)
        return fill(
            "card.html",
            self.words,
            card=made,
            say=self._say,
            language_name=lambda code: language_name(code, self.language),
            language=self.language,
            body=to_html(made.text, made.number, anchor),
            anchor=anchor,
            events=event_rows(self.atlas, self.language, made.number) if events else (),
            charts=chart_tables(self.atlas, counts, self.language, self.words.gettext, made.number) if counts else (),
            where=self.sentences.full(entry) if isinstance(entry, Region) else (),
            neighbours=self.sentences.neighbours(entry) if isinstance(entry, Region) else (),
            edges=edge_kinds(made.survey.edges) if made.survey else (),
            follows=FOLLOWS,
            titles=self.titles,
            profile=profile,
            chart=self.charts.get(entry.id),
            rows=table(profile, self.language) if profile else (),
            profile_address=f"profiles/{entry.id}.json",
            citation=entry_sentence(self.atlas, entry, self.language, self.words.gettext),
            advice=self.words.gettext(ADVICE),
            measured=self._measured,
            share=self._share,
            day=lambda value: day(value, self.language),
            trust=TRUST,
            place_name=lambda names: names.get(self.language) or next(iter(names.values())),
        )

    def list_page(self, template: str) -> str:
        return fill(
            template,
            self.words,
            atlas=self.atlas,
            language=self.language,
            own_name=own_name,
            projects=key_projects(self.atlas),
            topics=[(self.words.gettext(name), found) for name, found in topics_by_kind(self.atlas)],
            groups=others_by_layer(self.atlas),
            say=self._say,
            where=self.where,
        )


def _names(atlas: Atlas, language: str, words: NullTranslations) -> dict[str, object]:
    """What the map itself says, as plain text: titles, the line on doubt, and each region's layer."""
    return {
        "language": language,
        "words": {known: said for known in script_words() if (said := words.gettext(known)) != known},
        "title": atlas.say(atlas.title, language),
        "doubt": atlas.say(atlas.doubt, language),
        "citation": atlas_sentence(atlas, language, words.gettext),
        "advice": words.gettext(ADVICE),
        "languages": {code: own_name(code) for code in atlas.languages},
        "credits": {layer.id: f"{layer.licence}, {layer.credit}" for layer in atlas.layers},
        "entries": {entry.id: atlas.say(entry.title, language) for entry in atlas.entries},
        "layers": {layer.id: atlas.say(layer.title, language) for layer in atlas.layers},
        "descriptions": {layer.id: atlas.say(layer.description, language) for layer in atlas.layers},
        "opens": _opens(atlas),
        "layerOf": {region.id: region.layer for region in atlas.regions},
    }


def _opens(atlas: Atlas) -> dict[str, str | None]:
    """Which topic tells of what has no card: the timeline of events, the one with most roles of organisations."""
    timeline = next((topic.id for topic in atlas.topics if topic.shows == "timeline"), None)
    most = max(atlas.topics, key=lambda topic: len(topic.roles), default=None)
    return {"event": timeline, "organisation": most.id if most and most.roles else None}
