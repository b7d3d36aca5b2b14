"""YAML read strictly: plain values only, no duplicate keys, no aliases (which can expand without end)."""

from __future__ import annotations

from typing import Any

import yaml


class _StrictLoader(yaml.SafeLoader):
    """Refuses what a catalogue never needs and what hides mistakes."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # untyped in its stubs
            raise yaml.constructor.ConstructorError(None, None, "aliases (*name) are not allowed: write it out", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, str) and key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key if isinstance(key, str) else id(key_node))
        return super().construct_mapping(node, deep=deep)


def load(text: str) -> Any:
    """Parse YAML text. Raises yaml.YAMLError, whose message names line and column where the parser knows them."""
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a subclass of SafeLoader
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        # The parser's own constructors trip over a value that does not fit its tag, such as `!!int ''`.
        message = f"a value does not fit its type ({error})"
        raise yaml.YAMLError(message) from error
