"""YAML read strictly: plain values only, no duplicate keys, no aliases (which can expand without end)."""

from __future__ import annotations

from typing import Any

import yaml

# libyaml where PyYAML was built with it: ten times as fast, and the same YAML.
DEEPEST = 100
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]  # one of two loaders, chosen when the program runs
    """Refuses what a catalogue never needs and what hides mistakes."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, str) and key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key if isinstance(key, str) else id(key_node))
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def _check_structure(text: str) -> None:
    """Refuse aliases and very deep nesting before anything is built: libyaml recurses without a limit of its own."""
    depth = 0
    events: Any = yaml.parse(text, Loader=_Base)
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        alias = type(event) is yaml.AliasEvent
        if alias or depth > DEEPEST:
            wrong = "aliases (*name) are not allowed: write it out" if alias else f"more than {DEEPEST} levels deep"
            message = f"{wrong} (line {event.start_mark.line + 1})"
            raise yaml.YAMLError(message)


def load(text: str) -> Any:
    """Parse YAML text. Raises yaml.YAMLError, whose message names line and column where the parser knows them."""
    try:
        _check_structure(text)
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a subclass of a safe loader
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        # The parser's own constructors trip over a value that does not fit its tag, such as `!!int ''`.
        message = f"a value does not fit its type ({error})"
        raise yaml.YAMLError(message) from error
