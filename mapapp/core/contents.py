"""What an atlas lists, in the order of its list: key projects, topics by kind, and the other regions by layer."""

from __future__ import annotations

from mapapp.core.atlas import Atlas, Layer, Region, Topic
from mapapp.core.words import marked

TOPICS = {"overview": marked("At a glance"), "background": marked("Background"), "threat": marked("Threats")}
"""What the kinds of topics are called, in their order."""


def key_projects(atlas: Atlas) -> list[Region]:
    """The regions that open the list."""
    return sorted((region for region in atlas.regions if region.project), key=lambda region: region.project or 0)


def topics_by_kind(atlas: Atlas) -> list[tuple[str, list[Topic]]]:
    """What each kind of topics is called, with its topics; kinds without any are left out."""
    groups = ((name, [topic for topic in atlas.topics if topic.kind == kind]) for kind, name in TOPICS.items())
    return [(name, found) for name, found in groups if found]


def others_by_layer(atlas: Atlas) -> list[tuple[Layer, list[Region]]]:
    """Each layer with its regions that are no key projects; layers without any are left out."""
    others = [region for region in atlas.regions if not region.project]
    groups = ((layer, [region for region in others if region.layer == layer.id]) for layer in atlas.layers)
    return [(layer, found) for layer, found in groups if found]
